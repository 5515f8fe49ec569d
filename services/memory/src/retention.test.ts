import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readConfig } from '@collabry/runtime/config'
import { realStore } from '../../../test/real-store'
import { ALL_MESSAGES, codeOf, FIRST_PAGE, NEVER_ABORTED, type OpenStores, say, settingsAt } from '../test/contract-users'
import { dropDatabase, openFresh } from '../test/mongo-stores'
import { startTemporary } from '../test/temporary-service'
import { openTemporary } from '../test/temporary-store'
import { MemoryConfig } from './config'
import { maintenanceTasks, retentionOf } from './maintenance'

setDefaultTimeout(180_000) // a busy machine and its disk

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AGES = { SESSION_DAYS: '2', STREAM_LOG_SECONDS: '120', IDEMPOTENCY_HOURS: '3' }

/** What is kept as long as the configuration says, and no longer. */
function retentionTests(name: string, open: OpenStores, env: Record<string, string>) {
  describe(`retention: ${name}`, () => {
    test('the log of a stream is kept for STREAM_LOG_SECONDS', async () => {
      const clock = { ms: Date.now() }
      await using memory = await startTemporary({ env: { ...env, ...AGES }, now: () => clock.ms })
      const ref = { userId: 'ann', streamId: 'x' }
      const { leaseId } = await memory.call('OpenStream', { ...ref, sessionId: 's' })
      await memory.call('AppendStream', { ...ref, leaseId, first: 1, end: { outcome: 'STREAM_OUTCOME_DONE', data: 's' } })
      clock.ms += 119_999
      expect((await memory.call('GetStream', ref)).sessionId).toBe('s')
      clock.ms++
      expect(await codeOf(memory.call('GetStream', ref))).toBe('not_found')
    })

    test('the answer to an idempotent request is kept for IDEMPOTENCY_HOURS', async () => {
      const clock = { ms: Date.now() }
      await using memory = await startTemporary({ env: { ...env, ...AGES }, now: () => clock.ms })
      const ref = { userId: 'ann', route: 'POST /ai/chat', key: 'k' }
      const begin = async () => memory.call('BeginIdempotent', { ...ref, bodyHash: 'b' })
      const { leaseId } = await begin()
      await memory.call('CompleteIdempotent', { ...ref, leaseId, answer: { status: 200, body: Buffer.from('{}') } })
      clock.ms += 3 * HOUR_MS - 1
      expect((await begin()).state).toBe('IDEMPOTENT_STATE_REPLAY')
      clock.ms++
      expect((await begin()).state).toBe('IDEMPOTENT_STATE_FRESH')
    })

    test('sessions and their messages are kept for SESSION_DAYS after their last activity, or for ever', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const sweep = async (ages: Record<string, string>) => {
        const retention = retentionOf(readConfig(MemoryConfig, ages))
        for (const task of maintenanceTasks({ stores, leaseMs: 10_000, retention })) await task.run()
      }
      const kept = async () =>
        (await stores.conversations.list('ann', FIRST_PAGE, NEVER_ABORTED)).sessions.map(({ sessionId }) => sessionId)
      await say(stores.conversations, 'ann', 'old', 'q', 'a')
      clock.ms = 1
      await say(stores.conversations, 'ann', 'new', 'q', 'a')
      clock.ms += 2 * DAY_MS
      await sweep({})
      expect(await kept()).toEqual(['new', 'old'])
      await sweep(AGES)
      expect(await kept()).toEqual(['new'])
    })

    test('messages are kept for MESSAGE_DAYS though their session goes on, and a session without any goes with them', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const retention = retentionOf(readConfig(MemoryConfig, { MESSAGE_DAYS: '2' }))
      const { conversations } = stores
      for (const sessionId of ['idle', 'going on']) await say(conversations, 'ann', sessionId, 'old', 'a')
      clock.ms = 2 * DAY_MS + 1
      await say(conversations, 'ann', 'going on', 'new', 'a')
      for (const task of maintenanceTasks({ stores, leaseMs: 10_000, retention })) await task.run()
      expect((await conversations.list('ann', FIRST_PAGE, NEVER_ABORTED)).sessions).toMatchObject([
        { sessionId: 'going on', messageCount: 2 },
      ])
      expect((await conversations.messages('ann', 'going on', ALL_MESSAGES)).messages.map(({ content }) => content)).toEqual([
        'new',
        'a',
      ])
    })
  })
}

retentionTests('sqlite', openTemporary, {})
realStore('MONGO_URI', (uri) => {
  const database = `memory_${crypto.randomUUID()}`
  retentionTests('mongodb', openFresh(uri), { MONGO_URI: uri, MONGO_DB: database })
  afterAll(() => dropDatabase(uri, database))
})
