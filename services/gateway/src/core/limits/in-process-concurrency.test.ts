import { slotsContract } from './concurrency-limiter.contract'
import { memorySlots } from './in-process-concurrency'

slotsContract('in memory', (max) => {
  const slots = memorySlots(max)
  return { slots, more: slots }
})
