import { memorySlots } from './memory-slots'
import { slotsContract } from './slots.contract'

slotsContract('in memory', (max) => {
  const slots = memorySlots(max)
  return { slots, more: slots }
})
