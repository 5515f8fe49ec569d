import { expect, test } from 'bun:test'
import { breathing } from './breath'

test('few answers take no breath', () => {
  expect(breathing(() => 32)()).toBeUndefined()
})

test('many answers breathe together, and again after that', async () => {
  const breathe = breathing(() => 64)
  const first = breathe()
  expect(breathe()).toBe(first)
  await first
  const second = breathe()
  expect(second).not.toBe(first)
  await second
})
