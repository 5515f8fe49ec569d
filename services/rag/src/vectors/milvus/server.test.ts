import { expect, test } from 'bun:test'
import { freePort } from '../../../test/tcp-proxy'
import { checked, isModern, milvusServer } from './server'

test('BM25 is used by the version alone, however the server writes it', () => {
  for (const version of ['v2.3.5-lite', '2.4.17', 'v2.4.23-gpu', 'milvus_lite-2.4.1', '', 'unknown'])
    expect(isModern(version)).toBe(false)
  for (const version of ['v2.5.0', '2.6.1', 'v2.10.3', 'milvus_lite-3.2.2']) expect(isModern(version)).toBe(true)
})

test('an answer without a status is a failure, as is one that names an error', () => {
  const ok = { status: { error_code: 'Success', reason: '' } }
  expect(checked(ok)).toBe(ok)
  expect(checked({ error_code: 'Success', reason: '' })).toBeDefined()
  expect(() => checked({})).toThrow('no status')
  expect(() => checked({ status: { error_code: 'UnexpectedError', code: 1100, reason: 'wrong expression' } })).toThrow(
    'wrong expression',
  )
  const passing = { status: { error_code: 'UnexpectedError', code: 101, reason: 'collection not loaded' } }
  expect(() => checked(passing)).toThrow('The vector store is not ready; try again in a moment.')
})

test('an absent server fails no start, and each call at once', async () => {
  await using server = await milvusServer({ address: `127.0.0.1:${await freePort()}`, token: undefined })
  for (let n = 0; n < 10; n += 1) {
    const call = server.call((client, timeout) => client.showCollections({ timeout }))
    expect(call).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 1_000 })
    await call.catch(() => undefined)
  }
})
