import { isRecord } from '@collabry/runtime/validation'
import type { JsonBody } from '../../core/body/body'
import { BRANCH, branchOf, questionOf } from './branch'

/** Whether a client of the AI SDK asks: `?format=ai-sdk`, or `Accept: text/event-stream; profile=ai-sdk`. */
export function wantsAiSdk({ url, headers }: Request): boolean {
  if (new URL(url).searchParams.get('format') === 'ai-sdk') return true
  return (headers.get('accept') ?? '').split(',').some((range) => PROFILE.test(range))
}

const PROFILE = /^\s*text\/event-stream\s*;(?:.*;)?\s*profile\s*=\s*"?ai-sdk"?\s*(?:;|$)/i

/**
 * Reads the body that the AI SDK's own transport sends, `{id, messages}`: the message is the last one of the user, the session
 * is the chat. Earlier messages are in the session's history already. A message that replaces an older one, or a request for a
 * new answer, is a branch.
 */
export const aiSdkBody =
  (json: JsonBody): JsonBody =>
  (schema) => {
    const parse = json(schema, { id: {}, messages: {}, trigger: {}, messageId: {} })
    const parseAiSdk = async (context: { request: Request }) => {
      const fields = await parse(context)
      if (!wantsAiSdk(context.request) || !isRecord(fields) || typeof fields.message === 'string') return fields
      const message = questionOf(isRecord(fields.message) ? [fields.message] : fields.messages)
      if (message === undefined) return fields
      return { session_id: fields.id, ...fields, message, [BRANCH]: branchOf(fields) }
    }
    return Object.assign(parseAiSdk, { kind: parse.kind, bytesMax: parse.bytesMax })
  }
