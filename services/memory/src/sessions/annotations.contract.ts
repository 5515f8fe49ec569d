import { describe, expect, test } from 'bun:test'
import { ALL_MESSAGES, codeOf, LOOK_ALIKES, NEVER_ABORTED, type OpenStore, say, settingsAt } from '../../test/contract-users'
import { RECALL_REACH } from './recall'
import type { ConversationStore } from './store'

const begin = (store: ConversationStore, content: string, instead?: string, userId = 'ann') =>
  store.begin(userId, { sessionId: 's', content, notebookId: '', historyMax: 200, instead })

/** A whole turn in session s; its ids. */
async function turn(store: ConversationStore, question: string, answer: string, instead?: string) {
  const begun = await begin(store, question, instead)
  const end = { status: 'complete', offset: 0, text: answer, sourcesJson: '', model: 'm' } as const
  await store.end('ann', { sessionId: 's', messageId: begun.assistantMessageId, ...end })
  return begun
}

const said = async (store: ConversationStore, branch?: string) =>
  (await store.messages('ann', 's', { ...ALL_MESSAGES, branch })).messages.map(({ content }) => content)

/** What every store does for branches, feedback and summaries, with two users throughout. */
export function annotationsContract(name: string, open: OpenStore) {
  describe(`branches and notes: ${name}`, () => {
    test('an answer made anew begins a branch, and the older one is kept', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await turn(store, 'q1', 'a1')
      const second = await turn(store, 'q2', 'a2')
      const third = await turn(store, 'q3', 'a3')
      const anew = await turn(store, '', 'a2 anew', second.assistantMessageId)
      expect(anew).toMatchObject({ content: 'q2' })
      expect(anew.history.map(({ content }) => content)).toEqual(['q1', 'a1'])
      expect(await said(store)).toEqual(['q1', 'a1', 'q2', 'a2 anew'])
      expect(await said(store, third.assistantMessageId)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3'])
      const fourth = await turn(store, 'q4', 'a4')
      expect(fourth.history.map(({ content }) => content)).toEqual(['q1', 'a1', 'q2', 'a2 anew'])
      const back = await turn(store, 'q3 edited', 'a3 anew', third.assistantMessageId)
      expect(back.history.map(({ content }) => content)).toEqual(['q1', 'a1', 'q2', 'a2'])
      expect(await said(store)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3 edited', 'a3 anew'])
      const first = (await store.messages('ann', 's', ALL_MESSAGES)).messages[1]?.messageId
      await turn(store, 'q1 edited', 'other', first)
      expect(await said(store)).toEqual(['q1 edited', 'other'])
    })

    test('the pages of a branch hold what it holds, without gaps', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const [first, , third] = [await turn(store, 'q1', 'a1'), await turn(store, 'q2', 'a2'), await turn(store, 'q3', 'a3')]
      await turn(store, 'other', 'way', first.assistantMessageId)
      const seen: string[] = []
      for (let after: number | undefined, more = true; more; ) {
        const page = await store.messages('ann', 's', { limit: 1, after, branch: third.userMessageId })
        seen.push(...page.messages.map(({ content }) => content))
        after = page.next
        more = after !== undefined
      }
      expect(seen).toEqual(['q1', 'a1', 'q2', 'a2', 'q3'])
    })

    test('only a turn that is there can be made anew, by either of its messages, and nothing is left of the try', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { userMessageId } = await turn(store, 'q1', 'a1')
      expect(await codeOf(begin(store, 'q', 'unknown'))).toBe('not_found')
      expect(await codeOf(store.messages('ann', 's', { ...ALL_MESSAGES, branch: 'unknown' }))).toBe('not_found')
      expect(await said(store)).toEqual(['q1', 'a1'])
      expect(await turn(store, '', 'a1 anew', userMessageId)).toMatchObject({ content: 'q1', history: [] })
      expect(await said(store)).toEqual(['q1', 'a1 anew'])
      await turn(store, 'q1 edited', 'b1', userMessageId)
      expect(await said(store)).toEqual(['q1 edited', 'b1'])
    })

    test('feedback on an answer is kept with it, and the later one counts', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const { userMessageId, assistantMessageId: messageId } = await turn(store, 'q', 'a')
      await store.rate('ann', { sessionId: 's', messageId }, { rating: -1, comment: 'wrong' })
      await store.rate('ann', { sessionId: 's', messageId }, { rating: 1, comment: '' })
      const { messages } = await store.messages('ann', 's', ALL_MESSAGES)
      expect(messages.map(({ rating, comment }) => [rating, comment])).toEqual([
        [0, ''],
        [1, ''],
      ])
      const question = { sessionId: 's', messageId: userMessageId }
      expect(await codeOf(store.rate('ann', question, { rating: 1, comment: '' }))).toBe('not_found')
    })

    test('a title that is made does not replace one that was given meanwhile', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await turn(store, 'q', 'a')
      expect(await store.setTitle('ann', 's', { from: 'q', to: 'Made' })).toBe(true)
      expect(await store.setTitle('ann', 's', { from: 'q', to: 'Late' })).toBe(false)
      expect((await store.get('ann', 's')).title).toBe('Made')
    })

    test('a title that was made of the first message is replaced, and one that somebody gave is not', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await turn(store, 'What is light?', 'a')
      expect((await store.digestState('ann', 's')).wantsTitle).toBe(true)
      await store.rename('ann', 's', 'Mine')
      expect((await store.digestState('ann', 's')).wantsTitle).toBe(false)
      expect(await store.setTitle('ann', 's', { from: '', to: 'Light' })).toBe(false)
      await store.rename('ann', 's', 'What is light?')
      expect(await store.setTitle('ann', 's', { from: '', to: 'Light' })).toBe(true)
      expect(await store.get('ann', 's')).toMatchObject({ title: 'Light' })
      expect(await codeOf(store.digestState('bob', 's'))).toBe('not_found')
    })

    test('a summary comes with the next turn, on a branch that holds what it is of', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const first = await turn(store, 'q1', 'a1')
      const second = await turn(store, 'q2', 'a2')
      expect([first.messagesBefore, second.messagesBefore]).toEqual([0, 2])
      expect(second.summary).toMatchObject({ text: '', messageId: '', covers: 0 })
      const summary = { text: 'so far', messageId: second.assistantMessageId }
      await store.summarize('ann', 's', summary)
      expect(await codeOf(store.summarize('ann', 's', { text: 'x', messageId: 'unknown' }))).toBe('not_found')
      const third = await turn(store, 'q3', 'a3')
      expect(third.summary).toMatchObject({ ...summary, covers: 4 })
      expect(await store.digestState('ann', 's')).toEqual({ wantsTitle: true, summary, after: 4 })
      const edited = await turn(store, 'q2 edited', 'a', second.assistantMessageId)
      expect([edited.summary.text, edited.messagesBefore]).toEqual(['', 2])
      expect(await store.digestState('ann', 's')).toMatchObject({ summary: { text: '' }, after: undefined })
      expect((await turn(store, 'on', 'a')).summary.text).toBe('')
      expect((await turn(store, 'q1 edited', 'a', first.assistantMessageId)).summary.text).toBe('')
    })

    test('turns are recalled by what they hold, without those of other branches or without an answer', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await turn(store, 'q1 cell', 'a1')
      const second = await turn(store, 'q2 cell', 'a2')
      await turn(store, 'q2 edited CELL', 'anew', second.assistantMessageId)
      await begin(store, 'open cell')
      const recalled = async (query: string, limit: number) =>
        (await store.recall('ann', 's', { query, limit }, NEVER_ABORTED)).map(({ question, answer }) => `${question}: ${answer}`)
      expect(await recalled('Cell', 10)).toEqual(['q2 edited CELL: anew', 'q1 cell: a1'])
      expect(await recalled('Cell', 1)).toEqual(['q2 edited CELL: anew'])
      expect(await recalled('cell Q1', 10)).toEqual(['q1 cell: a1', 'q2 edited CELL: anew'])
      expect(await recalled('x', 10)).toEqual([])
      expect(await codeOf(store.recall('bob', 's', { query: 'cell', limit: 1 }, NEVER_ABORTED))).toBe('not_found')
    })

    test('a recall looks no further back than its reach, in characters', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const long = 'x'.repeat(RECALL_REACH.chars / 5)
      await turn(store, 'word oldest', long)
      for (const name of ['first', 'second', 'third', 'fourth']) await turn(store, `word ${name}`, long)
      const recalled = async (query: string) =>
        (await store.recall('ann', 's', { query, limit: 20 }, NEVER_ABORTED)).map(({ question }) => question)
      expect(await recalled('word second')).toEqual([])
      await turn(store, 'word newest', 'a')
      expect(await recalled('oldest')).toEqual([])
      expect(await recalled('word')).toEqual(['word newest'])
    })

    test.each(LOOK_ALIKES)('user %j has no hand in a conversation of %j', async (bob, ann) => {
      await using store = await open(settingsAt({ ms: 1 }))
      await say(store, ann, 's', 'q', 'a')
      await say(store, bob, 's', 'own', 'b')
      const messageId = (await store.messages(ann, 's', ALL_MESSAGES)).messages[1]?.messageId ?? ''
      expect(await codeOf(begin(store, 'x', messageId, bob))).toBe('not_found')
      expect(await codeOf(store.rate(bob, { sessionId: 's', messageId }, { rating: 1, comment: 'x' }))).toBe('not_found')
      expect(await codeOf(store.summarize(bob, 's', { text: 'x', messageId }))).toBe('not_found')
      expect(await codeOf(store.messages(bob, 's', { ...ALL_MESSAGES, branch: messageId }))).toBe('not_found')
      const recalled = await store.recall(bob, 's', { query: 'q a own b', limit: 10 }, NEVER_ABORTED)
      expect(recalled.map(({ question }) => question)).toEqual(['own'])
    })
  })
}
