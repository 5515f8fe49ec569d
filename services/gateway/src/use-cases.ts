import { type Log, userTag } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import { newRequestId } from '@collabry/runtime/request-id'
import { createApiKeys } from './account/api-keys'
import { toKeyEntry } from './account/auth-routes'
import { createEraseUser, resumeErasures } from './account/erasure'
import type { ExportFormat } from './account/export-archive'
import { remoteKeySet } from './account/key-set-client'
import {
  erasuresClient,
  exportClient,
  keyRegistryClient,
  revocationsClient,
  tokenFamiliesClient,
  usageClient,
} from './account/memory-client'
import { followRevocations, type RevocationList } from './account/revocation-list'
import { toUsageDay } from './account/routes'
import { createLogins, type Revocations, refreshTokenVerifier, tokenIssuer } from './account/tokens'
import { createMeter, createReportUsage } from './account/usage'
import type { Toolbox } from './chat/answer-with-tools'
import { createChat } from './chat/chat'
import { createDigest, makeDigests } from './chat/summarization'
import { createWebSearch, serperSearch } from './chat/web-search'
import type { GatewayConfig } from './config'
import { apiKeyMaker, keyVerifier } from './core/auth/api-key'
import { type KeySet, tokenIdOf, tokenVerifier } from './core/auth/jwt-verifier'
import { statusClient } from './core/component-status'
import type { MemoryStub, Stubs } from './core/grpc/stubs'
import { idempotentRequestsClient } from './core/idempotency/memory-client'
import { storeFallback } from './core/limits/limits'
import { createDayTotals, createQuotas } from './core/limits/quotas'
import type { UseCases } from './core/router'
import type { Rag } from './documents/ports'
import { eraseDocumentsClient, exportDocumentsClient, meteredUploads, ragClient, rememberIdle } from './documents/rag-client'
import { toDocumentEntry } from './documents/routes'
import type { Llm } from './generation/llm'
import { llmClient, type MeteredLlm, toolModelClient } from './generation/llm-client'
import type { ModelWatcher } from './generation/model-status-client'
import { createComplete } from './openai/complete'
import { createEmbed } from './openai/embed'
import { modelsClient } from './openai/llm-client'
import { createListModels } from './openai/models'
import { digestsClient, notesClient, sessionsClient } from './sessions/memory-client'
import type { Turns } from './sessions/ports'
import { toMessageEntry, toSessionEntry } from './sessions/routes'
import { conversationMarkdown, messagesFrom } from './sessions/session-export'
import { createConcepts } from './study/concepts/concepts'
import { createFlashcards } from './study/flashcards/flashcards'
import { createMindMap } from './study/mindmap/mindmap'
import { createStudyPlan } from './study/plan/study-plan'
import { createQa } from './study/qa/qa'
import { createQuiz } from './study/quiz/quiz'
import { createSummarize } from './study/summarize/summarize'

interface UseCaseParts {
  model: ModelWatcher
  usage: UsageParts
  accounts: Accounts
  turns: Turns
  digestWanted: (() => void) | undefined
  passagesLeftOut: (passages: number) => void
}

/** The use cases of all routes on their clients. */
export function useCasesOf(
  stubs: Stubs,
  config: GatewayConfig,
  { usage, accounts, turns, model, digestWanted, passagesLeftOut: leftOut }: UseCaseParts,
): Omit<UseCases, 'streams'> {
  const metered = { stub: stubs.llm, count: usage.meter.count }
  const llm = llmClient(metered)
  const rag = meteredUploads(rememberIdle(ragClient(stubs.rag)), usage.meter.count, usage.quotas)
  const models = modelsClient(metered)
  const notes = notesClient(stubs.memory)
  const windowTokens = () => model.latest().windowTokens
  const chat = { llm, rag, turns, notes, windowTokens, digestWanted, leftOut }
  const apiKeys = createApiKeys({ registry: keyRegistryClient(stubs.memory), make: apiKeyMaker(secretsOf(config)).make })
  return {
    chat: createChat({ ...chat, toolbox: toolboxOf(metered, model, config) }),
    qa: createQa({ llm, rag, leftOut }),
    summarize: createSummarize({ llm }),
    mindMap: createMindMap({ llm, rag }),
    ...createStudyTools({ llm, rag }),
    sessions: sessionsClient(stubs.memory),
    notes,
    idempotentRequests: idempotentRequestsClient(stubs.memory),
    rag,
    openAi: { complete: createComplete(models), embed: createEmbed(models), listModels: createListModels(models) },
    logins: loginsOf(stubs.memory, config, accounts),
    apiKeys,
    eraseUser: createEraseUser({ ...erasingOf(stubs), saveUsage: usage.meter.save }),
    exports: {
      exportMemory: exportClient(stubs.memory),
      exportDocuments: exportDocumentsClient(stubs.rag),
      keys: apiKeys,
      format: exportFormat,
    },
    reportUsage: createReportUsage(usage),
    componentStates: statusClient(stubs),
  }
}

/** An export uses the formats of the routes. */
export const exportFormat: ExportFormat = {
  session: toSessionEntry,
  message: toMessageEntry,
  document: toDocumentEntry,
  usage: toUsageDay,
  key: toKeyEntry,
  conversation: (sessions, session, caller) => conversationMarkdown(session, messagesFrom(sessions, session.sessionId, caller)),
}

