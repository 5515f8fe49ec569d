import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { type JWTPayload, SignJWT } from 'jose'
import { Registry } from 'prom-client'
import { NOTHING } from '../../src/account/usage'
import { tokenVerifier } from '../../src/core/auth/jwt-verifier'
import { openApiOf } from '../../src/core/openapi/openapi'
import { type AppOptions, createApp, type UseCases } from '../../src/core/router'
import { listen } from '../../src/core/server'
import type { Passage, Rag, UploadTask } from '../../src/documents/ports'
import type { Usage } from '../../src/generation/llm'
import type { ChatRequest, ChatResult, MindMapResult, QaResult, SummarizeResult } from '../../src/generation/types'
import { httpMetrics } from '../../src/metrics'
import type { Session, Sessions } from '../../src/sessions/ports'
import { type AnswerChecker, createAnswerChecker } from '../openapi/check-answer'
import { answerFaults } from '../openapi/faults'
import { apiKeys } from './api-keys'
import { exports, lightSession } from './exports'
import { memoryRequests } from './idempotency'
import { logins } from './logins'
import { openAi } from './openai'
import { documentOf } from './rag'
import { memoryStreams } from './streams'
import { studyTools } from './study'

// Use cases that answer by themselves, for tests of the routes: no service, no network, the same app.

export const SECRET = 'a secret of the tests with 32 bytes or more'

export const tokenFor = (sub: string, claims: JWTPayload = {}, secret = SECRET): Promise<string> =>
  new SignJWT({ exp: Math.floor(Date.now() / 1_000) + 3_600, ...claims, sub })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

const usage: Usage = {
  prompt_tokens: 3,
  completion_tokens: 2,
  total_tokens: 5,
  context: { window_tokens: null, messages_used: 1, messages_left_out: 0 },
}
const passage: Passage = {
  documentId: 'd1',
  chunkId: 'c1',
  filename: 'a.txt',
  content: 'Light.',
  start: 0,
  end: 6,
  page: null,
  score: 0.5,
  similarity: 0.4,
  wordCoverage: 1,
  isUnrelated: false,
  metadata: {},
}
export const rootAlone = (topic: string): MindMapResult => ({
  topic,
  root: { id: '0', label: topic, level: 0, children: [] },
  total_nodes: 1,
  sources: [],
  model: 'm',
  usage,
})
const session = (sessionId: string): Session => ({ ...lightSession, sessionId })
const task: UploadTask = {
  taskId: 't1',
  documentId: 'd1',
  filename: 'a.txt',
  status: 'processing',
  startedAtMs: 0,
  completedAtMs: null,
  error: null,
  progress: 0,
  chunksProcessed: 0,
  chunksTotal: 0,
  attempts: 0,
  statusDetail: 'Waiting',
}
const document = documentOf()

export const sessions: Sessions = {
  create: async ({ sessionId }) => ({ session: session(sessionId || 's1'), created: true }),
  get: async (id) => {
    if (id === 'unknown') throw new AppError('not_found', 'There is no session with this id.')
    return session(id)
  },
  list: async () => ({ sessions: [session('s1')], total: 1, nextCursor: null }),
  rename: async (id, title) => ({ ...session(id), title }),
  delete: async () => ({ messagesDeleted: 2 }),
  messages: async () => ({
    messages: [
      { messageId: 'm1', role: 'assistant', content: 'Hi', createdAtMs: 0, status: 'complete', sources: [], parentId: null },
    ],
    nextCursor: null,
  }),
}

export const rag: Rag = {
  search: async () => ({ passages: [passage], mode: 'lexical', coverage: 0, hasChunks: true, followsUp: false }),
  checkSources: async () => ({ documentsProcessing: 0 }),
  upload: async ({ head, bytes }) => {
    for await (const _ of bytes);
    return { ...task, filename: head().filename, isNew: true }
  },
  task: async () => task,
  watchTask: async function* () {
    yield task
    yield { ...task, status: 'completed', progress: 1 }
  },
  cancelTask: async () => ({ ...task, status: 'failed', error: 'It was cancelled.' }),
  retryTask: async () => task,
  documents: async () => ({ documents: [document], total: 1, nextCursor: null }),
  document: async () => document,
  changeDocument: async (_, { filename = document.filename }) => ({ ...document, filename }),
  notebooks: async () => [{ notebookId: 'n', documents: 1, lastActivityMs: 0 }],
  readDocument: async function* () {
    yield 'Lig'
    yield 'ht.'
  },
  deleteDocument: async () => {},
}

