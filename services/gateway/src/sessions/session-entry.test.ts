import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { threadId } from './routes'

test('a plain user has a plain thread', () => {
  expect(threadId('alice', 's1')).toBe('alice:s1')
})

test('what could reach into the thread of another is encoded', () => {
  expect(threadId('alice:s1', 's2')).toBe('alice%3As1:s2')
  expect(threadId('a%3A', 's')).toBe('a%253A:s')
  expect(threadId('a\nb\u0085', 's')).toBe('a%0Ab%C2%85:s')
})

test('two users or two sessions never share a thread', () => {
  const user = fc.string({ minLength: 1, unit: fc.constantFrom('a', ':', '%', '3', 'A', '2', '5', '\n') })
  const id = fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '_', '-', '3') })
  fc.assert(
    fc.property(user, id, user, id, (userA, idA, userB, idB) => {
      const same = threadId(userA, idA) === threadId(userB, idB)
      return same === (userA === userB && idA === idB)
    }),
  )
})
