const AT_ONCE = 16
/** A request that ends so much later than the run has failed, and its arm with it. */
const LATE_MS_MAX = 30_000

/** Requests a second with AT_ONCE of them at work. */
export async function requestRate(request: (signal: AbortSignal) => Promise<Response>, forMs: number) {
  const untilMs = performance.now() + forMs
  let done = 0
  const worker = async () => {
    // One for all requests of the worker: a timeout of each would stay alive for its whole time.
    const signal = AbortSignal.timeout(forMs + LATE_MS_MAX)
    while (performance.now() < untilMs) {
      const answer = await request(signal)
      if (answer.status !== 200) throw new Error(`status ${answer.status}`)
      await answer.arrayBuffer()
      done++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { perSecond: (done / forMs) * 1_000, done }
}
