import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { ownerKey } from './owner'

test('every user has a key of their own, which is never public and safe as the name of a file', () => {
  const users = fc.string({ unit: 'binary', minLength: 1 })
  const odd = fc.constantFrom('public', 'u.public', '..', '/', 'a:b', 'a%3Ab', 'A', 'a', 'é', 'e\u0301', 'a\0')
  fc.assert(
    fc.property(fc.oneof(users, odd), fc.oneof(users, odd), (one, other) => {
      expect(ownerKey(one)).toMatch(/^u\.[A-Za-z0-9_-]{43}$/)
      expect(ownerKey(one) === ownerKey(other)).toBe(one === other)
    }),
  )
})

test('refuses what UTF-8 can’t tell apart', () => {
  for (const userId of ['', '\ud800', 'a\udc00']) expect(() => ownerKey(userId)).toThrow('well-formed')
})
