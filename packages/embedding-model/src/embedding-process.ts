import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import type { AskedQuestion, WordsMet } from './model'
import type { EmbedMessage, Reply, Request } from './process'

/** The process is ended after this time without a text, to free its memory. */
const IDLE_MS = 300_000

interface EmbeddingProcess extends AsyncDisposable {
  /** Vectors of unit length, in the order of the texts. Errors: unavailable. */
  embed(request: { texts: string[]; urgent: boolean }, signal: AbortSignal): Promise<Pick<Reply, 'vectors' | 'textsCut'>>
  /** How the words of a question are met by each text. Errors: unavailable. */
  compare(question: AskedQuestion, texts: string[], signal: AbortSignal): Promise<WordsMet[]>
  /** Undefined: it does not run. */
  pid(): number | undefined
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: AppError): void
}

function spawnModel(onReply: (reply: Reply) => void, onExit: () => void): Bun.Subprocess {
  const started = Bun.spawn([process.execPath, '--smol', join(import.meta.dir, 'process.ts')], {
    // Nothing of ours is in its environment.
    env: {},
    stdio: ['ignore', 'ignore', 'inherit'],
    ipc: onReply,
    onExit,
  })
  started.unref()
  return started
}

/** Runs the model in a separate process, which starts with the first text. */
export function embeddingProcess({ idleMs = IDLE_MS } = {}): EmbeddingProcess {
  const waiting = new Map<number, Waiting>()
  let child: Bun.Subprocess | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let lastId = 0

  const start = (): Bun.Subprocess => {
    const started = spawnModel(
      (reply) => waiting.get(reply.id)?.resolve(reply),
      () => {
        if (child !== started) return
        child = undefined
        for (const { reject } of waiting.values()) reject(stopped())
      },
    )
    return started
  }
  /** The next text starts another process. */
  const end = () => {
    const ended = child
    child = undefined
    ended?.kill()
    return ended?.exited
  }
  const endWhenIdle = () => {
    clearTimeout(idle)
    if (waiting.size > 0) return
    idle = setTimeout(end, idleMs)
    idle.unref()
  }
  const send = (request: Request) => {
    child ??= start()
    child.send(request)
  }

  const ask = async (request: Omit<EmbedMessage, 'id'>, signal: AbortSignal): Promise<Reply> => {
    signal.throwIfAborted()
    lastId += 1
    const id = lastId
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const leave = () => {
      if (child !== undefined) send({ cancelled: id })
      reject(signal.reason)
    }
    waiting.set(id, { resolve, reject })
    signal.addEventListener('abort', leave, { once: true })
    try {
      clearTimeout(idle)
      send({ id, ...request })
      return await promise
    } finally {
      signal.removeEventListener('abort', leave)
      waiting.delete(id)
      endWhenIdle()
    }
  }

  return {
    pid: () => child?.pid,
    embed: ask,
    compare: async (question, texts, signal) => (await ask({ question, texts, urgent: true }, signal)).compared,
    async [Symbol.asyncDispose]() {
      clearTimeout(idle)
      await end()
      for (const { reject } of waiting.values()) reject(stopped())
    },
  }
}

const stopped = () =>
  new AppError('unavailable', 'The embedding model has stopped; try again in a moment.', { retryAfterMs: 1_000 })
