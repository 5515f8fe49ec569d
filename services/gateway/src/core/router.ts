import type { Log } from '@collabry/runtime/log'
import { Elysia } from 'elysia'
import type { ApiKeys } from '../account/api-keys'
import { authRoutes, keyRoutes } from '../account/auth-routes'
import type { EraseUser } from '../account/erasure'
import type { ExportPorts } from '../account/export-archive'
import { accountRoutes, usageRoutes } from '../account/routes'
import type { Logins } from '../account/tokens'
import type { CountUsage, ReportUsage } from '../account/usage'
import { uiRoutes } from '../chat/ai-sdk/routes'
import { createUiStream } from '../chat/ai-sdk/ui-message'
import type { Chat } from '../chat/chat'
import { chatRoutes } from '../chat/routes'
import { createResumable } from '../chat/streams/resumable'
import { createRedeem, resumeRoutes } from '../chat/streams/routes'
import type { Streams } from '../chat/streams/streams'
import type { Rag } from '../documents/ports'
import { changeRoutes, documentRoutes, searchRoutes } from '../documents/routes'
import { uploadFileRoutes, uploadRoutes, uploadTaskRoutes } from '../documents/upload-routes'
import { mcpRoutes } from '../mcp/routes'
import type { HttpMetrics } from '../metrics'
import { type OpenAiUseCases, openAiRoutes } from '../openai/routes'
import type { Notes, Sessions } from '../sessions/ports'
import { conversationRoutes, sessionRoutes } from '../sessions/routes'
import { type MindMap, mindMapRoutes } from '../study/mindmap/routes'
import { type Qa, qaRoutes } from '../study/qa/routes'
import { type StudyTools, studyToolRoutes } from '../study/routes'
import { type Summarize, summarizeRoutes } from '../study/summarize/routes'
import { accessLog, countRequests } from './access-log'
import type { VerifyKey } from './auth/api-key'
import { auth } from './auth/auth'
import type { Verify } from './auth/jwt-verifier'
import { type HoldBody, holdBodies, jsonBody, noBodyOfGet } from './body/body'
import { createBodyBudget } from './body/body-budget'
import { cors } from './cors'
import { errors } from './errors'
import { type ComponentStates, healthRoutes, rootRoutes } from './health'
import { idempotency, knownBefore } from './idempotency/idempotency'
import type { IdempotentRequests } from './idempotency/requests'
import type { HoldAnswer } from './large-answer'
import { clientAddress } from './limits/client-address'
import { addressChecker, limits, placesOf } from './limits/limit-requests'
import type { Limits } from './limits/limits'
import type { Quotas } from './limits/quotas'
import { type OpenApi, openApiOf, pageRoutes } from './openapi/openapi'
import { requestContext } from './request-context'
import { createAnswers } from './responses'
import type { SsePace } from './sse/sse'

export interface UseCases extends StudyTools {
  chat: Chat
  qa: Qa
  summarize: Summarize
  mindMap: MindMap
  sessions: Sessions
  notes: Pick<Notes, 'rate'>
  rag: Rag
  openAi: OpenAiUseCases
  streams: Streams
  idempotentRequests: IdempotentRequests
  logins: Logins
  apiKeys: ApiKeys
  reportUsage: ReportUsage
  eraseUser: EraseUser
  exports: Omit<ExportPorts, 'sessions'>
  componentStates: ComponentStates
}

export interface AppOptions {
  log: Log
  metrics: HttpMetrics
  version: string
  verify: Verify
  verifyKey: VerifyKey
  isRevoked: (tokenId: string) => boolean
  count: CountUsage
  corsOrigins: string[]
  maxBodyBytes: number
  maxUploadBodyBytes: number
  maxUploadBytes: number
  streamStallSeconds: number
  /** Default: the pace of the contract. */
  pace?: SsePace
  /** Aborts when a drain begins. */
  draining: AbortSignal
  keepAliveSeconds: number
  /** Aborts, with an AppError as its reason, when the grace time of the drain is over. */
  shutdown: AbortSignal
  silence: (request: Request, seconds: number) => void
  limits: Limits
  /** Left out: none. */
  quotas?: Pick<Quotas, 'checkTokens' | 'holdTokens'> | undefined
  trustedProxies: string[]
  /** Address of the client; undefined: its connection is closed. */
  peerOf: (request: Request) => string | undefined
}

/** All routes, composed of the given use cases. They know no service and no gRPC. */
export function createApp(useCases: UseCases, options: AppOptions) {
  const { log, version } = options
  const document = once(async (): Promise<OpenApi> => openApiOf(routes, version))
  const addressOf = clientAddress(options)
  const budget = createBodyBudget(budgetOf(options))
  const ownerOf = (request: Request) => requestContext(request).identity?.key ?? addressOf(request)
  const holdBody = holdBodies(budget, ownerOf)
  const holdAnswer = (request: Request) => budget.open(ownerOf(request))
  const routes = routesOf(useCases, { ...options, holdBody, holdAnswer }).use(rootRoutes({ document, version }))
  const methodsOf = methodTable(() => app.routes)
  const isKnown = knownBefore(
    useCases.idempotentRequests,
    patternTable(() => app.routes),
  )
  const checkAddress = addressChecker(options.limits, addressOf)
  // The order: id and headers of every answer, errors, CORS, token, limits, counting, idempotency, routes.
  // Without `normalize`, which turns arrays into objects ([1] becomes {"0":1}) before the schema is applied.
  const app = new Elysia({ handler: { standardHostname: false }, normalize: false })
    .use(accessLog(options))
    .use(errors({ log, methodsOf }))
    .use(cors(options.corsOrigins))
    .use(auth({ ...options, redeem: createRedeem(useCases.streams), checkAddress }))
    .use(limits(options.limits, options.quotas, isKnown))
    .use(noBodyOfGet)
    .use(countRequests(options.count))
    .use(idempotency({ ...options, holdBody, requests: useCases.idempotentRequests }))
    .use(routes)
    .use(pageRoutes({ openApi: once(async () => new TextEncoder().encode(JSON.stringify(await document()))) }))
  return app
}

