import { LlmService, MemoryService, RagService } from '@collabry/proto'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import { startAdmin } from '@collabry/runtime/admin'
import { identityOf } from '@collabry/runtime/callers'
import { AppError } from '@collabry/runtime/errors'
import { connect } from '@collabry/runtime/grpc-client'
import { type ClientCalls, clientCalls } from '@collabry/runtime/grpc-metrics'
import { type Log, userTag } from '@collabry/runtime/log'
import { createMetrics } from '@collabry/runtime/metrics'
import { newRequestId } from '@collabry/runtime/request-id'
import type { RunningService } from '@collabry/runtime/service'
import { startTracing } from '@collabry/runtime/tracing'
import { version } from '../package.json'
import { createEraseUser, resumeErasures } from './accounts/erase-user'
import type { KeySet } from './accounts/key-set'
import { createLogins } from './accounts/refresh'
import { followRevocations, type Revoked, tokenIdOf } from './accounts/revoked'
import { pairSigner } from './accounts/sign-pair'
import { makeDigests } from './background/digests'
import { startLoop } from './background/loop'
import { remoteKeySet } from './clients/key-set'
import { llmClient } from './clients/llm'
import { sessionsClient, turnsClient } from './clients/memory'
import { revocationsClient, tokenFamiliesClient } from './clients/memory-accounts'
import { digestsClient } from './clients/memory-digests'
import { erasuresClient, exportClient } from './clients/memory-erasure'
import { idempotentRequestsClient } from './clients/memory-idempotency'
import { notesClient } from './clients/memory-notes'
import { streamLogsClient, streamTicketsClient } from './clients/memory-streams'
import { usageClient } from './clients/memory-usage'
import type { MeteredLlm } from './clients/model-parts'
import { modelWindow } from './clients/model-window'
import { modelsClient } from './clients/models'
import { ragClient } from './clients/rag'
import { eraseDocumentsClient, exportDocumentsClient } from './clients/rag-user'
import { serperSearch } from './clients/serper'
import { statusClient } from './clients/status'
import { toolModelClient } from './clients/tool-model'
import { checkGatewayConfig, type GatewayConfig } from './config'
import { createApp, type UseCases } from './http/app'
import { refreshTokenVerifier } from './http/refresh-token'
import { listen } from './http/server'
import { tokenVerifier } from './http/token'
import { traceRequests } from './http/trace-request'
import { createDayTotals } from './limits/day-totals'
import { openLimits } from './limits/limits'
import { createQuotas } from './limits/quotas'
import { whenAway } from './limits/when-away'
import { httpMetrics } from './metrics'
import { createComplete } from './openai/complete'
import { createEmbed } from './openai/embed'
import { createListModels } from './openai/list-models'
import { createStreams } from './streams/streams'
import { createChat } from './study/chat'
import { createDigest } from './study/digest/digest'
import type { Turns } from './study/memory'
import { createMindMap } from './study/mindmap'
import { openTurns } from './study/open-turns'
import { createQa } from './study/qa'
import { createStudyTools } from './study/study-tools'
import { createSummarize } from './study/summarize'
import type { Toolbox } from './study/tools/answer-with-tools'
import { createWebSearch } from './study/tools/web-search'
import { countedUploads } from './usage/counted-uploads'
import { createMeter } from './usage/meter'
import { createReportUsage } from './usage/report'

/** What tests may set. */
interface Overrides {
  useCases?: Partial<UseCases>
}

