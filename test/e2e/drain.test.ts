import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFleet } from '../fleet/fleet'
import { isReady } from '../fleet/replica'
import { clientOf } from './client'
import { until } from './product'

setDefaultTimeout(120_000)

test.each(['gateway', 'memory'] as const)(
  '%s that is told to stop is not ready, but serves until its delay is over',
  async (name) => {
    await using fleet = await startFleet({ count: 1, env: { SHUTDOWN_DELAY_SECONDS: '5' } })
    const [gateway, leaving] = [fleet.replicas.gateway[0], fleet.replicas[name][0]]
    if (!gateway || !leaving) throw new Error('the fleet has one of each')
    const client = await clientOf({ url: `http://127.0.0.1:${gateway.port}`, token: fleet.token }, 'ann')
    expect((await client.get('/ai/sessions')).status).toBe(200)
    const stopped = leaving.stop()
    await until(async () => (await isReady(leaving.adminPort)) === false)
    const reply = await client.get('/ai/sessions')
    expect([reply.status, reply.headers.get('connection')]).toEqual([200, name === 'gateway' ? 'close' : 'keep-alive'])
    expect(await stopped).toBe(0)
  },
)
