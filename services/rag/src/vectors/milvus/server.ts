import { sleep, withTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { MilvusClient } from '@zilliz/milvus2-sdk-node'

/** The status in every answer of the server. */
interface Answer {
  status?: Status
  error_code?: string | number
}

interface Status {
  error_code: string | number
  code?: number | undefined
  reason?: string
  retriable?: boolean
}

/** Limits of one call. */
export interface Limits {
  signal?: AbortSignal | undefined
  deadlineMs?: number
}

/** A Milvus server that may become unavailable and available again at any time. */
export interface MilvusServer extends AsyncDisposable {
  /** Makes one call. Throws unavailable at once while the server is known to be unavailable. */
  call<Reply extends object>(run: (client: MilvusClient, timeoutMs: number) => Promise<Reply>, limits?: Limits): Promise<Reply>
  /** Whether it has BM25 and an upsert that knows partition keys: both came by 2.5. */
  isModern(): boolean
  /**
   * Increases when the server was unavailable or has lost a collection: cached facts about its collections are then invalid.
   */
  epoch(): number
}

export interface MilvusAddress {
  address: string
  token: string | undefined
}

const CALL_MS_MAX = 5_000
/**
 * Interval of the probes of an unavailable server, and the longest pause between two attempts to connect: together with the look at
 * its collections, users see its return within 2 s. An attempt that is refused costs next to nothing.
 */
const PROBE_EVERY_MS = 100
const RECONNECT_MS_MAX = 200
const PROBE_MS_MAX = 1_000
/** At the start, when the connection has to be made too and the process has much else to do. */
const FIRST_PROBE_MS_MAX = 15_000
/** Calls under way at once. */
const CALLS_MAX = 256
/** The collection was dropped. */
const NO_COLLECTION = 100
/** Not ready, out of memory or rate, not loaded, without a replica, segment, index or node: each passes by itself. */
const PASSING_CODES = new Set([
  1,
  2,
  3,
  4,
  8,
  9,
  NO_COLLECTION,
  101,
  106,
  400,
  401,
  500,
  501,
  502,
  503,
  600,
  601,
  700,
  901,
  902,
  903,
])
const GRPC_DEADLINE_EXCEEDED = 4
const GRPC_UNAVAILABLE = 14

/** Never fails because the server is unavailable: calls fail until it is available. */
export async function milvusServer({ address, token }: MilvusAddress): Promise<MilvusServer> {
  const client = new MilvusClient({
    address,
    ...(token === undefined ? {} : { token }),
    // Otherwise the client connects only once, at the start, and a server that is unavailable then breaks every later call.
    __SKIP_CONNECT__: true,
    maxRetries: 0,
    timeout: CALL_MS_MAX,
    telemetry: { enabled: false },
    // Its debug lines hold whole requests: texts of documents, and vectors.
    logLevel: 'error',
    pool: { min: 1, max: CALLS_MAX },
    channelOptions: {
      // The client pings every 10 s by default, which servers answer with GOAWAY.
      'grpc.keepalive_time_ms': 60_000,
      'grpc.keepalive_permit_without_calls': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': RECONNECT_MS_MAX,
    },
  })
  const stop = new AbortController()
  let isLost = true
  let version = ''
  let epoch = 0
  let probing: Promise<void> | undefined

  async function probe(deadlineMs: number): Promise<void> {
    const reply = await withTimeout(client.getVersion(), deadlineMs, tooSlow, stop.signal)
    version = checked(reply).version
    isLost = false
  }

  function lose(): void {
    isLost = true
    epoch += 1
    probing ??= (async () => {
      while (isLost && !stop.signal.aborted) {
        await probe(PROBE_MS_MAX).catch(() => sleep(PROBE_EVERY_MS, stop.signal).catch(() => undefined))
      }
      probing = undefined
    })()
  }

  await probe(FIRST_PROBE_MS_MAX).catch(lose)
  return {
    async call(run, { signal, deadlineMs = CALL_MS_MAX } = {}) {
      if (isLost) throw unreachable()
      signal?.throwIfAborted()
      try {
        const reply = await withTimeout(run(client, deadlineMs), deadlineMs, tooSlow, signal)
        if (statusOf(reply)?.code === NO_COLLECTION) epoch += 1
        return checked(reply)
      } catch (err) {
        signal?.throwIfAborted()
        if (!isConnectionError(err)) throw err
        lose()
        throw unreachable(err)
      }
    },
    isModern: () => isModern(version),
    epoch: () => epoch,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await probing
      await withTimeout(client.closeConnection(), PROBE_MS_MAX).catch(() => undefined)
    },
  }
}

/** `v2.3.5-lite` (standalone from a package), `milvus_lite-3.2.2`, `2.5.4`: asked, because trying BM25 can end an old server. */
export function isModern(version: string): boolean {
  const [, major = '0', minor = '0'] = /(?<!\d)(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 5)
}

/** Most failures are in the status of the answer. A method that the server does not know has an empty answer. */
export function checked<Reply extends object>(reply: Reply): Reply {
  const said = statusOf(reply)
  if (said?.error_code === 'Success' || said?.error_code === 0) return reply
  const cause = new Error(`Milvus: ${said?.reason ?? 'no status'} (${said?.code ?? said?.error_code ?? 'none'})`)
  if (said?.retriable || PASSING_CODES.has(said?.code ?? 0)) throw unavailable('The vector store is not ready', cause)
  throw cause
}

/** The status of an answer, or the answer itself if it is a status. */
function statusOf(reply: object): Status | undefined {
  const { status, error_code } = reply as Answer
  return status ?? (error_code === undefined ? undefined : (reply as Status))
}

/** The client takes a deadline but no signal: work that is given up ends by itself. */
const tooSlow = () => Object.assign(new Error('too slow'), { code: GRPC_DEADLINE_EXCEEDED })

function isConnectionError(err: unknown): boolean {
  const code = err instanceof Error && 'code' in err ? err.code : undefined
  return code === GRPC_UNAVAILABLE || code === GRPC_DEADLINE_EXCEEDED
}

const unreachable = (cause?: unknown) => unavailable('The vector store can’t be reached now', cause)

const unavailable = (what: string, cause: unknown) =>
  new AppError('unavailable', `${what}; try again in a moment.`, { cause, retryAfterMs: 1_000 })
