import { describe, expect, test } from 'bun:test'
import { ALL_MESSAGES, codeOf, LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'
import { recoverLostStreams } from '../maintenance'
import type { Stores } from '../stores'
import { LOG_BYTES_MAX, type NewStream, type StreamEvent, type StreamPart } from './store'

const texts = (...data: string[]): StreamEvent[] => data.map((text) => ({ kind: 'text', data: text }))

const streamAt = (isAtOneReplica: boolean) => ({
  newStream: (streamId: string, sessionId = 's', messageId = '') =>
    ({ streamId, sessionId, messageId, keepMs: 3_600_000, isAtOneReplica }) satisfies NewStream,

  /** A producer of one stream. */
  async produce({ streams }: Stores, userId: string, streamId: string, sessionId = 's', messageId = '') {
    const stream = streamAt(isAtOneReplica).newStream(streamId, sessionId, messageId)
    const { leaseId } = await streams.open(userId, stream)
    const append = (first: number, events: StreamEvent[], end?: StreamPart['end']) =>
      streams.append(userId, { streamId, leaseId, first, events, end })
    return { append }
  },
})

const dataOf = async ({ streams }: Stores, userId: string, streamId: string, after = 0) =>
  (await streams.read(userId, streamId, after)).events.map(({ n, data }) => `${n}:${data}`)

/** What every store of streams does, with two users throughout. */
export function streamStoreContract(name: string, open: OpenStores, isAtOneReplica = true) {
  const { newStream, produce } = streamAt(isAtOneReplica)
  describe(`stream store: ${name}`, () => {
    test('events are read again from any number on, exactly as they were', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { append } = await produce(stores, 'ann', 'x')
      await append(1, [{ kind: 'sources', data: '[{"a":1}]' }, ...texts(' a\n', '🙂')])
      await append(4, texts('', 'end'), { outcome: 'done', data: 's' })
      expect(await stores.streams.read('ann', 'x', 0)).toMatchObject({
        sessionId: 's',
        count: 5,
        end: { outcome: 'done', data: 's' },
        events: [
          { n: 1, kind: 'sources', data: '[{"a":1}]' },
          { n: 2, kind: 'text', data: ' a\n' },
          { n: 3, kind: 'text', data: '🙂' },
          { n: 4, kind: 'text', data: '' },
          { n: 5, kind: 'text', data: 'end' },
        ],
      })
      expect(await dataOf(stores, 'ann', 'x', 2)).toEqual(['3:🙂', '4:', '5:end'])
      expect(await dataOf(stores, 'ann', 'x', 5)).toEqual([])
    })

    test('a repeated append writes nothing twice, and one that leaves a gap is refused', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { append } = await produce(stores, 'ann', 'x')
      await append(1, texts('a', 'b'))
      await append(1, texts('a', 'b'))
      await append(2, texts('b', 'c'))
      expect(await codeOf(append(5, texts('e')))).toBe('validation_error')
      expect(await dataOf(stores, 'ann', 'x')).toEqual(['1:a', '2:b', '3:c'])
    })

    test('the first end wins, may be repeated, and nothing follows it', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { append } = await produce(stores, 'ann', 'x')
      await append(1, texts('a'), { outcome: 'error', data: '{}' })
      await append(1, texts('a'), { outcome: 'done', data: 's' })
      expect(await codeOf(append(2, texts('b')))).toBe('failed_precondition')
      expect((await stores.streams.read('ann', 'x', 0)).end).toEqual({ outcome: 'error', data: '{}' })
    })

    test('a log has a greatest size', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { append } = await produce(stores, 'ann', 'x')
      const piece = 'ä'.repeat(500_000)
      const pieces = Math.floor(LOG_BYTES_MAX / 1_000_000)
      for (let n = 1; n <= pieces; n++) await append(n, texts(piece))
      expect(await codeOf(append(pieces + 1, texts(piece)))).toBe('payload_too_large')
      const { events } = await stores.streams.read('ann', 'x', 0)
      expect(events).toHaveLength(1) // a page is bounded too
      await append(pieces + 1, texts('!'), { outcome: 'done', data: '' })
    })

    test('stop reaches the producer with its next append, and so does whether anybody reads', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { append } = await produce(stores, 'ann', 'x')
      clock.ms = 3_000
      expect(await append(1, [])).toEqual({ stopRequested: false, unfollowedMs: 2_000 })
      await stores.streams.follow('ann', 'x')
      await stores.streams.stop('ann', 'x')
      expect(await append(1, texts('a'))).toEqual({ stopRequested: true, unfollowedMs: 0 })
    })

    test('the stream that is written in a session is found, the newest one, and no other', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { streams } = stores
      expect(await streams.running('ann', 's')).toBeUndefined()
      const first = await produce(stores, 'ann', 'first')
      clock.ms = 1_100
      const second = await produce(stores, 'ann', 'second')
      await produce(stores, 'ann', 'elsewhere', 'other')
      await produce(stores, 'bob', 'his')
      expect(await streams.running('ann', 's')).toBe('second')
      await second.append(1, texts('a'), { outcome: 'done', data: 's' })
      expect(await streams.running('ann', 's')).toBe('first')
      expect(await streams.running('bob', 's')).toBe('his')
      clock.ms = 3_499
      expect(await streams.running('ann', 's')).toBe('first')
      clock.ms = 3_500 // its producer is lost
      expect(await streams.running('ann', 's')).toBeUndefined()
      expect(await codeOf(first.append(1, texts('late')))).toBe('no error')
    })

    test.each(LOOK_ALIKES)('user %j has no hand in a stream of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { streams } = stores
      const { leaseId } = await streams.open(ann, newStream('x'))
      const part = { streamId: 'x', leaseId, first: 1, events: texts('his'), end: undefined }
      const works = [streams.append(bob, part), streams.stop(bob, 'x'), streams.read(bob, 'x', 0), streams.follow(bob, 'x')]
      expect(await Promise.all(works.map(codeOf))).toEqual(works.map(() => 'not_found'))
      await (await produce(stores, bob, 'x')).append(1, texts('own'))
      await streams.forgetSession(bob, 's')
      expect(await streams.append(ann, { ...part, events: texts('hers') })).toMatchObject({ stopRequested: false })
      expect(await dataOf(stores, ann, 'x')).toEqual(['1:hers'])
    })

    test('a log is opened once, but anew when its producer is lost, whose appends then count no more', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { append } = await produce(stores, 'ann', 'x')
      await append(1, texts('old'))
      expect(await codeOf(produce(stores, 'ann', 'x'))).toBe('failed_precondition')
      clock.ms = 3_000
      const second = await produce(stores, 'ann', 'x')
      expect(await codeOf(append(2, texts('late')))).toBe('failed_precondition')
      await second.append(1, texts('new'), { outcome: 'done', data: '' })
      expect(await dataOf(stores, 'ann', 'x')).toEqual(['1:new'])
      expect(await codeOf(produce(stores, 'ann', 'x'))).toBe('failed_precondition')
    })

    test('a lost producer ends the log, and history holds at least what was logged', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { conversations, streams } = stores
      const turn = { sessionId: 's', content: 'q', notebookId: '', historyMax: 0 }
      const { assistantMessageId: messageId } = await conversations.begin('ann', turn)
      const { append } = await produce(stores, 'ann', 'x', 's', messageId)
      await conversations.append('ann', { sessionId: 's', messageId, offset: 0, text: 'ha' })
      await append(1, [{ kind: 'sources', data: '[1]' }, ...texts('ha', 'lf')])
      clock.ms = 2_499
      expect(await recoverLostStreams(streams, conversations)).toBe(0)
      clock.ms = 2_500
      expect(await recoverLostStreams(streams, conversations)).toBe(1)
      expect(await recoverLostStreams(streams, conversations)).toBe(0)
      expect((await streams.read('ann', 'x', 0)).end).toEqual({ outcome: 'producer_lost', data: '' })
      expect(await codeOf(append(4, texts('late')))).toBe('failed_precondition')
      const answer = (await conversations.messages('ann', 's', ALL_MESSAGES)).messages.at(-1)
      expect(answer).toMatchObject({ content: 'half', status: 'interrupted', sourcesJson: '[1]' })
    })

    test('a turn that had ended keeps its text when its stream is lost', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { conversations, streams } = stores
      const turn = { sessionId: 's', content: 'q', notebookId: '', historyMax: 0 }
      const { assistantMessageId: messageId } = await conversations.begin('ann', turn)
      const { append } = await produce(stores, 'ann', 'x', 's', messageId)
      await append(1, texts('logged, not sent'))
      const end = { status: 'complete', offset: 0, text: 'sent', sourcesJson: '', model: 'm' } as const
      await conversations.end('ann', { sessionId: 's', messageId, ...end })
      clock.ms = 3_000
      await recoverLostStreams(streams, conversations)
      const answer = (await conversations.messages('ann', 's', ALL_MESSAGES)).messages.at(-1)
      expect(answer).toMatchObject({ content: 'sent', status: 'complete' })
    })

    test('logs expire, and go with their session', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      for (const [streamId, sessionId] of [
        ['a', 's'],
        ['b', 's'],
        ['c', 'other'],
      ] as const) {
        const { append } = await produce(stores, 'ann', streamId, sessionId)
        for (let first = 1; first <= 60; first++) await append(first, texts('x'))
      }
      await stores.streams.forgetSession('ann', 's')
      expect(await codeOf(stores.streams.read('ann', 'a', 0))).toBe('not_found')
      expect(await dataOf(stores, 'ann', 'c', 58)).toEqual(['59:x', '60:x'])
      clock.ms = 3_600_000
      expect(await codeOf(stores.streams.read('ann', 'c', 0))).toBe('not_found')
      expect(await stores.streams.sweepStreams()).toBe(1)
      await produce(stores, 'ann', 'c')
      expect(await dataOf(stores, 'ann', 'c')).toEqual([])
    })

    test('beyond the bytes or logs of an owner the oldest that have ended go, of that owner alone', async () => {
      const clock = { ms: 0 }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { streams: 4, streamBytes: 1_000 } })
      const write = async (userId: string, streamId: string, bytes: number, isOver = true) => {
        clock.ms++
        const { append } = await produce(stores, userId, streamId)
        await append(1, texts('x'.repeat(bytes)), isOver ? { outcome: 'done', data: '' } : undefined)
      }
      const left = async (userId: string, ids: string) => {
        const found = []
        for (const id of ids) if ((await codeOf(stores.streams.read(userId, id, 0))) === 'no error') found.push(id)
        return found.join('')
      }
      await write('bob', 'a', 900)
      for (const id of 'abc') await write('ann', id, 400)
      await write('ann', 'd', 1) // 1,200 bytes are there: the oldest goes
      expect(await left('ann', 'abcd')).toBe('bcd')
      for (const id of 'efg') await write('ann', id, 1, false) // four logs are there: the oldest goes
      expect(await left('ann', 'abcdefg')).toBe('defg')
      await write('ann', 'h', 1, false)
      expect(await left('ann', 'defgh')).toBe('efgh')
      expect(await codeOf(write('ann', 'i', 1))).toBe('rate_limited')
      expect(await codeOf(stores.streams.open('ann', newStream('e')))).toBe('failed_precondition')
      await write('bob', 'b', 1)
      expect(await left('bob', 'ab')).toBe('ab')
    })

    test('logs that are written share the bytes of an owner too: the oldest that have ended go, and then none may grow', async () => {
      const clock = { ms: 0 }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { streamBytes: 1_000 } })
      const ended = await produce(stores, 'ann', 'ended')
      await ended.append(1, texts('x'.repeat(300)), { outcome: 'done', data: '' })
      const [one, other] = [await produce(stores, 'ann', 'one'), await produce(stores, 'ann', 'other')]
      const bobs = await produce(stores, 'bob', 'one')
      await one.append(1, texts('x'.repeat(400)))
      await other.append(1, texts('x'.repeat(400)))
      expect(await codeOf(stores.streams.read('ann', 'ended', 0))).toBe('not_found')
      expect(await codeOf(one.append(2, texts('x'.repeat(400))))).toBe('payload_too_large')
      await one.append(2, texts('x'), { outcome: 'done', data: '' })
      await bobs.append(1, texts('x'.repeat(900)))
      await other.append(2, texts('x'.repeat(400)), { outcome: 'done', data: '' }) // the one that has ended made room
      expect((await stores.streams.read('ann', 'other', 0)).count).toBe(2)
    })

    test('beyond the tickets of an owner the oldest go, of that owner alone', async () => {
      await using stores = await open({ ...settingsAt({ ms: 0 }), ownerLimits: { tickets: 2 } })
      const { streams } = stores
      const ticket = (owner: 'u.x' | 'u.y', hash: string, expiresAtMs: number) =>
        streams.putTicket({ hash, owner, sealed: 'sealed', expiresAtMs })
      await ticket('u.y', 'y1', 10)
      for (let n = 1; n <= 4; n++) await ticket('u.x', `x${n}`, 10 + n)
      const taken = []
      for (const hash of ['y1', 'x1', 'x2', 'x3', 'x4']) taken.push((await streams.takeTicket(hash)) !== undefined)
      expect(taken).toEqual([true, false, false, true, true])
    })

    test('a ticket is taken once, and not after its time', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const ticket = { hash: 'h1', owner: 'u.x', sealed: 'sealed', expiresAtMs: 30_000 } as const
      await stores.streams.putTicket(ticket)
      await stores.streams.putTicket({ ...ticket, hash: 'h2' })
      const taken = await Promise.all([stores.streams.takeTicket('h1'), stores.streams.takeTicket('h1')])
      expect(taken.filter((one) => one !== undefined)).toEqual([ticket])
      clock.ms = 30_000
      expect(await stores.streams.takeTicket('h2')).toBeUndefined()
    })
  })
}
