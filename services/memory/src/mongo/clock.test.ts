import { expect, setDefaultTimeout, test } from 'bun:test'
import { realStore } from '../../../../test/real-store'
import { codeOf } from '../../test/contract-users'
import { dropDatabase } from '../../test/mongo-stores'
import { startTemporary } from '../../test/temporary-service'
import { mongoClock } from './stores'

setDefaultTimeout(180_000) // a busy machine and its disk

const MINUTE_MS = 60_000

test('now is the time of the server, and a heartbeat that is read late does not set it back', () => {
  const elapsed = { ms: 100 }
  const listeners: ((event: { reply: { localTime?: unknown; isWritablePrimary?: unknown } }) => void)[] = []
  const hear = (localTime: unknown, isWritablePrimary: unknown = true) => {
    for (const listener of listeners) listener({ reply: { localTime, isWritablePrimary } })
  }
  const now = mongoClock(
    { on: (_, listener) => listeners.push(listener) },
    () => 7,
    () => elapsed.ms,
  )
  expect(now()).toBe(7)
  hear(new Date(999_000), false) // a secondary takes no writes
  hear('999000')
  expect(now()).toBe(7)
  hear(new Date(5_000))
  expect(now()).toBe(5_000)
  elapsed.ms += 1_500
  hear(new Date(6_000)) // half a second late
  expect(now()).toBe(6_500)
  for (let n = 0; n < 20; n++) hear(new Date(1_000)) // the clock of the server was put back
  expect(now()).toBe(1_000)
})

realStore('MONGO_URI', (uri) => {
  test.each([-MINUTE_MS, MINUTE_MS])(
    'a replica whose machine is wrong by %d ms ends no stream, turn or request of another',
    async (skewMs) => {
      const database = `memory_${crypto.randomUUID()}`
      const env = { MONGO_URI: uri, MONGO_DB: database }
      const start = (ms: number) => startTemporary({ env, hostNow: () => Date.now() + ms })
      await using right = await start(0)
      await using wrong = await start(skewMs)
      try {
        for (const [holder, other] of [
          [right, wrong],
          [wrong, right],
        ] as const) {
          const streamId = crypto.randomUUID()
          const request = { userId: 'ann', route: 'POST /ai/chat', key: streamId, bodyHash: 'b' }
          const turn = await holder.call('BeginTurn', { userId: 'ann', content: 'q' })
          const { leaseId } = await holder.call('OpenStream', { userId: 'ann', streamId, sessionId: turn.sessionId })
          await holder.call('BeginIdempotent', request)
          expect(await codeOf(other.call('OpenStream', { userId: 'ann', streamId, sessionId: turn.sessionId }))).toBe(
            'failed_precondition',
          )
          const { messages } = await other.call('ListMessages', { userId: 'ann', sessionId: turn.sessionId })
          expect(messages.at(-1)?.status).toBe('MESSAGE_STATUS_STREAMING')
          expect((await other.call('BeginIdempotent', request)).state).toBe('IDEMPOTENT_STATE_RUNNING')
          const { ticket } = await holder.call('IssueTicket', { userId: 'ann', streamId })
          expect(await other.call('RedeemTicket', { userId: 'gateway', ticket })).toEqual({ userId: 'ann', streamId, taskId: '' })
          await holder.call('AppendStream', {
            userId: 'ann',
            streamId,
            leaseId,
            first: 1,
            end: { outcome: 'STREAM_OUTCOME_DONE', data: 's' },
          })
        }
      } finally {
        await dropDatabase(uri, database)
      }
    },
  )
})
