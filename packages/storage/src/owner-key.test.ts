import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { ownerKey } from './owner-key'

const userId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 256 })

test('distinct user ids never have one key, and no key holds user text', () => {
  fc.assert(
    fc.property(userId, userId, (ann, bob) => {
      expect(ownerKey(ann) === ownerKey(bob)).toBe(ann === bob)
      expect(ownerKey(ann)).toMatch(/^u\.[A-Za-z0-9_-]{43}$/)
    }),
    { numRuns: 2_000 },
  )
})

test('ids that differ in case, form or blanks alone are different owners', () => {
  const variants = ['é', 'e\u0301', 'É', ' é', 'é ', 'é\u200b']
  expect(new Set(variants.map(ownerKey)).size).toBe(variants.length)
})

test('refuses what UTF-8 can’t tell apart', () => {
  for (const userId of ['', '\ud800', 'a\udc00']) expect(() => ownerKey(userId)).toThrow('well-formed')
})
