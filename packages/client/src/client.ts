import { type ChatStream, chatStream } from './chat-stream.js'
import { type Call, type ClientOptions, createSend } from './send.js'
import type * as types from './types.js'
import { sendFile, taskOf, type UploadFields, type UploadOptions, upload } from './upload.js'

export type { ChatEvent, ChatStream } from './chat-stream.js'
export { ApiError, ConnectionError } from './errors.js'
export type { ClientOptions } from './send.js'
export type * from './types.js'
export type { UploadFields, UploadOptions, UploadProgress } from './upload.js'

interface Options {
  signal?: AbortSignal
}

interface Page extends Options {
  limit?: number
  cursor?: string
}

export type Client = ReturnType<typeof createClient>

/** A client of one gateway, for one user. */
export function createClient(options: ClientOptions) {
  const send = createSend(options)
  const call = async <Answer>(path: string, request?: Call) => (await (await send(path, request)).json()) as Answer
  const post =
    <Body, Answer>(path: string) =>
    (body: Body, { signal }: Options = {}): Promise<Answer> =>
      call(path, { method: 'POST', body, signal })
  return {
    /** Any call of the API, with the token, the retries and the errors of this client. */
    send,
    health: ({ signal }: Options = {}): Promise<types.Health> => call('/health', { signal }),
    usage: ({ days, signal }: Options & { days?: number } = {}): Promise<types.UsageReport> =>
      call('/ai/usage', { query: { days }, signal }),
    chat: {
      send: post<types.ChatRequest, types.ChatAnswer>('/ai/chat'),
      stream: (request: types.ChatRequest, { signal }: Options = {}): ChatStream =>
        chatStream({ send, options }, request, signal),
    },
    sessions: sessionCalls(call),
    documents: {
      /** Sends a file and waits until it is searchable. */
      upload: (file: Blob, wanted?: UploadOptions): Promise<types.UploadTask> => upload({ send, options }, file, wanted),
      /** Sends a file; the answer comes before it is read. */
      send: (file: Blob, wanted?: UploadFields & Options): Promise<types.UploadAccepted> =>
        sendFile({ send, options }, file, wanted),
      sendText: post<types.TextUpload, types.UploadAccepted>('/ai/upload'),
      task: (taskId: string, { signal }: Options = {}): Promise<types.UploadTask> => taskOf({ send }, taskId, signal),
      list: ({ signal, ...query }: Page & { notebook_id?: string } = {}): Promise<types.DocumentList> =>
        call('/ai/documents', { query, signal }),
      get: (id: string, { signal }: Options = {}): Promise<types.DocumentAnswer> => call(documentPath(id), { signal }),
      content: (id: string, { signal }: Options = {}): Promise<types.DocumentContent> =>
        call(`${documentPath(id)}/content`, { signal }),
      delete: (id: string, { signal }: Options = {}): Promise<types.DeletedDocument> =>
        call(documentPath(id), { method: 'DELETE', signal }),
      search: post<types.SearchRequest, types.SearchResults>('/ai/search'),
    },
    study: {
      qa: post<types.QaRequest, types.QaAnswer>('/ai/qa'),
      summarize: post<types.SummarizeRequest, types.Summary>('/ai/summarize'),
      mindMap: post<types.MindMapRequest, types.MindMap>('/ai/mindmap'),
      quiz: post<types.QuizRequest, types.Quiz>('/ai/quiz'),
      flashcards: post<types.FlashcardsRequest, types.Flashcards>('/ai/flashcards'),
      concepts: post<types.ConceptsRequest, types.Concepts>('/ai/concepts'),
      plan: post<types.StudyPlanRequest, types.StudyPlan>('/ai/study-plan'),
    },
  }
}

type CallOf = <Answer>(path: string, request?: Call) => Promise<Answer>

const sessionCalls = (call: CallOf) => ({
  list: ({ signal, ...query }: Page & { q?: string; notebook_id?: string } = {}): Promise<types.SessionList> =>
    call('/ai/sessions', { query, signal }),
  create: (body: types.SessionRequest = {}, { signal }: Options = {}): Promise<types.CreatedSession> =>
    call('/ai/sessions', { method: 'POST', body, signal }),
  get: (id: string, { signal }: Options = {}): Promise<types.SessionAnswer> => call(sessionPath(id), { signal }),
  rename: (id: string, title: string, { signal }: Options = {}): Promise<types.SessionAnswer> =>
    call(sessionPath(id), { method: 'PATCH', body: { title }, signal }),
  delete: (id: string, { signal }: Options = {}): Promise<types.DeletedSession> =>
    call(sessionPath(id), { method: 'DELETE', signal }),
  messages: (
    id: string,
    { signal, ...query }: Page & { branch?: string; order?: 'asc' | 'desc' } = {},
  ): Promise<types.MessageList> => call(`${sessionPath(id)}/messages`, { query, signal }),
})

const sessionPath = (id: string) => `/ai/sessions/${encodeURIComponent(id)}`
const documentPath = (id: string) => `/ai/documents/${encodeURIComponent(id)}`
