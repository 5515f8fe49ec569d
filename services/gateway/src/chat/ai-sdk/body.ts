import { isRecord } from '@collabry/runtime/validation'
import type { JsonBody } from '../../core/body/body'
import { wantsAiSdk } from './wanted'

/**
 * Takes the body that the AI SDK's own transport sends, `{id, messages}`, for a chat: the message is the last one of the user,
 * the session is the chat. What came before is in the session's history already.
 */
export const aiSdkBody =
  (json: JsonBody): JsonBody =>
  (schema) => {
    const parse = json(schema, { id: {}, messages: {} })
    const parseAiSdk = async (context: { request: Request }) => {
      const fields = await parse(context)
      if (!wantsAiSdk(context.request) || !isRecord(fields) || 'message' in fields) return fields
      const message = lastOfUser(fields.messages)
      return message === undefined ? fields : { session_id: fields.id, ...fields, message }
    }
    return Object.assign(parseAiSdk, { kind: parse.kind, bytesMax: parse.bytesMax })
  }

function lastOfUser(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined
  const message: unknown = messages.findLast((entry) => isRecord(entry) && entry.role === 'user')
  if (!isRecord(message) || !Array.isArray(message.parts)) return undefined
  const texts = message.parts.filter((part) => isRecord(part) && part.type === 'text' && typeof part.text === 'string')
  return texts.map(({ text }) => text).join('\n')
}
