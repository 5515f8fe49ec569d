import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'

/**
 * Limits while their store is unavailable. `local`: each gateway applies them to the requests that it has seen itself.
 * `allow`: nothing is limited. `refuse`: requests that a limit applies to are refused as unavailable.
 */
export type StoreFallback = 'local' | 'allow' | 'refuse'

interface Ways<Value> {
  shared: () => Promise<Value>
  local: () => Value | Promise<Value>
  allowed: () => Value
}

/** Asks the shared store, or uses the configured fallback while it is unavailable. Logs each change once. */
export function storeFallback(store: 'redis' | 'usage', choice: StoreFallback, log: Log) {
  let isDown = false
  return async <Value>({ shared, local, allowed }: Ways<Value>): Promise<Value> => {
    try {
      const value = await shared()
      if (isDown) log.info({ store }, 'store of limits is back')
      isDown = false
      return value
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'unavailable' || error.code === 'timeout'))) throw error
      if (!isDown) log.warn({ err: error, store, choice }, 'store of limits is away')
      isDown = true
      if (choice === 'refuse') throw error
      return choice === 'local' ? local() : allowed()
    }
  }
}
