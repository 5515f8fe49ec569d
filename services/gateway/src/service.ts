import { type Clock, SYSTEM_CLOCK } from '@collabry/runtime/abort'
import { startAdmin } from '@collabry/runtime/admin'
import { AppError } from '@collabry/runtime/errors'
import { clientCalls } from '@collabry/runtime/grpc/metrics'
import type { Log } from '@collabry/runtime/log'
import { createMetrics } from '@collabry/runtime/metrics'
import type { RunningService } from '@collabry/runtime/run'
import { startTracing } from '@collabry/runtime/trace'
import { version } from '../../../package.json'
import { streamLogsClient, streamTicketsClient } from './chat/streams/memory-client'
import { createStreams } from './chat/streams/streams'
import { openTurns } from './chat/turn-writer'
import { checkGatewayConfig, type GatewayConfig } from './config'
import { waitForServices } from './core/component-status'
import { connectAll } from './core/grpc/stubs'
import { openLimits } from './core/limits/limits'
import { createApp, type UseCases } from './core/router'
import { listen, traceRequests } from './core/server'
import { watchModel } from './generation/model-status-client'
import { httpMetrics, studyMetrics } from './metrics'
import { turnsClient } from './sessions/memory-client'
import { accountsOf, startLoops, usageOf, useCasesOf, verifiers } from './use-cases'

/** Replacements for tests. */
interface Overrides {
  useCases?: Partial<UseCases>
  /** Longest wait for services that have not been reached yet, before it is ready without them. */
  servicesWaitMs?: number
  /** How long its end waits for memory to take the usage of the last seconds. */
  usageEndMs?: number
  /** The clock of its end. */
  clock?: Clock
}

/** On a cluster that begins, the answer that a name has no address yet is kept for up to 30 s. */
const SERVICES_WAIT_MS = 40_000

export async function startGateway(config: GatewayConfig, log: Log, overrides: Overrides = {}): Promise<RunningService> {
  checkGatewayConfig(config)
  const { registry } = createMetrics('gateway')
  await using started = new AsyncDisposableStack()
  const { clock = SYSTEM_CLOCK } = overrides
  const delaySeconds = config.shutdownDelaySeconds
  const keepAliveSeconds = Math.min(delaySeconds || KEEP_ALIVE_SECONDS_MAX, KEEP_ALIVE_SECONDS_MAX)
  const draining = new AbortController()
  const shutdown = new AbortController()

  started.use(await startTracing('gateway', config, { trustsCallers: false }))
  const stubs = connectAll(config, started, clientCalls(registry))
  let reached = false
  const enough = AbortSignal.any([draining.signal, AbortSignal.timeout(overrides.servicesWaitMs ?? SERVICES_WAIT_MS)])
  void waitForServices(stubs, enough).then(() => {
    reached = true
  })
  const usage = usageOf(stubs.memory, config, log, overrides.usageEndMs)
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
  const model = watchModel(stubs.llm)
  const { digestWanted } = startLoops(stubs, { ...config, model, log }, started)
  const parts = { usage, accounts, turns, model, digestWanted, ...studyMetrics(registry) }
  const app = createApp(
    { ...useCasesOf(stubs, config, parts), streams, ...overrides.useCases },
    {
      ...config,
      log,
      metrics: httpMetrics(registry),
      version,
      ...verifiers(config, stubs.memory, accounts),
      isRevoked: accounts.revoked.has,
      count: usage.meter.count,
      quotas: usage.daily.tokens > 0 ? usage.quotas : undefined,
      draining: draining.signal,
      keepAliveSeconds,
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
    clock,
  })
  started.defer(() => server.close())
  const admin = started.use(
    startAdmin({ host: config.adminHost, port: config.adminPort, registry, ready: () => reached && !draining.signal.aborted }),
  )
  const running = started.move()

  const drain = drainOf({ config, clock, keepAliveSeconds, draining, shutdown, server, streams, turns, running })
  return { port: server.port, adminPort: admin.port, drain, [Symbol.asyncDispose]: drain }
}

interface DrainParts {
  config: Pick<GatewayConfig, 'shutdownDelaySeconds' | 'shutdownGraceSeconds'>
  clock: Clock
  keepAliveSeconds: number
  draining: AbortController
  shutdown: AbortController
  server: ReturnType<typeof listen>
  streams: { idle(): Promise<void> }
  turns: { idle(): Promise<void> }
  running: AsyncDisposable
}

/** Ends the gateway: not ready, no new requests, grace time for running ones, then everything is closed. */
function drainOf({ config, clock, keepAliveSeconds, draining, shutdown, server, streams, turns, running }: DrainParts) {
  const { shutdownDelaySeconds: delaySeconds, shutdownGraceSeconds: graceSeconds } = config
  return async () => {
    if (draining.signal.aborted) return
    draining.abort()
    const ended = new AbortController()
    const pause = (seconds: number) => clock.sleep(seconds * 1_000, ended.signal)
    const released = server.quiet(delaySeconds > 0 ? (keepAliveSeconds + RELEASE_SECONDS) * 1_000 : 0)
    await pause(delaySeconds)
    pause(graceSeconds).then(
      () => shutdown.abort(shuttingDown()),
      () => undefined,
    )
    await Promise.race([released.then(server.stop).then(streams.idle).then(turns.idle), pause(graceSeconds + LAST_EVENT_SECONDS)])
    ended.abort()
    await running[Symbol.asyncDispose]()
  }
}

/** Long enough for an Idempotency-Key to find its stream again. */
const LOG_KEPT_SECONDS = 86_400

/** Below the idle time of the server. */
const KEEP_ALIVE_SECONDS_MAX = 60

/** Beyond it: what a client sent at the last moment is on its way. */
const RELEASE_SECONDS = 1

/** Time in which streams that are cut at the end of the grace time can still send their `error` event. */
const LAST_EVENT_SECONDS = 1

const shuttingDown = () => new AppError('shutting_down', 'The server is restarting; ask again.', { retryAfterMs: 1_000 })
