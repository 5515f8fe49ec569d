import type { Log } from '@collabry/runtime/log'

/** Work that is done again and again: it says how much it found to do. */
export interface MaintenanceTask {
  name: string
  everyMs: number
  run: () => Promise<number>
}

/** Does each chore at its pace, one run of it at a time. */
export function startMaintenance(maintenanceTasks: MaintenanceTask[], log: Log): AsyncDisposable {
  const sweeps = maintenanceTasks.map((task) => startChore(task, log))
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(sweeps.map((stop) => stop()))
    },
  }
}

function startChore({ name, everyMs, run }: MaintenanceTask, log: Log): () => Promise<void> {
  let running: Promise<void> | undefined
  const runOnce = async () => {
    try {
      const count = await run()
      if (count > 0) log.info({ task: name, count }, 'swept')
    } catch (err) {
      log.warn({ task: name, err }, 'sweep failed') // the next one tries again
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
