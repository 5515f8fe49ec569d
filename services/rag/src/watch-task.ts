import { setTimeout as sleep } from 'node:timers/promises'
import type { TaskRecord } from './documents/tasks'

/** Another process may work on it, so the store is looked at. */
const EVERY_MS = 250

/** The upload as it is, and again whenever it has changed, until it has ended. */
export async function* watchTask(find: () => Promise<TaskRecord>, signal: AbortSignal): AsyncGenerator<TaskRecord> {
  let told = ''
  for (;;) {
    const task = await find()
    const now = JSON.stringify(task)
    if (now !== told) yield task
    if (task.status !== 'processing') return
    told = now
    await sleep(EVERY_MS, undefined, { signal })
  }
}
