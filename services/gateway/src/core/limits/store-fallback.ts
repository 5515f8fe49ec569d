import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'

/**
 * What becomes of limits while the store that they are kept in is away. `local`: each gateway judges by what it has seen
 * itself. `allow`: nothing is limited. `refuse`: what a limit would judge is unavailable.
 */
export type WhenAway = 'local' | 'allow' | 'refuse'

interface Ways<Value> {
  shared: () => Promise<Value>
  local: () => Value | Promise<Value>
  allowed: () => Value
}

/** Asks the shared store, or does what is configured for when it is away. One log line when it leaves, one when it is back. */
export function whenAway(store: 'redis' | 'usage', choice: WhenAway, log: Log) {
  let isAway = false
  return async <Value>({ shared, local, allowed }: Ways<Value>): Promise<Value> => {
    try {
      const value = await shared()
      if (isAway) log.info({ store }, 'store of limits is back')
      isAway = false
      return value
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'unavailable' || error.code === 'timeout'))) throw error
      if (!isAway) log.warn({ err: error, store, choice }, 'store of limits is away')
      isAway = true
      if (choice === 'refuse') throw error
      return choice === 'local' ? local() : allowed()
    }
  }
}
