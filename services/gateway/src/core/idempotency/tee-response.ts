/**
 * The same bytes, collected on their way. `settle` is called once: with all of them when the stream is over, before its last
 * bytes go out, so that who has read the end may ask again; with nothing when it broke, or was longer than `bytesMax`.
 */
export function keepWhileSent(
  source: ReadableStream<Uint8Array>,
  bytesMax: number,
  isOver: () => boolean,
  settle: (bytes: Uint8Array | undefined) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let chunks: Uint8Array[] = []
  let bytes = 0
  const all = () => (bytes <= bytesMax ? Buffer.concat(chunks) : undefined)

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            await settle(isOver() ? all() : undefined)
            return controller.close()
          }
          bytes += value.length
          if (bytes <= bytesMax) chunks.push(value)
          else chunks = []
          if (isOver()) await settle(all())
          controller.enqueue(value)
        } catch (error) {
          await settle(undefined)
          throw error
        }
      },
      async cancel(reason) {
        await reader.cancel(reason)
        await settle(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
