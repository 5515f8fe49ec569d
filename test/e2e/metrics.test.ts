import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { SERVICES } from '@collabry/stack/services'
import { startFleet } from '../fleet/fleet'
import { alerts, dashboardExpressions, namedSeries, seriesOf } from '../observe/alert-rules'
import { clientOf } from './client'
import { until } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000) // processes of their own, on a machine that may be busy

/** Series that only a MongoDB gives. */
const ON_MONGO = ['collabry_store_pool_connections']

test('what the dashboard and the alerts ask for is measured, and no label names a user', async () => {
  await using stack = new AsyncDisposableStack()
  const fake = stack.use(await startFakeOllama({ script: numberedScript(200, { tokenDelayMs: 20 }) }))
  const fleet = stack.use(await startFleet({ count: 1, env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url } }))
  const client = await clientOf(
    { url: `http://127.0.0.1:${fleet.replicas.gateway[0]?.port}`, token: fleet.token },
    'zoe-the-user',
  )
  const scrape = async (service: (typeof SERVICES)[number]) =>
    (await fetch(`http://127.0.0.1:${fleet.replicas[service][0]?.adminPort}/metrics`)).text()
  const value = async (service: (typeof SERVICES)[number], series: RegExp) =>
    Number(new RegExp(`^${series.source} (\\S+)$`, 'm').exec(await scrape(service))?.at(-1) ?? 0)

  await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')
  await client.post('/ai/search', { query: 'quokkas' })
  await client.get('/ai/sessions')
  await client.get('/ai/nothing-like-this')
  const leave = new AbortController()
  const { events } = await client.stream('/ai/chat/stream', { message: 'Count to two hundred' }, leave.signal)
  await events.next()
  expect(await value('gateway', /collabry_gateway_streams_open\{[^}]*\}/)).toBe(1)
  expect(await value('llm', /collabry_llm_generations_running\{[^}]*\}/)).toBe(1)
  leave.abort()
  await until(async () => (await value('gateway', /collabry_gateway_streams_total\{[^}]*outcome="cancelled"[^}]*\}/)) === 1)
  await until(async () => (await value('llm', /collabry_llm_generations_total\{[^}]*outcome="cancelled"[^}]*\}/)) === 1)
  expect(await value('gateway', /collabry_gateway_streams_open\{[^}]*\}/)).toBe(0)
  expect(await value('gateway', /collabry_gateway_first_event_seconds_count\{[^}]*\}/)).toBe(1)
  const listed = /collabry_gateway_request_seconds_count\{[^}]*method="GET",route="\/ai\/sessions",status="200"[^}]*\}/
  expect(await value('gateway', listed)).toBe(1)
  expect(await value('memory', /collabry_memory_active_sessions_per_user_count\{[^}]*\}/)).toBe(1)
  expect(await value('rag', /collabry_grpc_client_channel_up\{[^}]*to="llm"[^}]*\}/)).toBe(1)

  const all = (await Promise.all(SERVICES.map(scrape))).join('\n')
  const measured = new Set(all.match(/^[a-z_0-9]+(?=[{ ])/gm))
  const asked = [...alerts().map(({ expr }) => expr), ...dashboardExpressions()].flatMap(seriesOf)
  expect(asked.length).toBeGreaterThan(50)
  const named = namedSeries()
  expect(named.length).toBeGreaterThan(20)
  expect([...asked, ...named].filter((name) => !measured.has(name) && !ON_MONGO.includes(name))).toEqual([])
  const own = [...measured].filter((name) => !/^(process|nodejs|bun)_/.test(name))
  expect(own.filter((name) => !name.startsWith('collabry_'))).toEqual([])
  expect(all).not.toContain('zoe')
  expect(all.split('\n').length).toBeLessThan(6_000)
})
