import type { Log } from '@collabry/runtime/log'

/** Work that is done again and again: it says how much it found to do. */
export interface Chore {
  name: string
  everyMs: number
  run: () => Promise<number>
}

/** Does each chore at its pace, one run of it at a time. */
export function startSweeper(chores: Chore[], log: Log): AsyncDisposable {
  const sweeps = chores.map((chore) => startChore(chore, log))
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(sweeps.map((stop) => stop()))
    },
  }
}

function startChore({ name, everyMs, run }: Chore, log: Log): () => Promise<void> {
  let running: Promise<void> | undefined
  const runOnce = async () => {
    try {
      const count = await run()
      if (count > 0) log.info({ chore: name, count }, 'swept')
    } catch (err) {
      log.warn({ chore: name, err }, 'sweep failed') // the next one tries again
    } finally {
      running = undefined
    }
  }
  const timer = setInterval(() => {
    running ??= runOnce()
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
