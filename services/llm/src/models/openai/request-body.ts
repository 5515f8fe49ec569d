import { argumentsObject } from '../http/tool-calls'
import type { GenerateRequest, PromptMessage, Tools } from '../model'

/** A chat request in the form of OpenAI's API. */
export const chatBody = (model: string, { messages, jsonSchema, maxTokens, sampling, stop, tools }: GenerateRequest) => ({
  model,
  messages: messages.map(toMessage),
  stream: true,
  stream_options: { include_usage: true },
  // Every compatible server knows this older name; not all know max_completion_tokens.
  max_tokens: maxTokens,
  temperature: sampling.temperature,
  top_p: sampling.topP,
  seed: sampling.seed,
  presence_penalty: sampling.presencePenalty,
  frequency_penalty: sampling.frequencyPenalty,
  ...(stop.length > 0 && { stop }),
  ...(jsonSchema
    ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: jsonSchema } } }
    : {}),
  ...(tools ? { tools: tools.definitions, ...toolChoice(tools) } : {}),
})

function toolChoice({ choice }: Tools) {
  if (choice === undefined) return {}
  const isWord = choice === 'auto' || choice === 'none' || choice === 'required'
  return { tool_choice: isWord ? choice : { type: 'function', function: { name: choice } } }
}

const toMessage = ({ role, content, toolCalls, toolCallId }: PromptMessage) => ({
  role,
  content,
  ...(toolCalls
    ? {
        tool_calls: toolCalls.map(({ id, name, argumentsJson }) => ({
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(argumentsObject(argumentsJson)) },
        })),
      }
    : {}),
  ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
})
