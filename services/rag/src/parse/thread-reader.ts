import { AppError } from '@collabry/runtime/errors'
import { joined } from './pieces'
import type { File, OpenDocument, Reader } from './reader'
import type { Ask, Told } from './thread'

/** Longest time one answer may take; a thread that is slower is ended, and so is one that nobody needs. */
const ANSWER_MS_MAX = 120_000
const IDLE_MS_MAX = 10_000
/** What is left of pieces of this much is collected at once: it would stay beside what comes next. */
const LARGE_BYTES = 8 * 1_048_576

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
      const bytes = joined(await pieces())
      if (bytes.byteLength > LARGE_BYTES) Bun.gc(true)
      const told = await used.ask({ kind: 'open', document, filename, bytes }, signal)
      if (told.kind !== 'opened') throw refused(told)
      const { chunks } = told
      return { takeText: once(told.utf8), chunks, leftOut: [], batch: batchOf(used, document), [Symbol.asyncDispose]: close }
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
    const told = await thread.ask({ kind: 'batch', document, from, count }, signal)
    if (told.kind !== 'batch') throw refused(told)
    return told.chunks
  }

interface Thread {
  alive: boolean
  ask(question: Without<Ask, 'id'>, signal: AbortSignal): Promise<Told>
  end(): void
}

function startThread(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { smol: true })
  const waiting = new Map<number, { resolve(told: Told): void; reject(error: AppError): void }>()
  let lastId = 0
  const thread: Thread = { alive: true, ask, end }
  function end() {
    thread.alive = false
    worker.terminate()
    for (const { reject } of waiting.values()) reject(brokeOff())
    waiting.clear()
  }
  worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
    waiting.get(told.id)?.resolve(told)
    waiting.delete(told.id)
  }
  worker.onerror = end
  worker.unref()

  async function ask(question: Without<Ask, 'id'>, signal: AbortSignal): Promise<Told> {
    if (signal.aborted) throw cancelled()
    if (!thread.alive) throw brokeOff()
    lastId += 1
    const id = lastId
    const { promise, resolve, reject } = Promise.withResolvers<Told>()
    const timer = setTimeout(end, ANSWER_MS_MAX)
    const leave = () => reject(cancelled())
    signal.addEventListener('abort', leave)
    waiting.set(id, { resolve, reject })
    try {
      worker.postMessage({ id, ...question }, question.kind === 'open' ? [question.bytes.buffer] : [])
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

const refused = (told: Told) =>
  told.kind === 'refused'
    ? new AppError('validation_error', told.refusal)
    : new AppError('internal_error', 'The file could not be read.')

const cancelled = () => new AppError('cancelled', 'Reading was cancelled.')

const brokeOff = () => new AppError('unavailable', 'Reading broke off; it begins again.')
