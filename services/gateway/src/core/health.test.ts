import { expect, test } from 'bun:test'
import { testApp } from '../../test/fakes/use-cases'
import type { ComponentStates } from './health'

const ask = async (app: ReturnType<typeof testApp>) => {
  const answer = await app.handle(new Request('http://localhost/health'))
  expect(answer.status).toBe(200)
  return (await answer.json()) as { status: string; components: Record<string, string> }
}
const withStates = (states: (asking: Parameters<ComponentStates>[0]) => Promise<Record<string, string>>) =>
  testApp({ componentStates: async (asking) => ({ components: await states(asking) }) })

test('embedded parts are healthy ones', async () => {
  const { status, components } = await ask(withStates(async () => ({ mongodb: 'embedded', llm: 'healthy' })))
  expect({ status, components }).toEqual({
    status: 'healthy',
    components: { gateway: 'healthy', mongodb: 'embedded', llm: 'healthy' },
  })
})

test('one unhealthy component is a degraded whole', async () => {
  expect((await ask(withStates(async () => ({ llm: 'unhealthy: gone' })))).status).toBe('degraded')
})

test('whatever hangs, the answer comes', async () => {
  const { status, components } = await ask(withStates(() => new Promise(() => {})))
  expect(status).toBe('degraded')
  expect(Object.keys(components).sort()).toEqual(['embeddings', 'gateway', 'llm', 'memory', 'milvus', 'mongodb', 'ollama', 'rag'])
})

test('what fails says nothing of where', async () => {
  const { components } = await ask(withStates(() => Promise.reject(new Error('connect 10.0.0.7:27017'))))
  expect(JSON.stringify(components)).not.toContain('10.0')
})

test('many who ask at once are one question', async () => {
  let asked = 0
  const app = withStates(async () => {
    asked += 1
    return { llm: 'healthy' }
  })
  await Promise.all(Array.from({ length: 20 }, () => ask(app)))
  expect(asked).toBe(1)
})

test('a return is told sooner than a second', async () => {
  let state = 'unhealthy: the service does not answer'
  const app = withStates(async () => ({ llm: state }))
  expect((await ask(app)).status).toBe('degraded')
  state = 'healthy'
  while ((await ask(app)).status !== 'healthy') await Bun.sleep(5)
})

test('a gateway that drains is alive and not ready', async () => {
  const draining = new AbortController()
  const app = testApp({}, { draining: draining.signal })
  const statuses = () =>
    Promise.all(['/livez', '/readyz'].map(async (path) => (await app.handle(new Request(`http://localhost${path}`))).status))
  expect(await statuses()).toEqual([200, 200])
  draining.abort()
  expect(await statuses()).toEqual([200, 503])
  expect((await app.handle(new Request('http://localhost/livez'))).headers.get('connection')).toBe('close')
})
