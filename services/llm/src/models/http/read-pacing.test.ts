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

test('a pause is never longer than 30 ms', async () => {
  const { pacing } = pacingOf(100_000)
  const first = pacing.pause()
  let isOver = false
  void first?.then(() => {
    isOver = true
  })
  await Bun.sleep(60)
  expect(isOver).toBe(true)
})

test('an answer that has ended counts no more', () => {
  const { pacing, end } = pacingOf(257)
  end()
  expect(pacing.pause()).toBeUndefined()
})
