import { expect, test } from 'bun:test'
import type { BegunTurn, Said } from '../sessions/ports'
import { historyTokens, wantsDigest, windowOf } from './context'

/** Turns of about 20 tokens. */
const history = (turns: number): Said[] =>
  Array.from({ length: turns }, (_, n): Said[] => [
    { messageId: `q${n}`, role: 'user', content: `question ${n}` },
    { messageId: `a${n}`, role: 'assistant', content: `answer ${n}` },
  ]).flat()

const begun = (turns: number, more: Partial<BegunTurn> = {}): BegunTurn => ({
  sessionId: 's',
  userMessageId: 'q',
  assistantMessageId: 'a',
  history: history(turns),
  messagesBefore: 2 * turns,
  ...more,
})
const summaryTo = (messageId: string, covers: number) => ({ summary: { text: 'so far', messageId, covers } })

test('a window holds whole turns, the newest that fit', () => {
  expect(windowOf(begun(3), 1_000)).toEqual(history(3))
  const cut = windowOf(begun(10), 60)
  expect(cut.length).toBeWithin(2, 8)
  expect(cut[0]?.role).toBe('user')
  expect(cut.at(-1)?.messageId).toBe('a9')
  expect(windowOf(begun(10), 1)).toEqual([])
})

test('a window begins at the same turn until it is full, and then loses a quarter at once', () => {
  const tokensMax = 400
  const starts = Array.from({ length: 80 }, (_, turns) => {
    const read = history(turns).slice(-40)
    return windowOf(begun(turns, { history: read }), tokensMax)[0]?.messageId ?? 'none'
  })
  const moves = starts.filter((start, turns) => turns > 1 && start !== starts[turns - 1]).length
  expect(starts.slice(1, 11)).toEqual(Array(10).fill('q0'))
  expect(moves).toBeWithin(10, 25)
})

test('a window over messages that were not read begins at a fixed place of the conversation', () => {
  const starts = Array.from(
    { length: 61 },
    (_, n) => windowOf(begun(20 + n, { history: history(20 + n).slice(-40) }), 100_000)[0],
  )
  expect(new Set(starts.map((message) => message?.messageId)).size).toBe(13)
})

test('what a summary covers is not sent again, and the window begins where it did until there is a new one', () => {
  expect(windowOf(begun(10, summaryTo('a6', 14)), 1_000)).toEqual(history(10).slice(14))
  expect(windowOf(begun(12, summaryTo('a6', 14)), 1_000)[0]?.messageId).toBe('q7')
  expect(windowOf(begun(3, summaryTo('of long ago', 40)), 1_000)).toEqual(history(3))
})

test('a digest is wanted of a first exchange, and of what does not fit any more', () => {
  expect(wantsDigest(begun(0), 1_000)).toBe(true)
  expect(wantsDigest(begun(3), 1_000)).toBe(false)
  expect(wantsDigest(begun(30), 100)).toBe(true)
  expect(wantsDigest(begun(30, summaryTo('a28', 58)), 100)).toBe(false)
  expect(wantsDigest(begun(3, { messagesBefore: 100 }), 1_000)).toBe(true)
})

test('a part of the window is for history, whatever its size', () => {
  expect([0, 512, 4_096, 1_000_000].map(historyTokens)).toEqual([2_000, 256, 1_228, 8_000])
})