/** A chat that says these texts. */
export const saying = (...texts: string[]) =>
  async function* ({ sessionId }: ChatRequest) {
    yield { type: 'sources' as const, sources: [] }
    for (const text of texts) yield { type: 'text' as const, text }
    const result: ChatResult = {
      message_id: 'm1',
      response: texts.join(''),
      session_id: sessionId || 's1',
      tool_used: null,
      sources: [],
      documents_processing: 0,
      model: 'm',
      usage,
    }
    yield { type: 'finish' as const, result }
  }

const useCases: UseCases = {
  ...studyTools,
  chat: saying('Hello'),
  qa: async function* ({ question }) {
    yield { type: 'sources', sources: [] }
    yield { type: 'text', text: 'Light.' }
    const result: QaResult = {
      question,
      answer: 'Light.',
      sources: [],
      confidence: null,
      documents_processing: 0,
      model: 'm',
      usage,
    }
    yield { type: 'finish', result }
  },
  summarize: async function* ({ text }) {
    yield { type: 'text', text: 'Short.' }
    const result: SummarizeResult = { summary: 'Short.', original_length: text.length, summary_length: 6, model: 'm', usage }
    yield { type: 'finish', result }
  },
  mindMap: async ({ topic }) => rootAlone(topic),
  sessions,
  notes: { rate: async () => {} },
  rag,
  openAi,
  logins,
  apiKeys,
  reportUsage: async () => ({
    today: { day: '2030-01-31', ...NOTHING, requests: 1 },
    resetsAtMs: 0,
    quotas: { tokens: 0, documents: 0, bytes: 0 },
    history: [],
  }),
  eraseUser: async () => ({ memory: { sessions: 1 }, rag: { documents: 1 } }),
  exports,
  streams: memoryStreams(),
  idempotentRequests: memoryRequests(),
  componentStates: async () => ({
    components: {
      mongodb: 'embedded',
      ollama: 'healthy',
      milvus: 'embedded',
      llm: 'healthy',
      rag: 'healthy',
      memory: 'healthy',
    },
    models: { chat: 'm', embedding: null },
  }),
}

const never = new AbortController().signal

/**
 * The app with these use cases; defaults answer for those that a test leaves out. Its answers are checked against its document.
 */
export function testApp(changed: Partial<UseCases> = {}, options: Partial<AppOptions> = {}) {
  const app = plainApp(changed, options)
  const handle = app.handle.bind(app)
  app.handle = async (request) => checkAnswer(request, await handle(request))
  return app
}

/** The OpenAPI document of the app. */
export const documentOfTests = () => openApiOf(plainApp({}, {}), '0.1.0')

let checker: AnswerChecker | undefined

/** The same answer; a difference to the document fails the test that read it. */
export function checkAnswer(request: { method: string; url: string }, response: Response): Response {
  checker ??= createAnswerChecker(documentOfTests(), (fault) => answerFaults.push(fault))
  return checker.check(request, response)
}

function plainApp(changed: Partial<UseCases>, options: Partial<AppOptions>) {
  return createApp(
    { ...useCases, ...changed },
    {
      log: createLog({ service: 'gateway', level: 'silent' }),
      metrics: httpMetrics(new Registry()),
      version: '0.1.0',
      verify: tokenVerifier({
        secrets: [SECRET],
        algorithm: 'HS256',
        issuer: undefined,
        audience: undefined,
        tagOf: () => 'tag',
      }),
      verifyKey: async () => {
        throw new AppError('invalid_token', 'There are no keys.')
      },
      count: () => {},
      isRevoked: () => false,
      corsOrigins: [],
      maxBodyBytes: 1_048_576,
      maxUploadBodyBytes: 2_097_152,
      maxUploadBytes: 1_048_576,
      streamStallSeconds: 30,
      draining: never,
      keepAliveSeconds: 60,
      shutdown: never,
      silence: () => {},
      limits: {},
      trustedProxies: [],
      peerOf: () => '127.0.0.1',
      ...options,
    },
  )
}

/** The same app on a real socket. */
export function testServer(
  changed: Partial<UseCases> = {},
  { idleSeconds, ...options }: Partial<AppOptions> & { idleSeconds?: number } = {},
) {
  const app = testApp(changed, {
    silence: (request, seconds) => server.silence(request, seconds),
    peerOf: (request) => server.peerOf(request),
    ...options,
  })
  const server = listen({ host: '127.0.0.1', port: 0, handle: app.fetch, ...(idleSeconds ? { idleSeconds } : {}) })
  return { ...server, origin: `http://127.0.0.1:${server.port}`, [Symbol.asyncDispose]: () => server.close() }
}

interface Call {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  user?: string | null
}

/** A request with a token and a JSON body, as a client would make it. */
export async function requestOf(url: string, { method, body, headers, user = 'ann' }: Call = {}): Promise<Request> {
  return new Request(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(user === null ? {} : { authorization: `Bearer ${await tokenFor(user)}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}
