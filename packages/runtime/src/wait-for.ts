import { AppError } from './errors'
import type { Log } from './log'

const AGAIN_MS = 500

/** Opens a store that may be away when the process starts: again and again while `msMax` lasts, then as it fails. */
export async function untilReached<Store>(open: () => Promise<Store>, msMax: number, log: Log): Promise<Store> {
  const until = performance.now() + msMax
  for (let tries = 1; ; tries++) {
    try {
      return await open()
    } catch (error) {
      const away = error instanceof AppError && error.code === 'unavailable'
      if (!away || performance.now() + AGAIN_MS > until) throw error
      if (tries === 1) log.warn({ why: error.message, secondsMax: msMax / 1_000 }, 'waiting for a store')
      await Bun.sleep(AGAIN_MS)
    }
  }
}
