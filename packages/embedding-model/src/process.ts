import { lowerPriority } from '@collabry/runtime/lower-priority'
import type { WorkspaceName } from './encoder'
import { type AskedQuestion, openModel, type WordsMet } from './model'

// Embeds texts for the process that started it, one at a time. It takes a core for as long as there are texts: relaying
// streams goes first. It ends with its parent.

/** Texts from the service to this process. */
export interface EmbedMessage {
  id: number
  texts: string[]
  /** Goes before what is not, also while that is computed, unless it is long. */
  urgent: boolean
  /** The texts are compared with it; they have no prefix. */
  question?: AskedQuestion
}

interface CancelMessage {
  /** The id of the texts that nobody waits for any more. */
  cancelled: number
}

export type Request = EmbedMessage | CancelMessage

export interface Reply {
  id: number
  vectors: Float32Array[]
  textsCut: number
  /** For each text of a request with a question, which has no vectors. */
  compared: WordsMet[]
}

const NICENESS = 5
const PAUSE_EVERY_MS = 3
/** About 60 tokens: a question of a user. A page takes a second. */
const SHORT_BYTES_MAX = 256
const MEDIUM_BYTES_MAX = 1_024

/** Each goes before those after it, also while one of theirs is computed. */
const LEVELS = ['short', 'medium', 'background'] as const satisfies WorkspaceName[]

const queues: Record<WorkspaceName, EmbedMessage[]> = { short: [], medium: [], background: [] }
const cancelled = new Set<number>()
const model = openModel()
let isWorking = false

// The bytes of the files are garbage now, 10 MB.
Bun.gc(true)
lowerPriority(NICENESS)
process.on('disconnect', () => process.exit())
process.on('message', (request: Request) => {
  if ('cancelled' in request) return cancel(request.cancelled)
  queues[levelOf(request)].push(request)
  if (!isWorking) void work()
})

/** Long texts are background work, even urgent ones: a question of another user goes first. */
function levelOf({ texts, urgent }: EmbedMessage): WorkspaceName {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (!urgent || bytes > MEDIUM_BYTES_MAX) return 'background'
  return bytes <= SHORT_BYTES_MAX ? 'short' : 'medium'
}

function cancel(id: number): void {
  cancelled.add(id)
  for (const queue of Object.values(queues)) {
    const at = queue.findIndex((request) => request.id === id)
    if (at >= 0) queue.splice(at, 1)
  }
}

async function work(): Promise<void> {
  isWorking = true
  await embedAll(LEVELS.length)
  cancelled.clear()
  isWorking = false
}

/** Everything of the first levels, the first one first. */
async function embedAll(levels: number): Promise<void> {
  for (;;) {
    const level = LEVELS.slice(0, levels).find((name) => queues[name].length > 0)
    const message = level && queues[level].shift()
    if (!message) return
    const reply = await embed(message, level)
    if (reply) process.send?.(reply)
    cancelled.delete(message.id)
  }
}

/** Lets requests in every few milliseconds, and those of the levels before. Undefined: nobody waits for it any more. */
async function embed(message: EmbedMessage, level: WorkspaceName): Promise<Reply | undefined> {
  const { id } = message
  const steps = replying(message, level)
  let pausedMs = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    if (level === 'short' || performance.now() - pausedMs < PAUSE_EVERY_MS) continue
    await new Promise((resolve) => setImmediate(resolve))
    if (cancelled.has(id)) return undefined
    await embedAll(LEVELS.indexOf(level))
    pausedMs = performance.now()
  }
}

function* replying({ id, texts, question }: EmbedMessage, level: WorkspaceName): Generator<void, Reply> {
  if (question) return { id, vectors: [], textsCut: 0, compared: yield* model.compare(question, texts, level) }
  const embedded = yield* model.embed(texts, level)
  const vectors = embedded.map(({ vector }) => vector)
  return { id, vectors, textsCut: embedded.filter(({ isCut }) => isCut).length, compared: [] }
}
