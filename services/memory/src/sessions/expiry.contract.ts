import { describe, expect, test } from 'bun:test'
import { ALL_MESSAGES, FIRST_PAGE, NEVER_ABORTED, type OpenStore, say, settingsAt } from '../../test/contract-users'
import type { ConversationStore } from './store'

const contents = async (store: ConversationStore, userId: string, branch?: string) =>
  (await store.messages(userId, 's', { ...ALL_MESSAGES, branch })).messages.map(({ content }) => content)

const answers = async (store: ConversationStore) =>
  (await store.messages('ann', 's', { ...ALL_MESSAGES, everything: true })).messages
    .filter(({ role }) => role === 'assistant')
    .map(({ messageId }) => messageId)

/** What every store does with messages that are too old, while their sessions go on. */
export function messageExpiryContract(name: string, open: OpenStore) {
  describe(`old messages: ${name}`, () => {
    test('turns of before a moment go, with the summary of them, and the session goes on', async () => {
      const clock = { ms: 1_000 }
      await using store = await open(settingsAt(clock))
      await say(store, 'ann', 's', 'first quokka', 'one')
      await say(store, 'bob', 's', 'first quokka', 'of bob')
      clock.ms = 2_000
      await say(store, 'ann', 's', 'second', 'two')
      const [first = '', second = ''] = await answers(store)
      await store.summarize('ann', 's', { text: 'A quokka.', messageId: first })
      await store.rate('ann', { sessionId: 's', messageId: second }, { rating: 1, comment: '' })
      clock.ms = 3_000
      await say(store, 'bob', 's', 'second', 'also of bob')

      expect(await store.expireMessages(1_000)).toBe(0)
      expect(await store.expireMessages(2_000)).toBe(4)
      expect(await store.expireMessages(2_000)).toBe(0)
      expect(await contents(store, 'ann')).toEqual(['second', 'two'])
      expect(await contents(store, 'bob')).toEqual(['second', 'also of bob'])
      expect((await store.get('ann', 's')).messageCount).toBe(2)
      expect((await store.digestState('ann', 's')).summary.text).toBe('')
      await store.rename('ann', 's', 'Talk')
      expect((await store.list('ann', { ...FIRST_PAGE, query: 'quokka' }, NEVER_ABORTED)).total).toBe(0)

      const next = await store.begin('ann', { sessionId: 's', content: 'third', notebookId: '', historyMax: 10 })
      expect(next.history.map(({ content }) => content)).toEqual(['second', 'two'])
      expect(next.messagesBefore).toBe(2)
      expect(await contents(store, 'ann')).toEqual(['second', 'two', 'third', ''])
      await store.summarize('ann', 's', { text: 'Two.', messageId: second })
      const later = await store.begin('ann', { sessionId: 's', content: 'fourth', notebookId: '', historyMax: 10 })
      expect(later.summary).toMatchObject({ text: 'Two.', covers: 2 })
      expect(await store.delete('ann', 's')).toEqual({ messagesDeleted: 6 })
    })

    test('a branch whose beginning is gone begins where it is left, and takes nothing of another', async () => {
      const clock = { ms: 1_000 }
      await using store = await open(settingsAt(clock))
      await say(store, 'ann', 's', 'old', 'old answer')
      clock.ms = 2_000
      await say(store, 'ann', 's', 'asked', 'this way')
      const [, thisWay = ''] = await answers(store)
      const anew = { sessionId: 's', content: 'asked again', notebookId: '', historyMax: 10, instead: thisWay }
      const { assistantMessageId: thatWay } = await store.begin('ann', anew)
      const end = { status: 'complete', offset: 0, text: 'that way', sourcesJson: '', model: 'm' } as const
      await store.end('ann', { sessionId: 's', messageId: thatWay, ...end })
      expect(await contents(store, 'ann')).toEqual(['old', 'old answer', 'asked again', 'that way'])

      expect(await store.expireMessages(2_000)).toBe(2)
      expect(await contents(store, 'ann')).toEqual(['asked again', 'that way'])
      expect(await contents(store, 'ann', thisWay)).toEqual(['asked', 'this way'])
    })

    test('many go in several steps, and what is being written stays', async () => {
      const clock = { ms: 1_000 }
      await using store = await open(settingsAt(clock))
      for (let n = 0; n < 60; n++) await say(store, 'ann', `s${n % 2}`, `q${n}`, 'a'.repeat(10_000))
      await store.begin('ann', { sessionId: 's', content: 'now', notebookId: '', historyMax: 0 })
      expect(await store.expireMessages(2_000)).toBe(120)
      expect((await store.messages('ann', 's0', ALL_MESSAGES)).messages).toEqual([])
      expect(await contents(store, 'ann')).toEqual(['now', ''])
    })
  })
}
