import { AppError } from '@collabry/runtime/errors'
import type { File, OpenDocument, Reader } from './reader'
import { concat } from './reader'
import type { ReadReply, ReadRequest } from './thread'

/** Longest time of one answer; a slower thread is ended, and so is an idle one. */
const ANSWER_MS_MAX = 120_000
const IDLE_MS_MAX = 10_000
/**
 * Pieces of this size are collected at once; otherwise they stay in memory beside the text that is made of them. The pause is
 * some tens of milliseconds, and the text takes seconds.
 */
const LARGE_BYTES = 2 * 1_048_576

/** `Omit` that keeps the members of a union apart. */
type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

/** Reads in one thread, started when the first document comes. */
export function threadReader(): Reader {
  let thread: Thread | undefined
  let open = 0
  let lastDocument = 0
  let idle: Timer | undefined
  const stop = () => {
    thread?.end()
    thread = undefined
  }

  async function openDocument({ filename, pieces }: File, signal: AbortSignal): Promise<OpenDocument> {
    const used = thread?.alive ? thread : startThread()
    thread = used
    clearTimeout(idle)
    open += 1
    lastDocument += 1
    const document = lastDocument
    const close = async () => {
      open -= 1
      if (used.alive) await used.ask({ kind: 'close', document }, NEVER).catch(() => undefined) // a dead thread holds nothing
      if (open === 0) idle = setTimeout(stop, IDLE_MS_MAX).unref()
    }
    try {
      const bytes = concat(await pieces())
      if (bytes.byteLength > LARGE_BYTES) Bun.gc(true)
      const reply = await used.ask({ kind: 'open', document, filename, bytes }, signal)
      if (reply.kind !== 'opened') throw refused(reply)
      const { chunks } = reply
      return { takeText: once(reply.utf8), chunks, leftOut: [], batch: batchOf(used, document), [Symbol.asyncDispose]: close }
    } catch (error) {
      await close()
      throw error
    }
  }

  return {
    open: openDocument,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(idle)
      stop()
    },
  }
}

function once(bytes: Uint8Array<ArrayBuffer>): OpenDocument['takeText'] {
  const held = [bytes]
  return () => held.pop() ?? new Uint8Array()
}

const batchOf =
  (thread: Thread, document: number): OpenDocument['batch'] =>
  async (from, count, signal) => {
    const reply = await thread.ask({ kind: 'batch', document, from, count }, signal)
    if (reply.kind !== 'batch') throw refused(reply)
    return reply.chunks
  }

interface Thread {
  alive: boolean
  ask(request: Without<ReadRequest, 'id'>, signal: AbortSignal): Promise<ReadReply>
  end(): void
}

function startThread(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { smol: true })
  const waiting = new Map<number, { resolve(reply: ReadReply): void; reject(error: AppError): void }>()
  let lastId = 0
  const thread: Thread = { alive: true, ask, end }
  function end() {
    thread.alive = false
    worker.terminate()
    for (const { reject } of waiting.values()) reject(brokeOff())
    waiting.clear()
  }
  worker.onmessage = ({ data: reply }: MessageEvent<ReadReply>) => {
    waiting.get(reply.id)?.resolve(reply)
    waiting.delete(reply.id)
  }
  worker.onerror = end
  worker.unref()

  async function ask(request: Without<ReadRequest, 'id'>, signal: AbortSignal): Promise<ReadReply> {
    if (signal.aborted) throw cancelled()
    if (!thread.alive) throw brokeOff()
    lastId += 1
    const id = lastId
    const { promise, resolve, reject } = Promise.withResolvers<ReadReply>()
    const timer = setTimeout(end, ANSWER_MS_MAX)
    const leave = () => reject(cancelled())
    signal.addEventListener('abort', leave)
    waiting.set(id, { resolve, reject })
    try {
      worker.postMessage({ id, ...request }, request.kind === 'open' ? [request.bytes.buffer] : [])
      return await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      waiting.delete(id)
    }
  }
  return thread
}

const NEVER = new AbortController().signal

const refused = (reply: ReadReply) =>
  reply.kind === 'refused'
    ? new AppError('validation_error', reply.refusal)
    : new AppError('internal_error', 'The file could not be read.')

const cancelled = () => new AppError('cancelled', 'Reading was cancelled.')

const brokeOff = () => new AppError('unavailable', 'Reading broke off; it begins again.')
