import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFleet } from '../fleet/fleet'
import { isReady } from '../fleet/replica'
import { clientOf } from './client'
import { until } from './product'

setDefaultTimeout(120_000)

test('a service that is told to stop is not ready, but serves until its delay is over', async () => {
  await using fleet = await startFleet({ count: 1, env: { SHUTDOWN_DELAY_SECONDS: '5' } })
  const [gateway, memory] = [fleet.replicas.gateway[0], fleet.replicas.memory[0]]
  if (!gateway || !memory) throw new Error('the fleet has one of each')
  const client = await clientOf({ url: `http://127.0.0.1:${gateway.port}`, token: fleet.token }, 'ann')
  const serves = async () => {
    const reply = await client.get('/ai/sessions')
    return [reply.status, reply.headers.get('connection')]
  }
  expect(await serves()).toEqual([200, 'keep-alive'])
  const memoryStopped = memory.stop()
  await until(async () => (await isReady(memory.adminPort)) === false)
  expect(await serves()).toEqual([200, 'keep-alive'])
  const gatewayStopped = gateway.stop()
  await until(async () => (await isReady(gateway.adminPort)) === false)
  expect(await serves()).toEqual([200, 'close'])
  expect(await Promise.all([memoryStopped, gatewayStopped])).toEqual([0, 0])
})
