import { expect, test } from 'bun:test'
import { createLog } from '@collabry/runtime/log'
import { replicaShare, wholeShare } from './open-upstreams'

const log = createLog({ service: 'llm', level: 'silent' })

/** A replica at an address, whose name has the given addresses; resolves once it has looked them up. */
async function shareAt(address: string, addresses: () => string[] | Error) {
  let turns = Promise.withResolvers<void>()
  const share = replicaShare({
    name: 'llm',
    log,
    onChange: () => {},
    ownAddresses: () => ['127.0.0.1', address],
    everyMs: 1,
    lookUp: async () => {
      const found = addresses()
      queueMicrotask(() => setImmediate(turns.resolve))
      if (found instanceof Error) throw found
      return found
    },
  })
  const lookedUp = async () => {
    turns = Promise.withResolvers()
    await turns.promise
    turns = Promise.withResolvers()
    await turns.promise
  }
  await lookedUp()
  return { share, lookedUp, [Symbol.asyncDispose]: () => share[Symbol.asyncDispose]() }
}

test('a process alone has the whole bound', () => {
  expect(wholeShare.of(4)).toBe(4)
})

test('the shares of all replicas add up to the bound, whatever their number', async () => {
  for (let count = 1; count <= 7; count++) {
    const addresses = Array.from({ length: count }, (_, n) => `10.0.0.${n + 1}`)
    const shares = await Promise.all(addresses.map((address) => shareAt(address, () => [...addresses].reverse())))
    for (const bound of [7, 8, 64, 1_024]) expect(shares.reduce((sum, { share }) => sum + share.of(bound), 0)).toBe(bound)
    for (const one of shares) await one[Symbol.asyncDispose]()
  }
})

test('a replica serves even where there are more replicas than places', async () => {
  await using one = await shareAt('10.0.0.9', () => Array.from({ length: 9 }, (_, n) => `10.0.0.${n + 1}`))
  expect(one.share.of(4)).toBe(1)
})

test('a replica that is not ready yet counts itself, and one that joins or leaves changes the share', async () => {
  let addresses: string[] = ['10.0.0.1']
  await using one = await shareAt('10.0.0.2', () => addresses)
  expect(one.share.of(8)).toBe(4)
  addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']
  await one.lookedUp()
  expect(one.share.of(8)).toBe(2)
  addresses = ['10.0.0.2']
  await one.lookedUp()
  expect(one.share.of(8)).toBe(8)
})

test('while the name cannot be looked up the last number stands', async () => {
  let answer: string[] | Error = ['10.0.0.1', '10.0.0.2']
  await using one = await shareAt('10.0.0.1', () => answer)
  answer = new Error('no DNS')
  await one.lookedUp()
  expect(one.share.of(8)).toBe(4)
})

test('names are looked up as the system does, short ones and those of its own too', async () => {
  const changed = Promise.withResolvers<void>()
  await using share = replicaShare({ name: 'localhost', log, onChange: changed.resolve, ownAddresses: () => [] })
  await changed.promise
  expect(share.of(6)).toBeLessThanOrEqual(3)
})
