import { expect, test } from 'bun:test'
import { readPacing } from './read-pacing'

function pacingOf(answers: number) {
  const pacing = readPacing()
  const ends = Array.from({ length: answers }, () => pacing.add())
  return { pacing, end: () => ends.pop()?.() }
}

test('few answers make no pauses', () => {
  expect(pacingOf(256).pacing.pause()).toBeUndefined()
})

test('many answers share one pause, and the next one after it', async () => {
  const { pacing } = pacingOf(300)
  const first = pacing.pause()
  expect(pacing.pause()).toBe(first)
  await first
  const second = pacing.pause()
  expect(second).not.toBe(first)
  await second
})

test('a pause grows with the number of answers, to 30 ms at most', () => {
  const waits: number[] = []
  const pacing = readPacing(async (ms) => void waits.push(ms))
  for (let n = 0; n < 264; n++) pacing.add()
  void pacing.pause()
  expect(waits).toEqual([2])
  const many = readPacing(async (ms) => void waits.push(ms))
  for (let n = 0; n < 100_000; n++) many.add()
  void many.pause()
  expect(waits).toEqual([2, 30])
})

test('an answer that has ended counts no more', () => {
  const { pacing, end } = pacingOf(257)
  end()
  expect(pacing.pause()).toBeUndefined()
})
