import { expect, test } from 'bun:test'
import { breathing } from './read-pacing'

function breathOf(answers: number) {
  const breath = breathing()
  const leaves = Array.from({ length: answers }, () => breath.join())
  return { breath, leave: () => leaves.pop()?.() }
}

test('few answers take no breath', () => {
  expect(breathOf(32).breath.take()).toBeUndefined()
})

test('many answers breathe together, and again after that', async () => {
  const { breath } = breathOf(64)
  const first = breath.take()
  expect(breath.take()).toBe(first)
  await first
  const second = breath.take()
  expect(second).not.toBe(first)
  await second
})

test('who has ended counts no more', () => {
  const { breath, leave } = breathOf(33)
  leave()
  expect(breath.take()).toBeUndefined()
})
