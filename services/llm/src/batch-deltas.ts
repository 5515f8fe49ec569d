const PARTS_MAX = 256
/** In characters, of at most three bytes each: a message of the hop holds 4 MiB. */
const SIZE_MAX = 262_144

/**
 * Hands on what came within one turn of the event loop as one array: the gRPC hop then costs once for many tokens that came
 * together, and no token waits longer than that turn. Reads ahead by at most PARTS_MAX parts, or as
 * many as reach SIZE_MAX. `stop` must make a pending
 * `next` of the parts end; it is called when the consumer leaves.
 */
export async function* coalesce<Part>(
  parts: AsyncGenerator<Part>,
  stop: () => void,
  sizeOf: (part: Part) => number = () => 0,
): AsyncGenerator<Part[]> {
  let ready: Part[] = []
  let size = 0
  let ended = false
  let left = false
  let failure: unknown
  let wake = () => {}
  let resume = () => {}

  const pump = async () => {
    try {
      for await (const part of parts) {
        if (left) break
        ready.push(part)
        size += sizeOf(part)
        wake()
        if (ready.length >= PARTS_MAX || size >= SIZE_MAX) await new Promise<void>((resolve) => (resume = resolve))
      }
    } catch (error) {
      failure = error ?? new Error('failed without a reason')
    }
    ended = true
    wake()
  }
  const pumping = pump()
  try {
    while (true) {
      if (ready.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve))
      if (ready.length > 0 && !ended) await new Promise((resolve) => setImmediate(resolve))
      const batch = ready
      ready = []
      size = 0
      resume()
      if (batch.length > 0) yield batch
      else if (failure !== undefined) throw failure
      else if (ended) return
    }
  } finally {
    left = true
    stop()
    resume()
    await pumping
  }
}
