import { expect, test } from 'bun:test'
import { vectorCache } from './vector-cache'

test('what was not asked for longest makes room, and a vector belongs to a text of one model', () => {
  const cache = vectorCache(2)
  const [a, b, c] = ['a', 'b', 'c'].map((text) => cache.key('model', text)) as [string, string, string]
  cache.set(a, Float32Array.of(1))
  cache.set(b, Float32Array.of(2))
  expect(cache.get(a)).toEqual(Float32Array.of(1))
  cache.set(c, Float32Array.of(3))
  expect([a, b, c].map((key) => cache.get(key)?.[0])).toEqual([1, undefined, 3])
  expect(cache.get(cache.key('another', 'a'))).toBeUndefined()
})
