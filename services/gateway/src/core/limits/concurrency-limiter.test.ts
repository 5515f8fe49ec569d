import { inProcessConcurrency } from './concurrency-limiter'
import { slotsContract } from './concurrency-limiter.contract'

slotsContract('in memory', (max) => {
  const slots = inProcessConcurrency(max)
  return { slots, more: slots }
})
