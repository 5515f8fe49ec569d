const PARTS_MAX = 256
/**
 * In characters. A reader that stops leaves about 32 messages on its way, in the queues of both ends of a gRPC stream: this
 * size decides what it costs.
 */
const SIZE_MAX = 16_384

/**
 * Passes on the parts of one turn of the event loop as one array, so that tokens that arrive together cost one gRPC message,
 * and no token waits longer than that turn. Reads ahead by at most PARTS_MAX parts or SIZE_MAX in size. `stop` is called when
 * the consumer leaves; it must end a pending `next` of the parts.
 */
export async function* batchDeltas<Part>(
  parts: AsyncGenerator<Part>,
  stop: () => void,
  sizeOf: (part: Part) => number = () => 0,
): AsyncGenerator<Part[]> {
  let ready: Part[] = []
  let size = 0
  let isEnded = false
  let isLeft = false
  let failure: unknown
  let wake = () => {}
  let resume = () => {}

  const pump = async () => {
    try {
      for await (const part of parts) {
        if (isLeft) break
        ready.push(part)
        size += sizeOf(part)
        wake()
        if (ready.length >= PARTS_MAX || size >= SIZE_MAX) await new Promise<void>((resolve) => (resume = resolve))
      }
    } catch (error) {
      failure = error ?? new Error('failed without a reason')
    }
    isEnded = true
    wake()
  }
  const pumping = pump()
  try {
    while (true) {
      if (ready.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve))
      if (ready.length > 0 && !isEnded) await new Promise((resolve) => setImmediate(resolve))
      const batch = ready
      ready = []
      size = 0
      resume()
      if (batch.length > 0) yield batch
      else if (failure !== undefined) throw failure
      else if (isEnded) return
    }
  } finally {
    isLeft = true
    if (!isEnded) stop()
    resume()
    await pumping
  }
}
