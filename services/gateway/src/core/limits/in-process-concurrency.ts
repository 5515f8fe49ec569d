import type { Slots } from './concurrency-limiter'

/** Places of this process alone. */
export function memorySlots(max: number): Slots {
  const taken = new Map<string, number>()
  return {
    async take(key) {
      const running = taken.get(key) ?? 0
      if (running >= max) return undefined
      taken.set(key, running + 1)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = (taken.get(key) ?? 1) - 1
        if (left > 0) taken.set(key, left)
        else taken.delete(key)
      }
    },
  }
}
