import type { GenerateRequest, PromptMessage, Tools } from '../model'

/** A chat request in the form of OpenAI's API. */
export const chatBody = (model: string, { messages, jsonSchema, maxTokens, temperature, tools }: GenerateRequest) => ({
  model,
  messages: messages.map(toMessage),
  stream: true,
  stream_options: { include_usage: true },
  // Every compatible server knows this older name; not all know max_completion_tokens.
  ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
  ...(temperature === undefined ? {} : { temperature }),
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
          function: { name, arguments: argumentsJson },
        })),
      }
    : {}),
  ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
})