export async function startGateway(config: GatewayConfig, log: Log, { useCases }: Overrides = {}): Promise<RunningService> {
  checkGatewayConfig(config)
  const { registry } = createMetrics('gateway')
  await using started = new AsyncDisposableStack()
  const draining = new AbortController()
  const shutdown = new AbortController()

  started.use(await startTracing('gateway', config))
  const stubs = connectAll(config, started, clientCalls(registry))
  const usage = usageOf(stubs.memory, config, log)
  started.defer(() => usage.meter.end())
  const accounts = accountsOf(stubs.memory, config, log, started)
  const limits = started.use(await openLimits({ ...config, log }))
  const turns = openTurns(turnsClient(stubs.memory))
  const streams = createStreams({
    logs: streamLogsClient(stubs.memory),
    tickets: streamTicketsClient(stubs.memory),
    keepSeconds: LOG_KEPT_SECONDS,
    resumeMs: config.streamResumeSeconds * 1_000,
    shutdown: shutdown.signal,
  })
  const { digestWanted } = startLoops(stubs, config, log, started)
  const app = createApp(
    { ...useCasesOf(stubs, config, { usage, accounts, turns, digestWanted }), streams, ...useCases },
    {
      ...config,
      log,
      metrics: httpMetrics(registry),
      version,
      verify: verifier(config, accounts),
      isRevoked: accounts.revoked.has,
      count: usage.meter.count,
      quotas: usage.daily.tokens > 0 ? usage.quotas : undefined,
      draining: draining.signal,
      shutdown: shutdown.signal,
      limits,
      silence: (request, seconds) => server.silence(request, seconds),
      peerOf: (request) => server.peerOf(request),
    },
  )
  const server = listen({
    host: config.host,
    port: config.port,
    handle: config.otelExporterOtlpEndpoint === undefined ? app.fetch : traceRequests(app.fetch),
  })
  started.defer(() => server.close())
  const admin = started.use(
    startAdmin({ host: config.adminHost, port: config.adminPort, registry, ready: () => !draining.signal.aborted }),
  )
  const running = started.move()

  const drain = async () => {
    if (draining.signal.aborted) return
    draining.abort()
    await Bun.sleep(config.shutdownDelaySeconds * 1_000)
    const graceOver = setTimeout(() => shutdown.abort(shuttingDown()), config.shutdownGraceSeconds * 1_000)
    await Promise.race([
      Promise.all([server.stop(), streams.idle()]).then(turns.idle),
      Bun.sleep((config.shutdownGraceSeconds + FAREWELL_SECONDS) * 1_000),
    ])
    clearTimeout(graceOver)
    await running.disposeAsync()
  }
  return { port: server.port, adminPort: admin.port, drain, [Symbol.asyncDispose]: drain }
}

/** How often erasures are looked for that no gateway goes on with. */
const ERASURES_EVERY_MS = 30_000

/** While every turn asks for a digest and the model is never idle, this is how often that is found out. */
const DIGESTS_GAP_MS = 1_000

/** Long enough for an Idempotency-Key to find its stream again. */
const LOG_KEPT_SECONDS = 86_400

/** Time in which streams that are cut at the end of the grace time can still send their `error` event. */
const FAREWELL_SECONDS = 1

const shuttingDown = () => new AppError('shutting_down', 'The server is restarting; ask again.', { retryAfterMs: 1_000 })

interface Told {
  usage: UsageParts
  accounts: Accounts
  turns: Turns
  digestWanted: (() => void) | undefined
}

function useCasesOf(
  stubs: Stubs,
  config: GatewayConfig,
  { usage, accounts, turns, digestWanted }: Told,
): Omit<UseCases, 'streams'> {
  const metered = { stub: stubs.llm, count: usage.meter.count }
  const llm = llmClient(metered)
  const rag = countedUploads(ragClient(stubs.rag), usage.meter.count, usage.quotas)
  const models = modelsClient(metered)
  const notes = notesClient(stubs.memory)
  const chat = { llm, rag, turns, notes, windowTokens: modelWindow(stubs.llm), digestWanted }
  return {
    chat: createChat({ ...chat, toolbox: toolboxOf(metered, config) }),
    qa: createQa({ llm, rag }),
    summarize: createSummarize({ llm }),
    mindMap: createMindMap({ llm, rag }),
    ...createStudyTools({ llm, rag }),
    sessions: sessionsClient(stubs.memory),
    notes,
    idempotentRequests: idempotentRequestsClient(stubs.memory),
    rag,
    openAi: { complete: createComplete(models), embed: createEmbed(models), listModels: createListModels(models) },
    logins: loginsOf(stubs.memory, config, accounts),
    eraseUser: createEraseUser(erasingOf(stubs)),
    exports: { exportMemory: exportClient(stubs.memory), exportDocuments: exportDocumentsClient(stubs.rag) },
    reportUsage: createReportUsage(usage),
    componentStates: statusClient(stubs),
  }
}

