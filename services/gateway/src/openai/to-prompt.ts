import { AppError } from '@collabry/runtime/errors'
import type { PromptMessage } from '../generation/model-part'
import type { CompletionBody } from './completion-body'
import type { Prompt } from './models'

type Message = CompletionBody['messages'][number]

/** A request of OpenAI's API as the domain has it. */
export function toPrompt({
  model,
  messages,
  temperature,
  response_format,
  tools,
  tool_choice,
  stop,
  ...body
}: CompletionBody): Prompt {
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  const jsonSchema = schemaOf(response_format)
  const names = toolNamesOf(messages)
  return {
    model: model ?? '',
    messages: messages.map((message, index) => toMessage(message, index, names)),
    tools,
    toolChoice: typeof tool_choice === 'object' ? tool_choice.function.name : (tool_choice ?? ''),
    stop: [stop ?? []].flat(),
    ...(jsonSchema ? { jsonSchema } : {}),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
  }
}

const roles = { system: 'system', developer: 'system', user: 'user', assistant: 'assistant', tool: 'tool' } as const

function toMessage(
  { role, content, tool_calls, tool_call_id }: Message,
  index: number,
  toolNames: Map<string, string>,
): PromptMessage {
  const message = { role: roles[role], content: textOf(content, index) }
  if (role === 'assistant' && tool_calls) return { ...message, toolCalls: tool_calls.map(toCall) }
  if (role !== 'tool') return message
  const toolCallId = tool_call_id ?? ''
  return { ...message, toolCallId, toolName: toolNames.get(toolCallId) ?? '' }
}

const toCall = ({ id, function: called }: NonNullable<Message['tool_calls']>[number]) => ({
  id,
  name: called.name,
  argumentsJson: called.arguments === '' ? '{}' : called.arguments,
})

/** A result names the call that it answers, and models want to know the function. */
function toolNamesOf(messages: Message[]): Map<string, string> {
  const calls = messages.flatMap(({ tool_calls }) => tool_calls ?? [])
  return new Map(calls.map(({ id, function: called }) => [id, called.name]))
}

function textOf(content: Message['content'], index: number): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .map(({ type, text }) => {
      if (type === 'text' && text !== undefined) return text
      throw wrong(`messages.${index}.content`, 'must be text: models here read nothing else')
    })
    .join('\n')
}

function schemaOf(format: CompletionBody['response_format']): Record<string, unknown> | undefined {
  if (format?.type === 'json_schema') return format.json_schema.schema
  return format?.type === 'json_object' ? { type: 'object' } : undefined
}

const wrong = (field: string, message: string) =>
  new AppError('validation_error', `${field} ${message}.`, { fields: [{ field, message }] })