/** The tools that are configured; none: chat works without. */
function toolboxOf(llm: MeteredLlm, watcher: ModelWatcher, { serperApiKey, serperBaseUrl }: GatewayConfig): Toolbox | undefined {
  if (serperApiKey === undefined) return undefined
  const search = serperSearch({ baseUrl: serperBaseUrl, apiKey: serperApiKey })
  return { model: toolModelClient(llm, watcher), tools: [createWebSearch(search)] }
}

/** Stores and lists that decide whether a token is valid. */
interface Accounts {
  keySet: KeySet | undefined
  revoked: RevocationList
  revocations: Revocations
}

export function accountsOf(memory: MemoryStub, config: GatewayConfig, log: Log, started: AsyncDisposableStack): Accounts {
  const { jwtJwksUrl: url, jwtJwksAlgorithms: algorithms } = config
  const revocations = revocationsClient(memory)
  return {
    revocations,
    keySet: url === undefined ? undefined : remoteKeySet({ url, algorithms, log }),
    revoked: started.use(followRevocations({ revocations, log })),
  }
}

function loginsOf(memory: MemoryStub, config: GatewayConfig, accounts: Accounts) {
  const rules = tokenRules(config, accounts)
  return createLogins({
    families: tokenFamiliesClient(memory),
    async revoke(token, caller) {
      await accounts.revocations.revoke(token, caller)
      accounts.revoked.add({ tokenId: tokenIdOf(caller.userId, token.jti), expiresAtMs: token.expiresAtMs })
    },
    familyEnded: (tokenId, expiresAtMs) => accounts.revoked.add({ tokenId, expiresAtMs }),
    verify: refreshTokenVerifier(rules),
    sign: tokenIssuer({ ...rules, secret: config.jwtSecretKey }),
  })
}

/** Verifies access tokens and API keys, and finds their user. */
export function verifiers(config: GatewayConfig, memory: MemoryStub, accounts: Accounts) {
  const { jwtSecretKey, logUserIds } = config
  const tagOf = logUserIds ? (userId: string) => userId : (userId: string) => userTag(jwtSecretKey, userId)
  const { isGenuine } = apiKeyMaker(secretsOf(config))
  return {
    verify: tokenVerifier({ ...tokenRules(config, accounts), tagOf }),
    verifyKey: keyVerifier({ isGenuine, find: keyRegistryClient(memory).find, tagOf }),
  }
}

/** The first signs; all of them verify. */
const secretsOf = ({ jwtSecretKey, jwtPreviousSecretKeys }: GatewayConfig) => [jwtSecretKey, ...jwtPreviousSecretKeys]

const tokenRules = (config: GatewayConfig, { keySet }: Accounts) => ({
  secrets: secretsOf(config),
  algorithm: config.jwtAlgorithm,
  issuer: config.jwtIssuer,
  audience: config.jwtAudience,
  keySet,
})

/** Clients that erase a user in every service. */
const erasingOf = (stubs: Stubs) => ({
  erasures: erasuresClient(stubs.memory),
  eraseDocuments: eraseDocumentsClient(stubs.rag),
})

type UsageParts = ReturnType<typeof usageOf>

/** Usage counts and daily quotas. */
export function usageOf(memory: MemoryStub, config: GatewayConfig, log: Log, endMs?: number) {
  const usage = usageClient(memory)
  const totals = createDayTotals({ usage, ask: storeFallback('usage', config.limitStoreDown, log) })
  const meter = createMeter({ usage, log, onSaved: totals.noteSaved, ...(endMs !== undefined && { endMs }) })
  const daily = { tokens: config.quotaTokensPerDay, documents: config.quotaDocumentsPerDay, bytes: config.quotaBytesPerDay }
  return { usage, meter, daily, quotas: createQuotas({ daily, totals, meter }) }
}

/** Interval at which unfinished erasures of other gateways are resumed. */
const ERASURES_EVERY_MS = 30_000

/** Longest pause between two tries to make digests. */
const DIGESTS_GAP_MS = 1_000

interface LoopParts {
  /** 0: none are made. */
  digestSeconds: number
  model: ModelWatcher
  log: Log
}

/** Background jobs: unfinished erasures, titles and summaries. */
export function startLoops(stubs: Stubs, { digestSeconds, model, log }: LoopParts, started: AsyncDisposableStack) {
  const erasing = erasingOf(stubs)
  const resume = (signal: AbortSignal) => resumeErasures(erasing, { signal, requestId: newRequestId() })
  started.use(periodic({ name: 'erasures', ...spread(ERASURES_EVERY_MS), work: resume, log }))
  if (digestSeconds === 0) return { digestWanted: undefined }
  const makeDigest = createDigest({
    llm: llmClient({ stub: stubs.llm, count: () => undefined }), // no quota counts digests, which no user requested
    sessions: sessionsClient(stubs.memory),
    notes: notesClient(stubs.memory),
    windowTokens: () => model.latest().windowTokens,
  })
  const digests = digestsClient(stubs.memory)
  const work = (signal: AbortSignal) => makeDigests({ digests, makeDigest, log }, signal)
  const job = periodic({ name: 'digests', ...spread(digestSeconds * 1_000), gapMs: DIGESTS_GAP_MS, work, log })
  return { digestWanted: started.use(job).trigger }
}

/** Replicas that start together do not run their jobs together. */
const spread = (everyMs: number) => ({ everyMs, firstMs: everyMs * (0.5 + Math.random() / 2) })

/** Quiz, flashcards, concepts and study plan, made from a text or documents. */
export const createStudyTools = (ports: { llm: Llm; rag: Rag }) => ({
  quiz: createQuiz(ports),
  flashcards: createFlashcards(ports),
  concepts: createConcepts(ports),
  studyPlan: createStudyPlan(ports),
})
