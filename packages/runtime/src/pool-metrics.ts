import { Gauge, type Registry } from 'prom-client'

/** What the MongoDB driver tells of its connections; nothing of the driver itself is needed here. */
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

/** Connections of a pool: open, in use, and how many operations wait for one. */
export function watchPool(name: string, registry: Registry): (pool: Pool) => void {
  const counts = { open: 0, used: 0, waiting: 0 }
  new Gauge({
    name: 'store_pool_connections',
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
