import { expect, test } from 'bun:test'
import { whatIsUsed } from './used'

test('a service that the gateway reaches only now is waited for', async () => {
  const states = ['unhealthy: the service does not answer', 'unhealthy: the service does not answer', 'healthy']
  using gateway = Bun.serve({ port: 0, fetch: () => Response.json({ components: { memory: states.shift() } }) })
  const url = `http://127.0.0.1:${gateway.port}`
  expect(await whatIsUsed({ url, llmAddress: '127.0.0.1:1', internalApiKeys: ['gateway:a key of the test'] })).toMatchObject({
    memory: 'healthy',
  })
})
