import type { FakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type Ask, send } from './arm'
import { percentile } from './table'

const SETTLE_MS = 500
const LEFT_MS = 1_000

/** `count` clients that leave at once in mid-stream: how long until each connection to the model is closed. */
export async function cancelAll(ask: Ask, fake: FakeOllama, count: number) {
  const begunAt = performance.now()
  const leave = new AbortController()
  const clients = Array.from({ length: count }, async () => {
    const { body } = await send(ask, leave.signal)
    for await (const _ of body ?? []) if (leave.signal.aborted) return
  })
  await Bun.sleep(SETTLE_MS)
  const leftAt = performance.now()
  leave.abort()
  await Promise.allSettled(clients)
  await Bun.sleep(LEFT_MS)
  const own = fake.requests.filter(({ at }) => at >= begunAt)
  const took = own.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt - leftAt]))
  if (took.length < count) throw new Error(`only ${took.length} of ${count} connections were seen to close`)
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99), left: fake.activeChats() }
}
