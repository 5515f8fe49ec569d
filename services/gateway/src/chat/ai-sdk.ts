import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'
import type { JsonBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import type { StreamFormat } from '../core/responses'
import { jsonWire, type SseEvent } from '../core/sse/sse'
import type { AnswerEvent, ChatResult, Source } from '../generation/types'
import type { MessagePage, Sessions } from '../sessions/ports'

/** The UI message stream of the AI SDK. Its older clients refuse fields that they do not know, so that parts have only what all know. */
export const aiSdkFormat: StreamFormat = {
  wire: jsonWire({ 'x-vercel-ai-ui-message-stream': 'v1' }),
  errorData: ({ detail }) => JSON.stringify({ type: 'error', errorText: detail }),
}

const TEXT_ID = 'answer'

/** A turn of a chat as parts of one UI message, which has the id of the history's; what only we have goes into its metadata. */
export async function* uiMessageParts(
  events: AsyncGenerator<AnswerEvent<ChatResult>>,
  messageIdOf: () => string | undefined,
): AsyncGenerator<SseEvent> {
  let started = false
  let writing = false
  for await (const event of events) {
    const messageId = messageIdOf()
    if (!started) yield part({ type: 'start', ...(messageId !== undefined && { messageId }) })
    started = true
    if (event.type === 'sources') yield* event.sources.map((source, index) => part(sourcePart(source, index + 1)))
    if (event.type === 'text' && event.text !== '') {
      if (!writing) yield part({ type: 'text-start', id: TEXT_ID })
      writing = true
      yield part({ type: 'text-delta', id: TEXT_ID, delta: event.text })
    }
    if (event.type !== 'finish') continue
    if (writing) yield part({ type: 'text-end', id: TEXT_ID })
    const { session_id, message_id, model, tool_used, usage } = event.result
    yield part({ type: 'finish', messageMetadata: { session_id, message_id, model, tool_used, usage } })
    yield { event: 'done', data: '' }
  }
}

const part = (value: object): SseEvent => ({ data: JSON.stringify(value) })

/** Its id is the number by which the answer cites it. */
function sourcePart(source: Source, number: number): object {
  const providerMetadata = { collabry: { ...source } }
  const sourceId = String(number)
  if (source.url) return { type: 'source-url', sourceId, url: source.url, title: source.filename, providerMetadata }
  return {
    type: 'source-document',
    sourceId,
    mediaType: 'text/plain',
    title: source.filename,
    filename: source.filename,
    providerMetadata,
  }
}

/** Whether a client of the AI SDK asks: `?format=ai-sdk`, or `Accept: text/event-stream; profile=ai-sdk`. */
export function wantsAiSdk({ url, headers }: Request): boolean {
  if (new URL(url).searchParams.get('format') === 'ai-sdk') return true
  return (headers.get('accept') ?? '').split(',').some((range) => PROFILE.test(range))
}

const PROFILE = /^\s*text\/event-stream\s*;(?:.*;)?\s*profile\s*=\s*"?ai-sdk"?\s*(?:;|$)/i

/**
 * Takes the body that the AI SDK's own transport sends, `{id, messages}`, for a chat: the message is the last one of the user,
 * the session is the chat. What came before is in the session's history already. A message that is sent in the place of an
 * older one, or an answer that is asked for anew, is a branch.
 */
export const aiSdkBody =
  (json: JsonBody): JsonBody =>
  (schema) => {
    const parse = json(schema, { id: {}, messages: {}, trigger: {}, messageId: {} })
    const parseAiSdk = async (context: { request: Request }) => {
      const fields = await parse(context)
      if (!wantsAiSdk(context.request) || !isRecord(fields) || 'message' in fields) return fields
      const message = lastOfUser(fields.messages)
      if (message === undefined) return fields
      return { session_id: fields.id, ...fields, message, [BRANCH]: branchFrom(fields) }
    }
    return Object.assign(parseAiSdk, { kind: parse.kind, bytesMax: parse.bytesMax })
  }

const BRANCH = 'ai_sdk_branch'

/** Where a conversation goes on from an older message. */
interface AiSdkBranch {
  /** Id of the replaced message. A client may have made it, and then the history does not contain it. */
  messageId: string
  /** Questions before the one that is asked. */
  questionsBefore: number
}

function branchFrom({ trigger, messageId, messages }: Record<string, unknown>): AiSdkBranch | undefined {
  const isBranch = trigger === 'regenerate-message' || (typeof messageId === 'string' && messageId !== '')
  if (!isBranch || !Array.isArray(messages)) return undefined
  const questions = messages.filter((entry) => isRecord(entry) && entry.role === 'user').length
  return { messageId: typeof messageId === 'string' ? messageId : '', questionsBefore: questions - 1 }
}

/** Messages a page, the most that memory gives. */
const PAGE = 200

/** The answer that a branch replaces; undefined: the history has none there, and the conversation goes on at its end. */
export async function answerToReplace(
  sessions: Pick<Sessions, 'messages'>,
  fields: { session_id?: string },
  caller: Caller,
): Promise<string | undefined> {
  const branch = BRANCH in fields ? (fields[BRANCH] as AiSdkBranch | undefined) : undefined
  if (!branch || !fields.session_id) return undefined
  try {
    return await findReplaced(sessions, fields.session_id, branch, caller)
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
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: MessagePage = await sessions.messages(sessionId, { limit: PAGE, cursor }, caller)
    for (const message of page.messages) {
      if (message.role === 'user') questions++
      else if (message.messageId === messageId) return messageId
      else if (questions === questionsBefore + 1) byPlace ??= message.messageId
    }
    cursor = page.nextCursor
  }
  return byPlace
}

function lastOfUser(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined
  const message: unknown = messages.findLast((entry) => isRecord(entry) && entry.role === 'user')
  if (!isRecord(message) || !Array.isArray(message.parts)) return undefined
  const texts = message.parts.filter((part) => isRecord(part) && part.type === 'text' && typeof part.text === 'string')
  return texts.map(({ text }) => text).join('\n')
}
