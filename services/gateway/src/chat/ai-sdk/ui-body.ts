import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import type { MessagePage, Sessions } from '../../sessions/ports'

/** Whether a client of the AI SDK asks: `?format=ai-sdk`, or `Accept: text/event-stream; profile=ai-sdk`. */
export function wantsAiSdk({ url, headers }: Request): boolean {
  if (url.includes('?') && new URL(url).searchParams.get('format') === 'ai-sdk') return true
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

/** The point at which a conversation continues from an older message. */
export interface AiSdkBranch {
  /** Id of the replaced message. A client may have made it, and then the history does not contain it. */
  messageId: string
  /** Number of questions before this one; undefined: the client has not sent them. */
  questionsBefore: number | undefined
}

/** The field of a parsed body that holds the branch. No client can set it. */
export const BRANCH = 'ai_sdk_branch'

/** The branch that a body of the AI SDK requests; undefined: the conversation continues at its end. */
export function branchOf({ trigger, messageId, messages }: Record<string, unknown>): AiSdkBranch | undefined {
  const replaced = typeof messageId === 'string' ? messageId : ''
  const sent = Array.isArray(messages) ? messages.filter(isRecord) : []
  const asksAgain = trigger === 'regenerate-message' || (sent.length > 0 && sent.at(-1)?.role !== 'user')
  if (!asksAgain && replaced === '') return undefined
  const questions = sent.filter(({ role }) => role === 'user').length
  return { messageId: replaced, questionsBefore: questions > 0 ? questions - 1 : undefined }
}

/** The text of the last message of the user; undefined: there is none. */
export function questionOf(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined
  const message: unknown = messages.findLast((entry) => isRecord(entry) && entry.role === 'user')
  if (!isRecord(message) || !Array.isArray(message.parts)) return undefined
  const texts = message.parts.filter((part) => isRecord(part) && part.type === 'text' && typeof part.text === 'string')
  return texts.map(({ text }) => text).join('\n')
}

/** Messages a page, the most that memory gives. */
const PAGE = 200

/** The answer that a branch replaces; undefined: the history has none there, and the conversation continues at its end. */
export async function answerToReplace(
  sessions: Pick<Sessions, 'messages'>,
  sessionId: string | undefined,
  branch: AiSdkBranch | undefined,
  caller: Caller,
): Promise<string | undefined> {
  if (!branch || !sessionId) return undefined
  try {
    return await findReplaced(sessions, sessionId, branch, caller)
  } catch (error) {
    // The session is new: nothing is replaced.
    if (error instanceof AppError && error.code === 'not_found') return undefined
    throw error
  }
}

async function findReplaced(
  sessions: Pick<Sessions, 'messages'>,
  sessionId: string,
  { messageId, questionsBefore }: AiSdkBranch,
  caller: Caller,
): Promise<string | undefined> {
  let questions = 0
  let byPlace: string | undefined
  let newest: string | undefined
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: MessagePage = await sessions.messages(sessionId, { limit: PAGE, cursor }, caller)
    for (const message of page.messages) {
      if (message.role === 'user') questions++
      else if (message.messageId === messageId) return messageId
      else {
        newest = message.messageId
        if (questionsBefore !== undefined && questions === questionsBefore + 1) byPlace ??= message.messageId
      }
    }
    cursor = page.nextCursor
  }
  return questionsBefore === undefined ? newest : byPlace
}
