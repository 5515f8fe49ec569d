import type { Log } from '@collabry/runtime/log'
import { Elysia } from 'elysia'
import type { EraseUser } from '../accounts/erase-user'
import type { Logins } from '../accounts/refresh'
import type { CountUsage } from '../accounts/usage'
import type { IdempotentRequests } from '../idempotency/requests'
import type { Limits } from '../limits/limits'
import type { Quotas } from '../limits/quotas'
import type { HttpMetrics } from '../metrics'
import type { Streams } from '../streams/streams'
import type { Notes, Sessions } from '../study/memory'
import type { Rag } from '../study/rag'
import type { ReportUsage } from '../usage/report'
import { createAnswers } from './answers'
import { auth } from './auth'
import { type HoldBody, holdBodies, jsonBody, noBodyOfGet } from './body'
import { createBodyBudget } from './body-budget'
import { type Chat, chatRoutes } from './chat'
import { clientAddress } from './client-address'
import { conversationRoutes } from './conversation'
import { cors } from './cors'
import { countRequests } from './count-requests'
import { documentRoutes } from './documents'
import { edge } from './edge'
import { errors } from './errors'
import { exchangeOf } from './exchange'
import type { ExportPorts } from './export-archive'
import { frontRoutes } from './front'
import { type ComponentStates, healthRoutes } from './health'
import { idempotency } from './idempotency'
import { limits, placesOf, strangerJudge } from './limits'
import { loginRoutes } from './logins'
import { meRoutes } from './me'
import { methodTable } from './methods'
import { type MindMap, mindMapRoutes } from './mindmap'
import { type OpenAiDoor, openAiRoutes } from './openai/routes'
import { type OpenApi, openApiOf } from './openapi'
import { pageRoutes } from './pages'
import { type Qa, qaRoutes } from './qa'
import { createRedeem } from './redeem'
import { createResumable } from './resumable'
import { resumeRoutes } from './resume'
import { searchRoutes } from './search'
import { sessionRoutes } from './sessions'
import type { SsePace } from './sse'
import { type StudyTools, studyToolRoutes } from './study-tools'
import { type Summarize, summarizeRoutes } from './summarize'
import type { Verify } from './token'
import { uploadRoutes } from './upload'
import { uploadFileRoutes } from './upload-file'
import { uploadTaskRoutes } from './upload-tasks'
import { usageRoutes } from './usage'

export interface UseCases extends StudyTools {
  chat: Chat
  qa: Qa
  summarize: Summarize
  mindMap: MindMap
  sessions: Sessions
  notes: Pick<Notes, 'rate'>
  rag: Rag
  openAi: OpenAiDoor
  streams: Streams
  idempotentRequests: IdempotentRequests
  logins: Logins
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
  isRevoked: (tokenId: string) => boolean
  count: CountUsage
  corsOrigins: string[]
  maxBodyBytes: number
  maxUploadBodyBytes: number
  maxUploadBytes: number
  streamStallSeconds: number
  /** Left out: as the contract says. */
  pace?: SsePace
  /** Aborts when a drain begins. */
  draining: AbortSignal
  keepAliveSeconds: number
  /** Aborts, with an AppError as its reason, when the grace time of the drain is over. */
  shutdown: AbortSignal
  silence: (request: Request, seconds: number) => void
  limits: Limits
  /** Left out: none. */
  quotas?: Pick<Quotas, 'judgeTokens'> | undefined
  trustedProxies: string[]
  /** Address of the other end of the connection; undefined: it is gone. */
  peerOf: (request: Request) => string | undefined
}

/** The whole public surface, made of use cases that are handed in: it knows no service and no wire. */
export function createApp(useCases: UseCases, options: AppOptions) {
  const { log, version } = options
  const document = once((): Promise<OpenApi> => openApiOf(routes, version))
  const addressOf = clientAddress(options)
  const holdBody = holdBodies(
    createBodyBudget(budgetOf(options)),
    (request) => exchangeOf(request).identity?.key ?? addressOf(request),
  )
  const routes = routesOf(useCases, { ...options, holdBody }).use(frontRoutes({ document, version }))
  const methodsOf = methodTable(() => app.routes)
  // The order is the order of judgement: headers of every answer, CORS, token, then routing.
  // Without `normalize`, which makes objects of what is none ([1] becomes {"0":1}) before the schema sees it.
  const judgeStranger = strangerJudge(options.limits, addressOf)
  const app = new Elysia({ handler: { standardHostname: false }, normalize: false })
    .use(edge(options))
    .use(errors({ log, methodsOf }))
    .use(cors(options.corsOrigins))
    .use(auth({ ...options, redeem: createRedeem(useCases.streams), judgeStranger }))
    .use(limits(options.limits, options.quotas))
    .use(noBodyOfGet)
    .use(countRequests(options.count))
    .use(idempotency({ ...options, holdBody, requests: useCases.idempotentRequests }))
    .use(routes)
    .use(pageRoutes({ openApi: async () => JSON.stringify(await document()) }))
  return app
}

/** A refresh token has at most 8 KiB, and who sends one has shown nothing yet. */
const AUTH_BODY_BYTES_MAX = 16_384

/** Bodies that one user, and all together, may have in memory, in bodies of the largest size. */
const BODIES_PER_OWNER = 2
const BODIES_PER_PROCESS = 8

function budgetOf({ maxBodyBytes, maxUploadBodyBytes }: AppOptions) {
  const bytesMax = Math.max(maxBodyBytes, maxUploadBodyBytes)
  return { ownerBytesMax: BODIES_PER_OWNER * bytesMax, processBytesMax: BODIES_PER_PROCESS * bytesMax }
}

function routesOf({ rag, ...useCases }: UseCases, options: AppOptions & { holdBody: HoldBody }) {
  const { holdBody } = options
  const json = jsonBody({ bytesMax: options.maxBodyBytes, holdBody })
  const jsonOrNothing = jsonBody({ bytesMax: options.maxBodyBytes, holdBody, whenEmpty: () => ({}) })
  const uploadJson = jsonBody({ bytesMax: options.maxUploadBodyBytes, holdBody })
  const authJson = jsonBody({ bytesMax: AUTH_BODY_BYTES_MAX, holdBody })
  const takePlace = placesOf(options.limits)
  const answers = createAnswers({ ...options, takePlace })
  const resumable = createResumable({ ...useCases, answers, takePlace, log: options.log })
  const answering = { ...useCases, json, answers, resumable }
  return new Elysia()
    .use(chatRoutes(answering))
    .use(resumeRoutes(answering))
    .use(sessionRoutes({ ...answering, jsonOrNothing }))
    .use(conversationRoutes(answering))
    .use(uploadRoutes({ rag, uploadJson }))
    .use(uploadTaskRoutes({ rag, answers: answering.answers }))
    .use(uploadFileRoutes({ rag, ...options }))
    .use(documentRoutes({ rag }))
    .use(searchRoutes({ rag, json }))
    .use(qaRoutes(answering))
    .use(summarizeRoutes(answering))
    .use(mindMapRoutes(answering))
    .use(studyToolRoutes(answering))
    .use(openAiRoutes(answering))
    .use(loginRoutes({ ...useCases, authJson }))
    .use(usageRoutes(useCases))
    .use(meRoutes({ ...useCases, ...useCases.exports, ...options }))
    .use(healthRoutes({ ...useCases, ...options }))
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}
