import { expect, test } from 'bun:test'
import { fieldError, isRecord, readBytes, releaseBytes, requireField } from './validation'

test('a broken rule is an error that names the field and the rule', () => {
  expect(fieldError('top_k', 'at most 10')).toMatchObject({
    code: 'validation_error',
    message: 'top_k: at most 10.',
    fields: [{ field: 'top_k', message: 'at most 10' }],
  })
  expect(() => requireField(false, 'top_k', 'at most 10')).toThrow('top_k: at most 10.')
  expect(() => requireField(true, 'top_k', 'at most 10')).not.toThrow()
})

test('only a JSON object is a record', () => {
  expect([{}, { a: 1 }, Object.create(null)].every(isRecord)).toBe(true)
  expect([null, [], 'a', 1, undefined, true].some(isRecord)).toBe(false)
})

test('a body is read up to the limit and closed at the first byte over it', async () => {
  let closed = false
  async function* body() {
    try {
      for (;;) yield new Uint8Array([1, 2, 3, 4])
    } finally {
      closed = true
    }
  }
  const few = (async function* () {
    yield new Uint8Array([1, 2])
    yield new Uint8Array([3])
  })()
  expect(await readBytes(few, 3, () => new Error('too large'))).toEqual(new Uint8Array([1, 2, 3]))
  await expect(readBytes(body(), 7, () => new Error('too large'))).rejects.toThrow('too large')
  expect(closed).toBe(true)
})

test('large bytes are given back at once, and small or shared ones are left alone', () => {
  const own = Buffer.alloc(100_000)
  const shared = Buffer.alloc(100_000).subarray(1)
  const small = Buffer.from('small')
  for (const bytes of [own, shared, small]) releaseBytes(bytes)
  expect([own.length, shared.length, small.toString()]).toEqual([0, 99_999, 'small'])
})
