type SerialByKey = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

/**
 * Runs the jobs of one key one after the other and lets other work of the process run between them, so that a burst of one user
 * delays other users by at most one of its jobs.
 */
export function serialByKey(): SerialByKey {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(work)
    const tail = result.then(nextLoopTurn, nextLoopTurn)
    tails.set(key, tail)
    try {
      return await result
    } finally {
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}

/** The answer of a work goes out, and what has come in meanwhile is begun. */
const nextLoopTurn = () => new Promise((resolve) => setImmediate(resolve))