/** What is done beside the requests: erasures that were left unfinished, titles and summaries. */
function startLoops(stubs: Stubs, { digestSeconds }: GatewayConfig, log: Log, started: AsyncDisposableStack) {
  const erasing = erasingOf(stubs)
  const resume = (signal: AbortSignal) => resumeErasures(erasing, { signal, requestId: newRequestId() })
  started.use(startLoop({ name: 'erasures', everyMs: ERASURES_EVERY_MS, work: resume, log }))
  if (digestSeconds === 0) return { digestWanted: undefined }
  const makeDigest = createDigest({
    llm: llmClient({ stub: stubs.llm, count: () => undefined }), // what nobody asked for is nobody's quota
    sessions: sessionsClient(stubs.memory),
    notes: notesClient(stubs.memory),
    windowTokens: modelWindow(stubs.llm),
  })
  const digests = digestsClient(stubs.memory)
  const work = (signal: AbortSignal) => makeDigests({ digests, makeDigest, log }, signal)
  const { ring } = started.use(startLoop({ name: 'digests', everyMs: digestSeconds * 1_000, gapMs: DIGESTS_GAP_MS, work, log }))
  return { digestWanted: ring }
}

const erasingOf = (stubs: Stubs) => ({
  erasures: erasuresClient(stubs.memory),
  eraseDocuments: eraseDocumentsClient(stubs.rag),
})

type UsageParts = ReturnType<typeof usageOf>

/** Who took what, and how much is left of the day. */
function usageOf(stub: MemoryServiceClient, config: GatewayConfig, log: Log) {
  const usage = usageClient(stub)
  const totals = createDayTotals({ usage, ask: whenAway('usage', config.limitStoreDown, log) })
  const meter = createMeter({ usage, log, onSaved: totals.heard })
  const daily = { tokens: config.quotaTokensPerDay, documents: config.quotaDocumentsPerDay, bytes: config.quotaBytesPerDay }
  return { usage, meter, daily, quotas: createQuotas({ daily, totals, meter }) }
}

/** The tools that are configured; none: chat works without. */
function toolboxOf(llm: MeteredLlm, { serperApiKey, serperBaseUrl }: GatewayConfig): Toolbox | undefined {
  if (serperApiKey === undefined) return undefined
  const search = serperSearch({ baseUrl: serperBaseUrl, apiKey: serperApiKey })
  return { model: toolModelClient(llm), tools: [createWebSearch(search)] }
}

type Stubs = ReturnType<typeof connectAll>

function connectAll(config: GatewayConfig, started: AsyncDisposableStack, calls: ClientCalls) {
  const identity = identityOf('gateway', config)
  const stubs = {
    llm: connect(LlmService, config.llmAddress, identity, calls),
    rag: connect(RagService, config.ragAddress, identity, calls),
    memory: connect(MemoryService, config.memoryAddress, identity, calls),
  }
  for (const stub of Object.values(stubs)) started.defer(() => stub.close())
  return stubs
}

interface Accounts {
  keySet: KeySet | undefined
  revoked: Revoked
}

function accountsOf(stub: MemoryServiceClient, config: GatewayConfig, log: Log, started: AsyncDisposableStack): Accounts {
  const { jwtJwksUrl: url, jwtJwksAlgorithms: algorithms } = config
  return {
    keySet: url === undefined ? undefined : remoteKeySet({ url, algorithms, log }),
    revoked: started.use(followRevocations({ revocations: revocationsClient(stub), log })),
  }
}

function loginsOf(stub: MemoryServiceClient, config: GatewayConfig, accounts: Accounts) {
  const rules = tokenRules(config, accounts)
  const revocations = revocationsClient(stub)
  return createLogins({
    families: tokenFamiliesClient(stub),
    async revoke(token, caller) {
      await revocations.revoke(token, caller)
      accounts.revoked.add({ tokenId: tokenIdOf(caller.userId, token.jti), expiresAtMs: token.expiresAtMs })
    },
    verify: refreshTokenVerifier(rules),
    sign: pairSigner({ ...rules, secret: config.jwtSecretKey }),
  })
}

function verifier(config: GatewayConfig, accounts: Accounts) {
  const { jwtSecretKey, logUserIds } = config
  const tagOf = logUserIds ? (userId: string) => userId : (userId: string) => userTag(jwtSecretKey, userId)
  return tokenVerifier({ ...tokenRules(config, accounts), tagOf })
}

const tokenRules = (config: GatewayConfig, { keySet }: Accounts) => ({
  secrets: [config.jwtSecretKey, ...config.jwtPreviousSecretKeys],
  algorithm: config.jwtAlgorithm,
  issuer: config.jwtIssuer,
  audience: config.jwtAudience,
  keySet,
})
