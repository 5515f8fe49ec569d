import { join } from 'node:path'
import { contract, memoryServices } from '@collabry/proto'
import type { GetStatusRequest } from '@collabry/proto/gen/collabry/memory/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetStatusResponse'
import { withTimeout } from '@collabry/runtime/abort'
import { startAdmin } from '@collabry/runtime/admin'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { serverCalls } from '@collabry/runtime/grpc/metrics'
import { serverOptionsOf, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import type { Log } from '@collabry/runtime/log'
import { createMetrics, watchPool } from '@collabry/runtime/metrics'
import { waitFor } from '@collabry/runtime/retry'
import type { RunningService } from '@collabry/runtime/run'
import { startTracing } from '@collabry/runtime/trace'
import { checkMemoryConfig, type MemoryConfig } from './config'
import { erasureGuard, usageAdder } from './erasure/erase'
import { maintenanceTasks, type Retention, recoverLostStreams, retentionOf, startMaintenance } from './maintenance'
import { instrumentedStores } from './metrics'
import { erasureHandlers } from './rpc/erasure'
import { idempotencyHandlers } from './rpc/idempotency'
import { keyHandlers } from './rpc/keys'
import { annotationHandlers, sessionHandlers } from './rpc/sessions'
import { streamHandlers } from './rpc/streams'
import { tokenHandlers } from './rpc/tokens'
import { digestHandlers, summaryHandlers, turnHandlers } from './rpc/turns'
import { usageHandlers } from './rpc/usage'
import type { StoreHealth } from './sessions/store'
import { sqliteStores } from './sqlite/stores'
import type { Stores } from './stores'

/** A turn whose producer does not save for this long is read as interrupted. */
const LEASE_MS = 10_000

/** Settings for tests. */
interface Overrides {
  /** The clock of the stores, whichever they are. */
  now?: () => number
  /** The clock of this machine. */
  hostNow?: () => number
  leaseMs?: number
}

export async function startMemory(config: MemoryConfig, log: Log, overrides: Overrides = {}): Promise<RunningService> {
  checkMemoryConfig(config)
  const retention = retentionOf(config)
  const settings = { leaseMs: LEASE_MS, hostNow: Date.now, ...overrides }
  const { registry } = createMetrics('memory')
  await using started = new AsyncDisposableStack()
  started.use(await startTracing('memory', config))
  const opened = started.use(await openStores(config, settings, watchPool('mongodb', registry), log))
  const stores = instrumentedStores(opened, registry)
  started.use(startMaintenance(maintenanceTasks({ stores, retention, leaseMs: settings.leaseMs }), log))
  const server = started.use(
    await startGrpcServer({
      service: memoryServices(),
      handlers: handlers({ stores, retention, log }),
      ...serverOptionsOf(config, { gateway: '*' }, contract),
      calls: serverCalls(registry),
      log,
    }),
  )
  let ready = true
  const admin = started.use(startAdmin({ host: config.adminHost, port: config.adminPort, registry, ready: () => ready }))
  const running = started.move()
  const drain = async () => {
    if (!ready) return
    ready = false
    await Bun.sleep(config.shutdownDelaySeconds * 1_000)
    await server.drain(config.shutdownGraceSeconds * 1_000)
    await running.disposeAsync()
  }
  return { port: server.port, adminPort: admin.port, drain, [Symbol.asyncDispose]: drain }
}

type Watch = ReturnType<typeof watchPool>

type Settings = Required<Pick<Overrides, 'leaseMs' | 'hostNow'>> & Overrides

/** Brings the stores to the schema of this version. */
export async function migrateStores(config: MemoryConfig, log: Log): Promise<void> {
  await using _migrated = await openStores(config, { leaseMs: LEASE_MS, hostNow: Date.now }, undefined, log)
}

async function openStores(config: MemoryConfig, settings: Settings, watch: Watch | undefined, log: Log): Promise<Stores> {
  const { mongoUri, mongoDb, mongoStreamDb, mongoWaitSeconds, dataDir } = config
  if (mongoUri === undefined) {
    return sqliteStores(join(dataDir, 'memory'), { now: settings.now ?? settings.hostNow, leaseMs: settings.leaseMs })
  }
  const { mongoStores } = await import('./mongo/stores') // the driver takes time and memory only where it is used
  const databases = { database: mongoDb, streamDatabase: mongoStreamDb }
  return waitFor(() => mongoStores(mongoUri, databases, settings, watch), mongoWaitSeconds * 1_000, log)
}

interface Parts {
  stores: Stores
  retention: Retention
  log: Log
}

/** Every method of the service, by concept. */
function handlers({ stores, retention, log }: Parts) {
  const { conversations, streams, idempotency, tokens, keys, usage, digests, now } = stores
  const guard = erasureGuard(stores)
  const closeLost = async () => void (await recoverLostStreams(streams, conversations))
  const forgetSession = async (userId: string, sessionId: string) => {
    await streams.forgetSession(userId, sessionId)
    await idempotency.forgetAnswers(userId, sessionId)
    await digests.forgetDigest(userId, sessionId)
  }
  return {
    ...sessionHandlers({ conversations, guard, forgetSession }),
    ...turnHandlers({ conversations, digests, guard }),
    ...annotationHandlers(conversations),
    ...summaryHandlers(conversations),
    ...digestHandlers(conversations, digests),
    ...streamHandlers({ streams, guard, keepSeconds: retention.streamSeconds, closeLost, now }),
    ...idempotencyHandlers(idempotency, guard, retention.idempotencyMs),
    ...tokenHandlers(tokens, guard),
    ...keyHandlers(keys, guard, now),
    ...usageHandlers(usage, usageAdder(stores), now),
    ...erasureHandlers(stores),
    ...statusHandlers(conversations, log),
  }
}

/** A store that takes longer than this to answer does not work; the reply itself has 2 s. */
const CHECK_MS = 1_500

const statusHandlers = (store: StoreHealth, log: Log) => ({
  GetStatus: unary(async (_: GetStatusRequest): Promise<GetStatusResponseInit> => {
    try {
      await withTimeout(store.check(), CHECK_MS, slow)
      return { store: store.name, state: store.embedded ? 'STATE_EMBEDDED' : 'STATE_HEALTHY', detail: '' }
    } catch (error) {
      log.warn({ err: error }, 'store check failed')
      return { store: store.name, state: 'STATE_UNHEALTHY', detail: toAppError(error).message }
    }
  }),
})

const slow = () => new AppError('timeout', 'The store does not answer in time.')