/** A refresh token has at most 8 KiB, and its sender is not authenticated. */
const AUTH_BODY_BYTES_MAX = 16_384

/** Bodies that one user, and all together, may have in memory, in bodies of the largest size. */
const BODIES_PER_OWNER = 2
const BODIES_PER_PROCESS = 8

function budgetOf({ maxBodyBytes, maxUploadBodyBytes }: AppOptions) {
  const bytesMax = Math.max(maxBodyBytes, maxUploadBodyBytes)
  return { ownerBytesMax: BODIES_PER_OWNER * bytesMax, processBytesMax: BODIES_PER_PROCESS * bytesMax }
}

function routesOf({ rag, ...useCases }: UseCases, options: AppOptions & { holdBody: HoldBody; holdAnswer: HoldAnswer }) {
  const { holdBody, holdAnswer } = options
  const json = jsonBody({ bytesMax: options.maxBodyBytes, holdBody })
  const jsonOrNothing = jsonBody({ bytesMax: options.maxBodyBytes, holdBody, whenEmpty: () => ({}) })
  const uploadJson = jsonBody({ bytesMax: options.maxUploadBodyBytes, holdBody })
  const authJson = jsonBody({ bytesMax: AUTH_BODY_BYTES_MAX, holdBody })
  const takePlace = placesOf(options.limits, options.quotas)
  const answers = createAnswers({ ...options, takePlace })
  const resumable = createResumable({ ...useCases, answers, takePlace, log: options.log })
  const uiStream = createUiStream({ ...useCases, answers, resumable })
  const answering = { ...useCases, json, answers, resumable, uiStream }
  return new Elysia()
    .use(chatRoutes({ ...answering, jsonOrNothing }))
    .use(uiRoutes(answering))
    .use(resumeRoutes(answering))
    .use(sessionRoutes({ ...answering, jsonOrNothing }))
    .use(conversationRoutes({ ...answering, holdAnswer }))
    .use(uploadRoutes({ rag, uploadJson }))
    .use(uploadTaskRoutes({ ...answering, rag }))
    .use(uploadFileRoutes({ rag, ...options }))
    .use(documentRoutes({ rag, holdAnswer }))
    .use(changeRoutes({ rag, json }))
    .use(searchRoutes({ rag, json }))
    .use(mcpRoutes({ ...answering, rag, ...options }))
    .use(qaRoutes(answering))
    .use(summarizeRoutes(answering))
    .use(mindMapRoutes(answering))
    .use(studyToolRoutes(answering))
    .use(openAiRoutes({ ...answering, holdAnswer }))
    .use(authRoutes({ ...useCases, authJson }))
    .use(keyRoutes({ ...useCases, authJson }))
    .use(usageRoutes(useCases))
    .use(accountRoutes({ ...useCases, ...useCases.exports, ...options, takePlace }))
    .use(healthRoutes({ ...useCases, ...options }))
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}

interface Route {
  method: string
  path: string
}

/** Finds the methods of a path, so that a wrong method is distinguished from an unknown path. Built at the first call. */
function methodTable(routes: () => Route[]): (path: string) => string[] {
  let patterns: { segments: string[]; methods: Set<string> }[] | undefined
  return (path) => {
    patterns ??= group(routes())
    const segments = segmentsOf(path)
    const found = new Set<string>()
    for (const pattern of patterns) {
      if (matches(pattern.segments, segments)) for (const method of pattern.methods) found.add(method)
    }
    if (found.size > 0) found.add('OPTIONS')
    if (found.has('GET')) found.add('HEAD')
    return [...found].sort()
  }
}

/** The pattern of the route that answers a path; as in the router, one with fewer variable segments goes first. */
function patternTable(routes: () => Route[]): (method: string, path: string) => string | undefined {
  let patterns: { method: string; path: string; segments: string[] }[] | undefined
  return (method, path) => {
    patterns ??= routes()
      .map((route) => ({ ...route, segments: segmentsOf(route.path) }))
      .toSorted((one, other) => variableIn(one.segments) - variableIn(other.segments))
    const segments = segmentsOf(path)
    return patterns.find((pattern) => pattern.method === method && matches(pattern.segments, segments))?.path
  }
}

const variableIn = (segments: string[]) => segments.filter((part) => part.startsWith(':') || part === '*').length

function group(routes: Route[]) {
  const byPath = new Map<string, { segments: string[]; methods: Set<string> }>()
  for (const { path, method } of routes) {
    // The CORS plugin answers OPTIONS everywhere, which would make every path a known one.
    if (method === 'OPTIONS') continue
    const entry = byPath.get(path) ?? { segments: segmentsOf(path), methods: new Set() }
    entry.methods.add(method)
    byPath.set(path, entry)
  }
  return [...byPath.values()]
}

/** A slash at the end of a path changes nothing, as in the router. */
const segmentsOf = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).split('/')

const matches = (pattern: string[], segments: string[]) =>
  pattern.length === segments.length &&
  pattern.every((part, index) => part === segments[index] || (part.startsWith(':') && segments[index] !== '') || part === '*')
