import type { Log } from '@collabry/runtime/log'
import type { TurnStore } from './sessions/store'

/** Settles abandoned turns once a lease, one sweep at a time. */
export function startSweeper(store: Pick<TurnStore, 'settle'>, everyMs: number, log: Log): AsyncDisposable {
  let sweeping: Promise<void> | undefined
  const sweep = async () => {
    try {
      const settled = await store.settle()
      if (settled > 0) log.info({ settled }, 'settled abandoned turns')
    } catch (err) {
      log.warn({ err }, 'sweep failed') // the next one tries again
    } finally {
      sweeping = undefined
    }
  }
  const timer = setInterval(() => {
    sweeping ??= sweep()
  }, everyMs)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await sweeping
    },
  }
}
