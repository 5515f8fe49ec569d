import { resolve4, resolve6 } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'

/** The part of a bound that is this replica's. */
interface ReplicaShare extends AsyncDisposable {
  /** At least 1, so that every replica serves; the shares of all replicas add up to the bound where there are no more of them. */
  of(bound: number): number
}

interface Options {
  /** Name whose addresses are those of all replicas: a headless Service. */
  name: string
  /** The number of replicas has changed. */
  onChange(): void
  log: Log
  lookUp?: (name: string) => Promise<string[]>
  ownAddresses?: () => string[]
  everyMs?: number
}

/** A new or a leaving replica is counted at most this much later, which is as long as its name is cached. */
const LOOK_UP_EVERY_MS = 5_000

/** One process alone. */
export const wholeShare: ReplicaShare = { of: (bound) => bound, [Symbol.asyncDispose]: async () => {} }

/**
 * Divides a bound between the replicas that a name resolves to. While the name cannot be looked up the last number stands; a
 * replica that is not ready, and so not under the name yet, counts itself in addition.
 */
export function replicaShare({
  name,
  onChange,
  log,
  lookUp = addressesOf,
  ownAddresses = localAddresses,
  everyMs = LOOK_UP_EVERY_MS,
}: Options): ReplicaShare {
  let replicas = 1
  let index = 0
  const work = async () => {
    const own = new Set(ownAddresses())
    const addresses = [...new Set(await lookUp(name))].sort()
    const found = addresses.findIndex((address) => own.has(address))
    const before = `${index}/${replicas}`
    replicas = found === -1 ? addresses.length + 1 : addresses.length
    index = found === -1 ? addresses.length : found
    if (before !== `${index}/${replicas}`) onChange()
  }
  const lookUps = periodic({ name: 'replicas of this service', everyMs, firstMs: 0, work, log })
  return {
    of: (bound) => Math.max(1, Math.floor(bound / replicas) + (index < bound % replicas ? 1 : 0)),
    [Symbol.asyncDispose]: () => lookUps[Symbol.asyncDispose](),
  }
}

async function addressesOf(name: string): Promise<string[]> {
  const answers = await Promise.allSettled([resolve4(name), resolve6(name)])
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length === 0) throw new Error('the name of the replicas has no address')
  return found
}

const localAddresses = () =>
  Object.values(networkInterfaces()).flatMap((interfaces) => (interfaces ?? []).map(({ address }) => address))
