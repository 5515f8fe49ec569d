import { join } from 'node:path'
import { contract, RagService } from '@collabry/proto'
import { startAdmin } from '@collabry/runtime/admin'
import { AppError } from '@collabry/runtime/errors'
import { identityOf } from '@collabry/runtime/grpc/auth'
import { clientCalls, serverCalls } from '@collabry/runtime/grpc/metrics'
import { serverOptionsOf, startGrpcServer } from '@collabry/runtime/grpc/server'
import type { Log } from '@collabry/runtime/log'
import { createMetrics, instrumented, storeSeconds, watchPool } from '@collabry/runtime/metrics'
import { waitFor } from '@collabry/runtime/retry'
import type { RunningService } from '@collabry/runtime/run'
import { startTracing } from '@collabry/runtime/trace'
import type { Registry } from 'prom-client'
import type { RagConfig } from './config'
import { sqliteDocuments } from './documents/sqlite/store'
import type { Documents } from './documents/store'
import { resumeErasures } from './erase/erase-user'
import { startWorkers } from './ingest/workers'
import { startSweeper } from './jobs/sweep'
import { connectLlm, llmEmbedder, llmReranker } from './llm-client'
import { measuredDocuments, ragMetrics } from './metrics'
import { childReader } from './parse/child-reader'
import { checkLanguages } from './parse/ocr/languages'
import { threadReader } from './parse/thread-reader'
import { ragHandlers } from './rpc/rag'
import { sqliteVectors } from './vectors/sqlite/store'
import type { VectorStore } from './vectors/store'

/** Settings for tests. */
interface Overrides {
  /** Interval of the look for versions without vectors of the model. */
  embedAgainEveryMs?: number
  /** Stands before the vector store. */
  wrapVectors?: (vectors: VectorStore) => VectorStore
}

const EMBED_AGAIN_EVERY_MS = 5_000

/** Documents in, passages out: the stores are chosen here and nowhere else. */
export async function startRag(config: RagConfig, log: Log, overrides: Overrides = {}): Promise<RunningService> {
  checkStores(config, log)
  const languages = checkLanguages(config.ocrLanguages)
  await using started = new AsyncDisposableStack()
  started.use(await startTracing('rag', config))
  const { registry } = createMetrics('rag', config.ragRole)
  const seconds = storeSeconds('rag', registry)
  const watch = watchPool('mongodb', registry)
  const open = () => openDocuments(config, watch)
  const documents = measuredDocuments(started.use(await waitFor(open, mongoWaitMs(config), log)), seconds)
  const { wrapVectors = (store: VectorStore) => store, ...ofWorkers } = overrides
  const vectors = instrumented('vectors', wrapVectors(started.use(await openVectors(config))), seconds)
  const reader = started.use(childReader(threadReader(), languages))
  const ways = { calls: clientCalls(registry), isLinked: config.internalLinks }
  const { llm, close } = connectLlm(config.llmAddress, identityOf('rag', config), ways)
  started.defer(close)
  const embedder = llmEmbedder(llm)
  const metrics = ragMetrics(registry, documents.tasks)

  const sweeper = started.use(
    startSweeper({
      ...documents,
      vectors,
      log,
      keepTasksMs: config.taskDays * 86_400_000,
      resumeErasures: (signal) => resumeErasures({ ...documents, vectors }, signal),
    }),
  )
  const ended = (chunks: number) => {
    metrics.chunksIndexed.inc(chunks)
    sweeper.wake()
  }
  const count = config.ragRole === 'api' ? 0 : config.ingestWorkers
  const workers = started.use(
    startWorkers(
      { ...documents, reader, embedder, vectors, log, ended },
      { count, leaseMs: config.ingestLeaseSeconds * 1_000, embedAgainEveryMs: EMBED_AGAIN_EVERY_MS, ...ofWorkers },
    ),
  )

  const handlers = ragHandlers({
    documentStore: documents.name,
    vectorStore: config.milvusAddress === undefined ? 'sqlite' : 'milvus',
    ...documents,
    vectors,
    embedder,
    ranking: { reranker: llmReranker(llm), passagesMax: config.rerankPassages, diversity: config.searchDiversity },
    metrics,
    uploadBytesMax: config.maxUploadBytes,
    submitted: workers.wake,
    deleted: sweeper.wake,
  })
  const server = started.use(await startServer(config, handlers, registry, log))
  let ready = true
  const admin = started.use(startAdmin({ host: config.adminHost, port: config.adminPort, registry, ready: () => ready }))
  const running = started.move()
  const stop = async (graceMs: number, delayMs = 0) => {
    if (!ready) return
    ready = false
    await Bun.sleep(delayMs)
    await server.drain(graceMs)
    await running.disposeAsync()
  }
  return {
    port: server.port,
    adminPort: admin.port,
    drain: () => stop(config.shutdownGraceSeconds * 1_000, config.shutdownDelaySeconds * 1_000),
    [Symbol.asyncDispose]: () => stop(0),
  }
}

