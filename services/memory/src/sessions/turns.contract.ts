import { describe, expect, test } from 'bun:test'
import {
  ALL_MESSAGES,
  codeOf,
  FIRST_PAGE,
  LOOK_ALIKES,
  NEVER_ABORTED,
  type OpenStore,
  say,
  settingsAt,
} from '../../test/contract-users'
import { type ConversationStore, HISTORY_CHARS_MAX, MESSAGE_CHARS_MAX, type TurnEnd } from './store'

const asked = (sessionId: string, content = 'why?', historyMax = 200) => ({ sessionId, content, notebookId: '', historyMax })

const ending = (text: string, offset = 0, status: TurnEnd['status'] = 'complete'): TurnEnd => ({
  status,
  offset,
  text,
  sourcesJson: '',
  model: 'm',
})

const lastMessage = async (store: ConversationStore, userId: string, sessionId: string) =>
  (await store.messages(userId, sessionId, ALL_MESSAGES)).messages.at(-1)

/** What every turn store does, with two users throughout. */
export function turnStoreContract(name: string, open: OpenStore) {
  describe(`turn store: ${name}`, () => {
    test('a turn is written before it is answered, and its messages follow each other', async () => {
      const clock = { ms: 7_000 }
      await using store = await open(settingsAt(clock))
      const first = await store.begin('ann', { ...asked('s', 'why?\nnow'), notebookId: 'n' })
      expect(first).toMatchObject({ sessionId: 's', history: [] })
      await store.end('ann', {
        ...ending('because'),
        sessionId: 's',
        messageId: first.assistantMessageId,
        sourcesJson: '[{"a":1}]',
      })
      clock.ms = 8_000
      const second = await store.begin('ann', asked('s', 'and?'))
      await say(store, 'bob', 's', 'his', 'own')
      const { messages } = await store.messages('ann', 's', ALL_MESSAGES)
      const unrated = { rating: 0, comment: '' }
      const common = { createdAtMs: 7_000, sourcesJson: '', model: '', ...unrated }
      expect(messages).toEqual([
        { ...common, messageId: first.userMessageId, role: 'user', content: 'why?\nnow', status: 'complete', parentId: '' },
        {
          messageId: first.assistantMessageId,
          role: 'assistant',
          content: 'because',
          createdAtMs: 7_000,
          status: 'complete',
          sourcesJson: '[{"a":1}]',
          parentId: first.userMessageId,
          model: 'm',
          ...unrated,
        },
        {
          ...common,
          messageId: second.userMessageId,
          role: 'user',
          content: 'and?',
          createdAtMs: 8_000,
          status: 'complete',
          parentId: first.assistantMessageId,
        },
        {
          ...common,
          messageId: second.assistantMessageId,
          role: 'assistant',
          content: '',
          createdAtMs: 8_000,
          status: 'streaming',
          parentId: second.userMessageId,
        },
      ])
      expect(second.history).toEqual(messages.slice(0, 2))
      expect(await store.get('ann', 's')).toMatchObject({
        title: 'why? now',
        notebookId: 'n',
        messageCount: 4,
        createdAtMs: 7_000,
        lastActivityMs: 8_000,
      })
    })

    test('twenty turns at once in a new session make one session, and no message is lost', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await Promise.all(Array.from({ length: 20 }, (_, n) => store.begin('ann', asked('s', `q${n}`))))
      const { sessions } = await store.list('ann', FIRST_PAGE, NEVER_ABORTED)
      expect(sessions.map(({ sessionId, messageCount }) => [sessionId, messageCount])).toEqual([['s', 40]])
      const { messages } = await store.messages('ann', 's', ALL_MESSAGES)
      expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(40)
    })

    test('text is saved by offset, and a repeated part changes nothing', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      const append = (offset: number, text: string) => store.append('ann', { sessionId: 's', messageId, offset, text })
      const saved = async () => (await lastMessage(store, 'ann', 's'))?.content
      await append(0, 'a🙂')
      await append(3, 'bc')
      await append(0, 'a🙂') // late, and there already
      expect(await saved()).toBe('a🙂bc')
      await append(3, 'bcd') // overlaps
      expect(await saved()).toBe('a🙂bcd')
      await append(1, 'x') // differs: what was after it is not what was sent
      expect(await saved()).toBe('ax')
      await append(2, '')
      expect(await codeOf(append(3, 'gap'))).toBe('validation_error')
      expect(await saved()).toBe('ax')
      await store.end('ann', { ...ending('!', 2), sessionId: 's', messageId })
      expect(await saved()).toBe('ax!')
    })

    test('a message has a greatest length', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      await store.append('ann', { sessionId: 's', messageId, offset: 0, text: 'x'.repeat(MESSAGE_CHARS_MAX) })
      expect(await codeOf(store.append('ann', { sessionId: 's', messageId, offset: MESSAGE_CHARS_MAX, text: 'y' }))).toBe(
        'validation_error',
      )
      await store.end('ann', { ...ending('', MESSAGE_CHARS_MAX), sessionId: 's', messageId })
      const { next } = await store.messages('ann', 's', { limit: 1, after: undefined })
      const { messages } = await store.messages('ann', 's', { limit: 1, after: next })
      expect(messages.map(({ content }) => content.length)).toEqual([MESSAGE_CHARS_MAX])
    })

    test('the first end wins, and nothing is appended after it', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      await store.append('ann', { sessionId: 's', messageId, offset: 0, text: 'sent, not received' })
      await store.end('ann', { ...ending('', 4, 'interrupted'), sessionId: 's', messageId })
      await store.end('ann', { ...ending('other'), sessionId: 's', messageId })
      expect(await lastMessage(store, 'ann', 's')).toMatchObject({ content: 'sent', status: 'interrupted' })
      expect(await codeOf(store.append('ann', { sessionId: 's', messageId, offset: 4, text: 'x' }))).toBe('failed_precondition')
    })

    test.each(LOOK_ALIKES)('user %j has no hand in a turn of %j', async (bob, ann) => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { assistantMessageId: messageId } = await store.begin(ann, asked('s'))
      await store.begin(bob, asked('s', 'mine'))
      const part = { sessionId: 's', messageId, offset: 0, text: 'x' }
      expect(await codeOf(store.append(bob, part))).toBe('not_found')
      expect(await codeOf(store.end(bob, { ...ending('x'), ...part }))).toBe('not_found')
      expect(await lastMessage(store, ann, 's')).toMatchObject({ content: '', status: 'streaming' })
      expect((await store.begin(bob, asked('s'))).history.map(({ content }) => content)).toEqual(['mine'])
    })

    test('a producer that falls silent leaves an interrupted message everywhere', async () => {
      const clock = { ms: 0 }
      await using store = await open(settingsAt(clock))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      clock.ms = 9_000
      await store.append('ann', { sessionId: 's', messageId, offset: 0, text: 'half' })
      clock.ms = 18_999
      expect((await lastMessage(store, 'ann', 's'))?.status).toBe('streaming')
      clock.ms = 19_000
      expect(await lastMessage(store, 'ann', 's')).toMatchObject({ content: 'half', status: 'interrupted' })
      expect((await store.begin('ann', asked('s'))).history.at(-1)).toMatchObject({ content: 'half', status: 'interrupted' })
    })

    test('a producer that was only slow goes on, until its turn is marked as abandoned', async () => {
      const clock = { ms: 0 }
      await using store = await open(settingsAt(clock))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      clock.ms = 15_000
      expect(await store.markAbandoned()).toBe(0)
      await store.append('ann', { sessionId: 's', messageId, offset: 0, text: 'late' })
      expect(await lastMessage(store, 'ann', 's')).toMatchObject({ content: 'late', status: 'streaming' })
      expect(await store.openTurns()).toBe(1)
      clock.ms = 35_000
      expect(await store.markAbandoned()).toBe(1)
      expect(await store.openTurns()).toBe(0)
      expect(await lastMessage(store, 'ann', 's')).toMatchObject({ content: 'late', status: 'interrupted' })
      expect(await codeOf(store.append('ann', { sessionId: 's', messageId, offset: 4, text: 'x' }))).toBe('failed_precondition')
      await store.end('ann', { ...ending(' but whole', 4), sessionId: 's', messageId }) // it knows what was sent
      expect(await lastMessage(store, 'ann', 's')).toMatchObject({ content: 'late but whole', status: 'complete' })
    })

    test('what an abandoned turn had saved is found by a search once it is marked', async () => {
      const clock = { ms: 0 }
      await using store = await open(settingsAt(clock))
      for (let n = 0; n < 45; n++) {
        const { assistantMessageId: messageId } = await store.begin('ann', asked(`s${n}`))
        await store.append('ann', { sessionId: `s${n}`, messageId, offset: 0, text: 'Ünfinished' })
      }
      clock.ms = 20_000
      expect(await store.markAbandoned()).toBe(45)
      expect((await store.list('ann', { ...FIRST_PAGE, query: 'üNFINISHED' }, NEVER_ABORTED)).total).toBe(45)
      expect((await store.list('bob', { ...FIRST_PAGE, query: 'ünfinished' }, NEVER_ABORTED)).total).toBe(0)
    })

    test('a turn of a deleted session is told to stop', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { assistantMessageId: messageId } = await store.begin('ann', asked('s'))
      await store.append('ann', { sessionId: 's', messageId, offset: 0, text: 'x' })
      await store.delete('ann', 's')
      await store.begin('ann', asked('s', 'anew'))
      expect(await codeOf(store.append('ann', { sessionId: 's', messageId, offset: 1, text: 'y' }))).toBe('not_found')
      expect(await codeOf(store.end('ann', { ...ending('y'), sessionId: 's', messageId }))).toBe('not_found')
    })

    test('history holds the newest messages with text, whole, without those that failed or still stream', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await say(store, 'ann', 's', 'q1', 'a1')
      const failed = await store.begin('ann', asked('s', 'q2'))
      await store.end('ann', { ...ending('bad', 0, 'failed'), sessionId: 's', messageId: failed.assistantMessageId })
      const silent = await store.begin('ann', asked('s', 'q3'))
      await store.end('ann', { ...ending('', 0, 'interrupted'), sessionId: 's', messageId: silent.assistantMessageId })
      await store.begin('ann', asked('s', 'q4'))
      const history = async (historyMax: number) =>
        (await store.begin('ann', asked('s', `after ${historyMax}`, historyMax))).history.map(({ content }) => content)
      expect(await history(200)).toEqual(['q1', 'a1', 'q2', 'q3', 'q4'])
      expect(await history(2)).toEqual(['q4', 'after 200'])
      expect(await history(0)).toEqual([])
    })

    test('history stops before the message that would make it too long', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await say(store, 'ann', 's', 'oldest', 'a')
      await say(store, 'ann', 's', 'q', 'x'.repeat(HISTORY_CHARS_MAX - 4))
      await say(store, 'ann', 's', 'qqq', 'a')
      const { history } = await store.begin('ann', asked('s'))
      expect(history.map(({ content }) => content.length)).toEqual([HISTORY_CHARS_MAX - 4, 3, 1])
    })
  })
}
