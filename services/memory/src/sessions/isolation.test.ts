import { expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import { ALL_MESSAGES, codeOf, conversationsOf, FIRST_PAGE, NEVER_ABORTED, settingsAt } from '../../test/contract-users'
import { openTemporary } from '../../test/temporary-store'

setDefaultTimeout(180_000) // many rounds on a busy machine

const awkward = fc.constantFrom(
  'public',
  'u.',
  '%',
  '_',
  "'",
  '"',
  ':',
  '..',
  '/',
  '$ne',
  '__proto__',
  'ann',
  'Ann',
  'é',
  'e\u0301',
)
const userId = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.array(awkward, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  )
  .filter((id) => id.isWellFormed())

test('whatever two different users are called, neither reads or changes what the other has', async () => {
  await using store = await conversationsOf(openTemporary)(settingsAt({ ms: 1 }))
  const sessionId = 's'
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(userId, { minLength: 2, maxLength: 2 }), fc.uuid(), async (users, canary) => {
      const [ann = '', bob = ''] = users
      const turn = await store.begin(ann, { sessionId, content: canary, notebookId: '', historyMax: 10 })
      const mine = await store.begin(bob, { sessionId, content: 'mine', notebookId: '', historyMax: 200 })
      expect(JSON.stringify(mine.history)).not.toContain(canary)
      expect((await store.list(bob, { ...FIRST_PAGE, query: canary }, NEVER_ABORTED)).total).toBe(0)
      expect(JSON.stringify(await store.messages(bob, sessionId, ALL_MESSAGES))).not.toContain(canary)
      const part = { sessionId, messageId: turn.assistantMessageId, offset: 0, text: 'x' }
      expect(await codeOf(store.append(bob, part))).toBe('not_found')
      await store.delete(bob, sessionId)
      expect((await store.list(ann, { ...FIRST_PAGE, query: canary }, NEVER_ABORTED)).total).toBe(1)
      await store.delete(ann, sessionId)
    }),
    { numRuns: 60 },
  )
})