const startServer = (config: RagConfig, handlers: ReturnType<typeof ragHandlers>, registry: Registry, log: Log) =>
  startGrpcServer({
    service: RagService.service,
    handlers,
    ...serverOptionsOf(config, { gateway: config.ragRole === 'worker' ? ['GetStatus'] : '*' }, contract),
    calls: serverCalls(registry),
    log,
  })

const mongoWaitMs = ({ mongoUri, mongoWaitSeconds }: RagConfig) => (mongoUri === undefined ? 0 : mongoWaitSeconds * 1_000)

export async function openDocuments(config: RagConfig, watch?: ReturnType<typeof watchPool>): Promise<Documents> {
  const { mongoUri, mongoDb, failedUploadHours, dataDir } = config
  const settings = { keepFailedMs: failedUploadHours * 3_600_000 }
  if (mongoUri === undefined) return sqliteDocuments(join(dataDir, 'rag'), settings)
  const { mongoDocuments } = await import('./documents/mongo/store') // the driver takes time and memory only where it is used
  return mongoDocuments(mongoUri, mongoDb, settings, watch)
}

/** Brings the stores to the schema of this version. */
export async function migrateStores(config: RagConfig, log: Log): Promise<void> {
  await using _documents = await waitFor(() => openDocuments(config), mongoWaitMs(config), log)
  await using _vectors = await openVectors(config)
}

export async function openVectors({ dataDir, milvusAddress, ...config }: RagConfig): Promise<VectorStore> {
  if (milvusAddress === undefined) return sqliteVectors({ directory: join(dataDir, 'rag', 'vectors') })
  const { milvusVectors } = await import('./vectors/milvus/store') // as above
  const { milvusToken: token, milvusPrefix: prefix, milvusPartitions: partitions, milvusIndex: index } = config
  return milvusVectors({ address: milvusAddress, token, prefix, partitions, index })
}

/** Embedded stores serve one process: several processes could not share the work and the data. */
function checkStores({ ragRole, replicas, nodeEnv, mongoUri, milvusAddress }: RagConfig, log: Log): void {
  if (ragRole === 'all' && replicas === 1) return
  const missing = [mongoUri === undefined && 'MONGO_URI', milvusAddress === undefined && 'MILVUS_ADDRESS']
    .filter(Boolean)
    .join(' and ')
  if (missing === '') return
  const [setting, remedy] =
    ragRole === 'all' ? [`REPLICAS: ${replicas} processes need`, 'REPLICAS=1'] : [`RAG_ROLE: ${ragRole} needs`, 'RAG_ROLE=all']
  const sentence = `${setting} stores that other processes can reach; set ${missing}, or ${remedy}.`
  if (nodeEnv === 'production') throw new AppError('validation_error', sentence)
  log.warn(sentence)
}
