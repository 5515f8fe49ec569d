import { AppError } from '@collabry/runtime/errors'
import type { OwnerKey } from '@collabry/storage/owner-key'

interface Queue {
  tail: Promise<unknown>
  /** Increases with each erasure: a write that was requested before one must not happen after it. */
  epoch: number
  waiting: number
}

/** Writes of one owner run one after the other; those of different owners run at the same time. */
export function writeQueues() {
  const queues = new Map<OwnerKey, Queue>()
  let ended = false

  function enqueue<T>(owner: OwnerKey, epochs: number, work: (check: () => void) => Promise<T>): Promise<T> {
    if (ended) throw new AppError('shutting_down', 'The service is stopping; try again.')
    const queue = queues.get(owner) ?? { tail: Promise.resolve(), epoch: 0, waiting: 0 }
    queues.set(owner, queue)
    queue.waiting += 1
    queue.epoch += epochs
    const { epoch } = queue
    const check = () => {
      if (queue.epoch !== epoch) throw new AppError('failed_precondition', 'The owner was erased meanwhile.')
    }
    const done = queue.tail.then(() => work(check))
    queue.tail = done
      .catch(() => {})
      .finally(() => {
        queue.waiting -= 1
        if (queue.waiting === 0) queues.delete(owner)
      })
    return done
  }

  return {
    /** `check` throws once the owner has been erased since. */
    run: async <T>(owner: OwnerKey, work: (check: () => void) => Promise<T>): Promise<T> => enqueue(owner, 0, work),
    /** Makes the writes before it give up. */
    runAlone: async <T>(owner: OwnerKey, work: () => Promise<T>): Promise<T> => enqueue(owner, 1, work),
    /** Waits for what has been asked for; nothing more is taken. */
    end: async () => {
      ended = true
      await Promise.all([...queues.values()].map(({ tail }) => tail))
    },
  }
}
