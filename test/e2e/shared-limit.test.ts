import { expect, setDefaultTimeout, test } from 'bun:test'
import { startStack } from '@collabry/stack/stack'
import { realStore } from '../real-store'
import { spawnGateway } from './gateway-process'

setDefaultTimeout(120_000) // three gateways and their services start on a busy machine

const LIMIT = 60

realStore('REDIS_URL', (url) => {
  test('two gateway processes share one limit', async () => {
    const env = { REDIS_URL: url, RATE_LIMIT_REQUESTS: String(LIMIT), RATE_LIMIT_SECONDS: '3600' }
    await using stack = await startStack({ env })
    await using one = await spawnGateway(stack)
    await using two = await spawnGateway(stack)
    const [ann, bob] = [`ann ${crypto.randomUUID()}`, `bob ${crypto.randomUUID()}`]
    const headers = { authorization: `Bearer ${await stack.token(ann)}` }
    const urls = Array.from({ length: 2 * LIMIT }, (_, n) => `${(n % 2 ? one : two).url}/ai/sessions`)
    const statuses = await Promise.all(urls.map(async (url) => (await fetch(url, { headers })).status))
    const passed = statuses.filter((status) => status === 200).length
    process.stdout.write(`one limit of ${LIMIT}, two gateway processes: ${passed} of ${urls.length} requests passed\n`)
    expect(Math.abs(passed - LIMIT)).toBeLessThanOrEqual(1)
    expect(statuses.filter((status) => status === 429).length).toBe(urls.length - passed)

    const refused = await fetch(`${one.url}/ai/sessions`, { headers })
    expect([refused.status, (await refused.json()) as object]).toEqual([429, expect.objectContaining({ code: 'rate_limited' })])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const other = await fetch(`${two.url}/ai/sessions`, { headers: { authorization: `Bearer ${await stack.token(bob)}` } })
    expect([other.status, other.headers.get('ratelimit')]).toEqual([200, expect.stringContaining(`"requests";r=${LIMIT - 1};`)])
  })
})
