import { setPriority } from 'node:os'
import type { EmbedMessage, Reply, Request } from './messages'
import { type EmbeddedText, openModel } from './model'

// Embeds texts for the process that started it, one at a time. It takes a core for as long as there are texts: relaying
// streams goes first. It ends with its parent.

const NICENESS = 5
const PAUSE_EVERY_MS = 3

const urgent: EmbedMessage[] = []
const background: EmbedMessage[] = []
const cancelled = new Set<number>()
const model = openModel()
let isWorking = false

setPriority(NICENESS)
process.on('disconnect', () => process.exit())
process.on('message', (request: Request) => {
  if ('cancelled' in request) return cancel(request.cancelled)
  const queue = request.urgent ? urgent : background
  queue.push(request)
  if (!isWorking) void work()
})

function cancel(id: number): void {
  cancelled.add(id)
  for (const queue of [urgent, background]) {
    const at = queue.findIndex((request) => request.id === id)
    if (at >= 0) queue.splice(at, 1)
  }
}

async function work(): Promise<void> {
  isWorking = true
  for (let next = urgent.shift() ?? background.shift(); next; next = urgent.shift() ?? background.shift()) {
    const { id } = next
    const reply = next.urgent ? embedNow(next) : await embedPausing(next)
    if (reply) process.send?.(reply)
    cancelled.delete(id)
  }
  cancelled.clear()
  isWorking = false
}

function embedNow({ id, texts }: EmbedMessage): Reply {
  const steps = model.embed(texts, 'urgent')
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return replyOf(id, step.value)
}

/** Lets requests in every few milliseconds, and urgent ones before itself. Undefined: nobody waits for it any more. */
async function embedPausing({ id, texts }: EmbedMessage): Promise<Reply | undefined> {
  const steps = model.embed(texts, 'background')
  let pausedMs = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return replyOf(id, step.value)
    if (performance.now() - pausedMs < PAUSE_EVERY_MS) continue
    await new Promise((resolve) => setImmediate(resolve))
    if (cancelled.has(id)) return undefined
    for (let next = urgent.shift(); next; next = urgent.shift()) process.send?.(embedNow(next))
    pausedMs = performance.now()
  }
}

const replyOf = (id: number, embedded: EmbeddedText[]): Reply => ({
  id,
  vectors: embedded.map(({ vector }) => vector),
  textsCut: embedded.filter(({ isCut }) => isCut).length,
})
