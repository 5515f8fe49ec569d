import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '@collabry/stack/ports'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { clientOf } from '../e2e/client'
import { measured } from '../e2e/product'
import { startBalancer } from './balancer'
import { authority } from './certificates'
import { startFleet } from './fleet'
import { keptConnections } from './kept-connections'

setDefaultTimeout(180_000) // 24 starts of processes

/** The stages of docs/operating.md, each rolled through all services before the next one. */
const STAGES: ((directory: string) => Record<string, string>)[] = [
  (directory) => ({ INTERNAL_TLS_DIR: directory, INTERNAL_TLS_MODE: 'allow' }),
  () => ({ INTERNAL_TLS_MODE: 'prefer' }),
  () => ({ INTERNAL_TLS_MODE: 'require', INTERNAL_API_KEYS: '' }),
]
const WORKERS = 4
const PAUSE_MS = 100

/** Requests through every pair of services that call each other. Every replica of an embedded store answers them alike. */
const REQUESTS: [path: string, body?: object][] = [
  ['/ai/sessions'],
  ['/ai/search', { query: 'quokkas' }],
  ['/v1/chat/completions', { messages: [{ role: 'user', content: 'hello' }] }],
]

test('services change from keys to certificates one after another, and no request fails', async () => {
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'collabry-switch-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const certificates = await authority(folder)
  const directories = Object.fromEntries(
    await Promise.all(SERVICES.map(async (name) => [name, await certificates.issue(name)] as const)),
  ) as Record<ServiceName, string>
  const fleet = stack.use(await startFleet({ count: 2, env: { SHUTDOWN_DELAY_SECONDS: '1' } }))
  const [port = 0] = freePorts(1)
  const balancer = stack.use(await startBalancer(port, fleet.replicas.gateway))
  const client = await clientOf({ url: balancer.url, token: fleet.token }, 'ann', stack.use(keptConnections()).send)

  let over = false
  let answered = 0
  const failures: string[] = []
  const ask = async (number: number) => {
    const [path, body] = REQUESTS[number % REQUESTS.length] ?? ['/ai/sessions']
    const reply = await (body ? client.post(path, body) : client.get(path))
    answered++
    if (reply.status !== 200) failures.push(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  }
  const working = Array.from({ length: WORKERS }, async (_, worker) => {
    for (let number = worker; !over; number++) {
      await ask(number).catch((error: unknown) => failures.push(String(error)))
      await Bun.sleep(PAUSE_MS)
    }
  })
  try {
    for (const stage of STAGES)
      for (const index of [0, 1])
        await Promise.all(
          SERVICES.map(async (name) => {
            const replica = fleet.replicas[name][index]
            expect(await replica?.stop()).toBe(0)
            await replica?.start({ env: stage(directories[name]) })
          }),
        )
  } finally {
    over = true
    await Promise.all(working)
  }
  measured(`${answered} requests, ${failures.length} failed`)
  expect(failures.slice(0, 5)).toEqual([])
  expect(answered).toBeGreaterThan(50)
})
