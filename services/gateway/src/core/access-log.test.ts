import { expect, test } from 'bun:test'
import { testApp } from '../../test/fakes/use-cases'

test('an answer says what becomes of its connection', async () => {
  const draining = new AbortController()
  const app = testApp({}, { draining: draining.signal, keepAliveSeconds: 7 })
  const told = async (headers = {}) => {
    const answer = await app.handle(new Request('http://localhost/livez', { headers }))
    return [answer.headers.get('connection'), answer.headers.get('keep-alive')]
  }
  expect(await told()).toEqual(['keep-alive', 'timeout=7'])
  expect(await told({ connection: 'close' })).toEqual(['close', null])
  draining.abort()
  expect(await told()).toEqual(['close', null])
})
