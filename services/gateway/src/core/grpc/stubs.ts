import {
  ErasureService,
  IdempotencyService,
  KeyService,
  LlmService,
  RagService,
  SessionService,
  StatusService,
  StreamService,
  TokenService,
  TurnService,
  UsageService,
} from '@collabry/proto'
import { type Identity, identityOf } from '@collabry/runtime/grpc/auth'
import type { ClientCalls } from '@collabry/runtime/grpc/metrics'
import { type ConnectOptions, connectTo, createStub, type Policies, type Stub } from '@collabry/runtime/grpc/stubs'
import type { GatewayConfig } from '../../config'

export type LlmStub = Stub<typeof LlmService>
export type RagStub = Stub<typeof RagService>
export type MemoryStub = ReturnType<typeof connectMemory>['stub']

/** A stub of each of the other services. */
export interface Stubs {
  llm: LlmStub
  rag: RagStub
  memory: MemoryStub
}

export function connectAll(config: GatewayConfig, started: AsyncDisposableStack, calls: ClientCalls): Stubs {
  const identity = identityOf('gateway', config)
  const { internalLinks: isLinked } = config
  const opened = [
    connectLlm(config.llmAddress, identity, { calls, isLinked }),
    connectRag(config.ragAddress, identity, { calls, isLinked }),
    connectMemory(config.memoryAddress, identity, { calls, isLinked }),
  ] as const
  for (const { close } of opened) started.defer(close)
  const [{ stub: llm }, { stub: rag }, { stub: memory }] = opened
  return { llm, rag, memory }
}

export function connectLlm(address: string, identity: Identity, options: ConnectOptions = {}) {
  const { connection, ways, close } = connectTo(LlmService, address, identity, options)
  return { stub: createStub(LlmService, connection, LLM, ways), close }
}

export function connectRag(address: string, identity: Identity, options: ConnectOptions = {}) {
  const { connection, ways, close } = connectTo(RagService, address, identity, options)
  return { stub: createStub(RagService, connection, RAG, ways), close }
}

/** All services of memory over one connection. */
export function connectMemory(address: string, identity: Identity, options: ConnectOptions = {}) {
  const { connection, ways, close } = connectTo(SessionService, address, identity, options)
  const stub = {
    ...createStub(SessionService, connection, SESSIONS, ways),
    ...createStub(TurnService, connection, TURNS, ways),
    ...createStub(StreamService, connection, STREAMS, ways),
    ...createStub(IdempotencyService, connection, IDEMPOTENCY, ways),
    ...createStub(TokenService, connection, TOKENS, ways),
    ...createStub(KeyService, connection, KEYS, ways),
    ...createStub(UsageService, connection, USAGE, ways),
    ...createStub(ErasureService, connection, ERASURE, ways),
    ...createStub(StatusService, connection, STATUS, ways),
  }
  return { stub, close }
}

const repeatable = (deadlineMs: number) => ({ deadlineMs, idempotent: true })
const once = (deadlineMs: number) => ({ deadlineMs, idempotent: false })

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const LLM: Policies<typeof LlmService> = {
  /** A long answer of a slow model. The llm service ends a silent model much earlier. */
  generate: repeatable(10 * MINUTE_MS),
  embed: repeatable(MINUTE_MS),
  /** The service answers within 2 s. */
  getStatus: repeatable(2_500),
}

