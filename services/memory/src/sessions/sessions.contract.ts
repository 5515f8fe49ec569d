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
import type { ConversationStore, SessionQuery } from './store'

const listed = async (store: ConversationStore, userId: string, query: Partial<SessionQuery> = {}) =>
  store.list(userId, { ...FIRST_PAGE, ...query }, NEVER_ABORTED)

const ids = async (store: ConversationStore, userId: string, query: Partial<SessionQuery> = {}) =>
  (await listed(store, userId, query)).sessions.map(({ sessionId }) => sessionId)

/** What every session store does, with two users throughout. */
export function sessionStoreContract(name: string, open: OpenStore) {
  describe(`session store: ${name}`, () => {
    test('a session is made once, and its id belongs to its user alone', async () => {
      await using store = await open(settingsAt({ ms: 5_000 }))
      const made = await store.create('ann', { sessionId: 's', title: 'Mine', notebookId: 'n' })
      expect(made).toEqual({
        created: true,
        session: {
          sessionId: 's',
          title: 'Mine',
          notebookId: 'n',
          createdAtMs: 5_000,
          lastActivityMs: 5_000,
          messageCount: 0,
          isCurrent: true,
        },
      })
      expect(await store.create('ann', { sessionId: 's', title: 'Other', notebookId: '' })).toEqual({ ...made, created: false })
      expect((await store.create('bob', { sessionId: 's', title: 'His', notebookId: '' })).created).toBe(true)
      expect((await store.get('ann', 's')).title).toBe('Mine')
      expect((await store.get('bob', 's')).title).toBe('His')
    })

    test('twenty first uses at once make one session', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const session = { sessionId: 's', title: '', notebookId: '' }
      const made = await Promise.all(Array.from({ length: 20 }, () => store.create('ann', session)))
      expect(made.filter(({ created }) => created)).toHaveLength(1)
      expect((await listed(store, 'ann')).total).toBe(1)
    })

    test.each(LOOK_ALIKES)('users %j and %j never meet', async (ann, bob) => {
      await using store = await open(settingsAt({ ms: 1 }))
      await say(store, ann, 's', 'secret question', 'secret answer')
      expect(await listed(store, bob)).toEqual({ sessions: [], total: 0, next: undefined })
      expect(await ids(store, bob, { query: 'secret' })).toEqual([])
      expect(await codeOf(store.get(bob, 's'))).toBe('not_found')
      expect(await codeOf(store.messages(bob, 's', ALL_MESSAGES))).toBe('not_found')
      expect(await codeOf(store.rename(bob, 's', 'x'))).toBe('not_found')
      expect(await codeOf(store.delete(bob, 's'))).toBe('not_found')
      expect((await store.messages(ann, 's', ALL_MESSAGES)).messages).toHaveLength(2)
    })

    test('sessions are listed by activity, whatever the clock does, and one of them is current', async () => {
      const clock = { ms: 1_000 }
      await using store = await open(settingsAt(clock))
      for (const sessionId of ['a', 'b', 'c']) await store.create('ann', { sessionId, title: '', notebookId: '' })
      await store.create('bob', { sessionId: 'z', title: '', notebookId: '' })
      expect(await ids(store, 'ann')).toEqual(['c', 'b', 'a'])
      clock.ms = 500
      await say(store, 'ann', 'a', 'q', 'a')
      const { sessions } = await listed(store, 'ann')
      expect(sessions.map(({ sessionId, isCurrent }) => [sessionId, isCurrent])).toEqual([
        ['a', true],
        ['c', false],
        ['b', false],
      ])
      expect((await store.get('bob', 'z')).isCurrent).toBe(true)
      expect((await store.get('ann', 'c')).isCurrent).toBe(false)
    })

    test('pages join to the whole list, also when sessions become active or are deleted in between', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (let n = 1; n <= 7; n++) await store.create('ann', { sessionId: `s${n}`, title: '', notebookId: '' })
      await store.create('bob', { sessionId: 'his', title: '', notebookId: '' })
      const first = await listed(store, 'ann', { limit: 3 })
      expect(first.sessions.map(({ sessionId }) => sessionId)).toEqual(['s7', 's6', 's5'])
      expect(first.total).toBe(7)
      await store.delete('ann', 's5') // the one the cursor stands on
      await say(store, 'ann', 's7', 'q', 'a')
      const second = await listed(store, 'ann', { limit: 3, before: first.next })
      expect(second.sessions.map(({ sessionId }) => sessionId)).toEqual(['s4', 's3', 's2'])
      const third = await listed(store, 'ann', { limit: 3, before: second.next })
      expect(third.sessions.map(({ sessionId }) => sessionId)).toEqual(['s1'])
      expect(third.next).toBeUndefined()
    })

    test('a notebook shows its own sessions only', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (const notebookId of ['n', 'm', '', 'n']) {
        await store.create('ann', { sessionId: crypto.randomUUID(), title: 'Word', notebookId })
      }
      await store.create('bob', { sessionId: 'b', title: 'Word', notebookId: 'n' })
      expect((await listed(store, 'ann', { notebookId: 'n' })).total).toBe(2)
      expect((await listed(store, 'ann', { notebookId: 'n', query: 'word' })).total).toBe(2)
      expect((await listed(store, 'ann', { notebookId: 'n', limit: 1 })).sessions).toHaveLength(1)
      expect((await listed(store, 'ann')).total).toBe(4)
    })

    test('a search takes every character as it is, in titles and messages, whatever the case', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await store.create('ann', { sessionId: 'percent', title: '100% of it', notebookId: '' })
      await store.create('ann', { sessionId: 'plain', title: '100 of it', notebookId: '' })
      await say(store, 'ann', 'under', 'what is snake_case?', 'A Straße in ΟΔΟΣ at 5 ㎒')
      await say(store, 'ann', 'accent', 'cafe\u0301', 'a.*b \\ ["$where"]')
      await say(store, 'bob', 'his', '100% snake_case strasse', 'café')
      expect(await ids(store, 'ann', { query: '100%' })).toEqual(['percent'])
      expect(await ids(store, 'ann', { query: '%' })).toEqual(['percent'])
      expect(await ids(store, 'ann', { query: '_' })).toEqual(['under'])
      expect(await ids(store, 'ann', { query: '\0' })).toEqual([])
      expect(await ids(store, 'ann', { query: '\0'.repeat(1_000) })).toEqual([])
      expect(await ids(store, 'ann', { query: 'SNAKE_CASE' })).toEqual(['under'])
      expect(await ids(store, 'ann', { query: 'strasse' })).toEqual(['under'])
      expect(await ids(store, 'ann', { query: 'οδοσ' })).toEqual(['under'])
      expect(await ids(store, 'ann', { query: '5 mhz' })).toEqual(['under'])
      expect(await ids(store, 'ann', { query: 'CAF\u00c9' })).toEqual(['accent'])
      expect(await ids(store, 'ann', { query: 'A.*B \\' })).toEqual(['accent'])
      expect(await ids(store, 'ann', { query: '["$WHERE"]' })).toEqual(['accent'])
      expect(await ids(store, 'ann', { query: 'a.b' })).toEqual([])
    })

    test('a search finds a text wherever it stands in a long message or among many', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      const filler = 'Grüne x '.repeat(20_000)
      for (const at of [0, 31_995, 32_000, 63_990, 159_990]) {
        await say(store, 'ann', `at-${at}`, 'q', `${filler.slice(0, at)}NEEDLE ${at} Ende${filler.slice(at)}`)
        expect(await ids(store, 'ann', { query: `needle ${at} ende` })).toEqual([`at-${at}`])
      }
      for (let n = 0; n < 40; n++) await say(store, 'ann', 'many', `question ${n}.`, `${filler.slice(0, 3_000)} answer ${n}.`)
      for (const n of [0, 17, 39]) expect(await ids(store, 'ann', { query: `answer ${n}.` })).toEqual(['many'])
      expect(await ids(store, 'ann', { query: 'answer 40.' })).toEqual([])
    })

    test('a search pages like the list, counts all its matches, and ends with its caller', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (let n = 1; n <= 5; n++)
        await store.create('ann', { sessionId: `s${n}`, title: n % 2 ? 'Odd' : 'Even', notebookId: '' })
      const first = await listed(store, 'ann', { query: 'odd', limit: 2 })
      expect(first.sessions.map(({ sessionId }) => sessionId)).toEqual(['s5', 's3'])
      const second = await listed(store, 'ann', { query: 'odd', limit: 2, before: first.next })
      expect(second.sessions.map(({ sessionId }) => sessionId)).toEqual(['s1'])
      expect([first.total, second.total, second.next]).toEqual([3, 3, undefined])
      expect(await codeOf(store.list('ann', { ...FIRST_PAGE, query: 'odd' }, AbortSignal.abort()))).not.toBe('no error')
    })

    test('a title is changed and found under its new words', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await store.create('ann', { sessionId: 's', title: 'Old', notebookId: '' })
      await store.create('ann', { sessionId: 't', title: 'Other', notebookId: '' })
      expect(await store.rename('ann', 's', 'Größe')).toMatchObject({ title: 'Größe', isCurrent: false })
      expect(await ids(store, 'ann', { query: 'GRÖSSE' })).toEqual(['s'])
      expect(await ids(store, 'ann', { query: 'old' })).toEqual([])
    })

    test('a deleted session is gone with its messages, and its id begins anew', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      await Promise.all(Array.from({ length: 60 }, () => say(store, 'ann', 's', 'q', 'a')))
      await say(store, 'bob', 's', 'q', 'a')
      expect(await store.delete('ann', 's')).toEqual({ messagesDeleted: 120 })
      expect(await codeOf(store.get('ann', 's'))).toBe('not_found')
      expect(await codeOf(store.delete('ann', 's'))).toBe('not_found')
      expect((await store.create('ann', { sessionId: 's', title: '', notebookId: '' })).session.messageCount).toBe(0)
      expect((await store.messages('ann', 's', ALL_MESSAGES)).messages).toEqual([])
      expect((await store.messages('bob', 's', ALL_MESSAGES)).messages).toHaveLength(2)
    })

    test('messages come oldest first, in pages that join', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (let n = 1; n <= 3; n++) await say(store, 'ann', 's', `q${n}`, `a${n}`)
      const first = await store.messages('ann', 's', { limit: 4, after: undefined })
      const second = await store.messages('ann', 's', { limit: 4, after: first.next })
      expect([...first.messages, ...second.messages].map(({ content }) => content)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3'])
      expect(second.next).toBeUndefined()
    })

    test('messages come newest first where that is asked for, in pages that join, and of a branch', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (let n = 1; n <= 3; n++) await say(store, 'ann', 's', `q${n}`, `a${n}`)
      const pages = async (limit: number, branch?: string) => {
        const seen: string[] = []
        for (let after: number | undefined; ; ) {
          const page = await store.messages('ann', 's', { limit, after, newestFirst: true, branch })
          seen.push(...page.messages.map(({ content }) => content))
          after = page.next
          if (after === undefined) return seen
        }
      }
      const newest = ['a3', 'q3', 'a2', 'q2', 'a1', 'q1']
      for (const limit of [1, 2, 3, 5, 6, 200]) expect(await pages(limit)).toEqual(newest)
      const second = (await store.messages('ann', 's', ALL_MESSAGES)).messages[3]?.messageId
      for (const limit of [1, 3, 200]) expect(await pages(limit, second)).toEqual(newest.slice(2))
    })

    test('a page of messages ends early rather than grow beyond one reply', async () => {
      await using store = await open(settingsAt({ ms: 1 }))
      for (const letter of ['x', 'y']) await say(store, 'ann', 's', letter, letter.repeat(150_000))
      const first = await store.messages('ann', 's', ALL_MESSAGES)
      expect(first.messages.map(({ content }) => content.length)).toEqual([1, 150_000, 1])
      const second = await store.messages('ann', 's', { limit: 200, after: first.next })
      expect(second.messages.map(({ content }) => content.length)).toEqual([150_000])
      expect(second.next).toBeUndefined()
    })

    test('beyond the empty sessions of an owner the oldest go, and none that has a message', async () => {
      await using store = await open({ ...settingsAt({ ms: 1 }), ownerLimits: { emptySessions: 2 } })
      const create = (userId: string, sessionId: string) => store.create(userId, { sessionId, title: '', notebookId: '' })
      const idsOf = async (userId: string) =>
        (await store.list(userId, FIRST_PAGE, NEVER_ABORTED)).sessions.map(({ sessionId }) => sessionId).toSorted()
      await create('bob', 'b')
      await say(store, 'ann', 'said', 'q', 'a')
      await create('ann', 'used')
      await say(store, 'ann', 'used', 'q', 'a')
      for (const sessionId of ['1', '2', '3', '4']) await create('ann', sessionId)
      expect(await idsOf('ann')).toEqual(['3', '4', 'said', 'used'])
      await create('ann', '3') // there already
      expect(await idsOf('ann')).toEqual(['3', '4', 'said', 'used'])
      await say(store, 'ann', '1', 'q', 'a') // made anew by its first message
      expect((await store.get('ann', '1')).messageCount).toBe(2)
      expect(await idsOf('bob')).toEqual(['b'])
    })

    test('beyond the sessions of an owner a new one is refused, and those that are there go on', async () => {
      await using store = await open({ ...settingsAt({ ms: 1 }), ownerLimits: { sessions: 3 } })
      const create = (userId: string, sessionId: string) => codeOf(store.create(userId, { sessionId, title: '', notebookId: '' }))
      for (let n = 0; n < 5; n++) await say(store, 'ann', 's0', 'q', 'a')
      for (const sessionId of ['s1', 's2']) expect(await create('ann', sessionId)).toBe('no error')
      expect(await create('ann', 's3')).toBe('failed_precondition')
      expect(await codeOf(say(store, 'ann', 's3', 'q', 'a'))).toBe('failed_precondition')
      expect(await create('ann', 's1')).toBe('no error')
      await say(store, 'ann', 's2', 'q', 'a')
      expect(await create('bob', 's3')).toBe('no error')
      await store.delete('ann', 's1')
      expect(await create('ann', 's3')).toBe('no error')
      expect(await create('ann', 's4')).toBe('failed_precondition')
    })

    test('the bound of sessions holds after the newest ones were deleted', async () => {
      await using store = await open({ ...settingsAt({ ms: 1 }), ownerLimits: { sessions: 3 } })
      const create = (sessionId: string) => codeOf(store.create('ann', { sessionId, title: '', notebookId: '' }))
      for (const sessionId of ['s0', 's1']) expect(await create(sessionId)).toBe('no error')
      for (let n = 0; n < 5; n++) await say(store, 'ann', 's0', 'q', 'a')
      for (let n = 0; n < 5; n++) await say(store, 'ann', 's1', 'q', 'a')
      await store.delete('ann', 's1')
      for (const sessionId of ['s2', 's3']) expect(await create(sessionId)).toBe('no error')
      for (const sessionId of ['s4', 's5']) expect(await create(sessionId)).toBe('failed_precondition')
      await store.delete('ann', 's3')
      expect(await create('s6')).toBe('no error')
      expect(await create('s7')).toBe('failed_precondition')
    })
  })
}
