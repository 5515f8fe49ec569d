import type { FakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { type Ask, send } from './arm'
import { percentile } from './table'

/** After the last of them has got its first bytes. */
const SETTLE_MS = 200
const LEFT_MS = 1_000
/** A stream that lasts until its client leaves, even if the other streams begin much later. */
const LONG_SCRIPT = numberedScript(1_000, { tokenDelayMs: 20 })

/** `count` clients that leave at once in mid-stream: how long until each connection to the model is closed. */
export async function cancelAll(ask: Ask, fake: FakeOllama, count: number) {
  const { script } = fake
  fake.script = LONG_SCRIPT
  const begunAt = performance.now()
  const leave = new AbortController()
  const begun = Array.from({ length: count }, () => Promise.withResolvers<void>())
  const clients = begun.map(async ({ resolve }) => {
    const { body } = await send(ask, leave.signal)
    for await (const _ of body ?? []) resolve()
  })
  await Promise.race([Promise.all(begun.map(({ promise }) => promise)), Promise.all(clients)])
  await Bun.sleep(SETTLE_MS)
  fake.script = script
  const leftAt = performance.now()
  leave.abort()
  await Promise.allSettled(clients)
  await Bun.sleep(LEFT_MS)
  const own = fake.requests.filter(({ at }) => at >= begunAt)
  const took = own.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt - leftAt]))
  if (took.length < count) throw new Error(`only ${took.length} of ${count} connections were seen to close`)
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99), left: fake.activeChats() }
}