const RAG: Policies<typeof RagService> = {
  /** A large file over a slow line. The client repeats a small upload itself, while it has its bytes. */
  upload: once(10 * MINUTE_MS),
  getTask: repeatable(10_000),
  /** A large file that waits for others, or for a model that is unavailable. */
  watchTask: repeatable(HOUR_MS),
  cancelTask: repeatable(15_000),
  /** A second retry, after an answer that was lost, is refused. */
  retryTask: once(15_000),
  /** Includes the embedding of the query by a model that may have to be loaded first. */
  search: repeatable(20_000),
  checkSources: repeatable(5_000),
  listDocuments: repeatable(10_000),
  changeDocument: repeatable(10_000),
  listNotebooks: repeatable(10_000),
  getDocument: repeatable(10_000),
  /** A large text to a slow reader. */
  readDocument: { ...repeatable(2 * MINUTE_MS), isBulk: true },
  /** A second deletion, after an answer that was lost, reports not_found. */
  deleteDocument: once(15_000),
  /** A worker may have to release a document first. */
  eraseUser: repeatable(2 * MINUTE_MS),
  /** A large archive over a slow line. */
  exportUser: { ...repeatable(HOUR_MS), isBulk: true },
  getStatus: repeatable(2_500),
}

const SESSIONS: Policies<typeof SessionService> = {
  createSession: repeatable(5_000),
  getSession: repeatable(10_000),
  listSessions: repeatable(10_000),
  renameSession: repeatable(5_000),
  /** A second change, after an answer that was lost, finds another title. */
  setTitle: once(5_000),
  /** Removes all messages of the session too. A second deletion, after an answer that was lost, reports not_found. */
  deleteSession: once(15_000),
  listMessages: repeatable(10_000),
  rateMessage: repeatable(5_000),
}

const TURNS: Policies<typeof TurnService> = {
  /** A first call whose answer was lost has written the user's message already. */
  beginTurn: once(5_000),
  appendTurn: repeatable(2_000),
  appendTurns: repeatable(2_000),
  endTurn: repeatable(2_000),
  recallTurns: repeatable(5_000),
  saveSummary: repeatable(5_000),
  /** Digests of an answer that was lost can be claimed again when their lease is over. */
  claimDigests: once(5_000),
  endDigest: repeatable(5_000),
}

const STREAMS: Policies<typeof StreamService> = {
  /** A second call finds the log that the first one made. */
  openStream: once(2_000),
  appendStream: repeatable(2_000),
  stopStream: repeatable(2_000),
  getStream: repeatable(2_000),
  findStream: repeatable(2_000),
  /** The longest generation, and a minute. */
  followStream: repeatable(HOUR_MS + MINUTE_MS),
  issueTicket: once(2_000),
  /** A first call whose answer was lost has consumed the ticket. */
  redeemTicket: once(2_000),
}

const IDEMPOTENCY: Policies<typeof IdempotencyService> = {
  findIdempotent: repeatable(2_000),
  beginIdempotent: once(2_000),
  renewIdempotent: repeatable(2_000),
  completeIdempotent: once(2_000),
  releaseIdempotent: once(2_000),
}

const TOKENS: Policies<typeof TokenService> = {
  /** For ten seconds the same token gets the same answer. */
  rotateToken: repeatable(2_000),
  endTokenFamily: repeatable(2_000),
  revokeToken: repeatable(2_000),
  listRevocations: repeatable(2_000),
}

const KEYS: Policies<typeof KeyService> = {
  createKey: repeatable(2_000),
  listKeys: repeatable(2_000),
  /** A second deletion, after an answer that was lost, reports not_found. */
  deleteKey: once(2_000),
  findKey: repeatable(2_000),
}

const USAGE: Policies<typeof UsageService> = {
  /** A second call counts twice. */
  addUsage: once(2_000),
  getUsage: repeatable(2_000),
}

const ERASURE: Policies<typeof ErasureService> = {
  beginErasure: repeatable(5_000),
  /** Overwrites all sessions of a user. */
  eraseUser: repeatable(2 * MINUTE_MS),
  endErasure: repeatable(2 * MINUTE_MS),
  claimErasures: once(5_000),
  /** A large archive over a slow line. */
  exportUser: { ...repeatable(HOUR_MS), isBulk: true },
}

const STATUS: Policies<typeof StatusService> = {
  /** The service answers within 2 s. */
  getStatus: repeatable(2_500),
}
