import { Gauge, type Registry } from 'prom-client'

/** The events of a MongoDB client that report its connections; the driver itself is not needed here. */
interface Pool {
  on(event: PoolEvent, listener: () => void): unknown
}
type PoolEvent =
  | 'connectionCreated'
  | 'connectionClosed'
  | 'connectionCheckOutStarted'
  | 'connectionCheckOutFailed'
  | 'connectionCheckedOut'
  | 'connectionCheckedIn'

/** Counts the connections of a pool: open ones, ones in use, and operations that wait for one. */
export function watchPool(name: string, registry: Registry): (pool: Pool) => void {
  const counts = { open: 0, used: 0, waiting: 0 }
  new Gauge({
    name: 'collabry_store_pool_connections',
    help: 'Connections to a store by state: open (all), used; and waiting: operations without one',
    labelNames: ['store', 'state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(counts)) this.set({ store: name, state }, count)
    },
  })
  const add = (state: keyof typeof counts, by: number) => () => {
    counts[state] += by
  }
  return (pool) => {
    pool.on('connectionCreated', add('open', 1))
    pool.on('connectionClosed', add('open', -1))
    pool.on('connectionCheckOutStarted', add('waiting', 1))
    pool.on('connectionCheckOutFailed', add('waiting', -1))
    pool.on('connectionCheckedOut', add('waiting', -1))
    pool.on('connectionCheckedOut', add('used', 1))
    pool.on('connectionCheckedIn', add('used', -1))
  }
}
