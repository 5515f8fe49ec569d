import type { BodyParser } from '../body'
import { wantsAiSdk } from './wanted'

/**
 * Takes the body that the AI SDK's own transport sends, `{id, messages}`, for a chat: the message is the last one of the user,
 * the session is the chat. What came before is in the session's history already.
 */
export const aiSdkBody =
  (json: BodyParser): BodyParser =>
  async (context) => {
    const fields = await json(context)
    if (!wantsAiSdk(context.request) || !isObject(fields) || 'message' in fields) return fields
    const message = lastOfUser(fields.messages)
    return message === undefined ? fields : { session_id: fields.id, ...fields, message }
  }

function lastOfUser(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined
  const message: unknown = messages.findLast((entry) => isObject(entry) && entry.role === 'user')
  if (!isObject(message) || !Array.isArray(message.parts)) return undefined
  const texts = message.parts.filter((part) => isObject(part) && part.type === 'text' && typeof part.text === 'string')
  return texts.map(({ text }) => text).join('\n')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
