import { setImmediate as nextTurn } from 'node:timers/promises'

/** After a piece of this size others are served before the next one is made, however many streams there are. */
const LARGE_PIECE_BYTES = 16_384

/** Text that is read from its origin as fast as the client takes it. `onEnd` is called once, however it ends. */
export const textStream = (pieces: AsyncGenerator<string>, onEnd?: () => void): ReadableStream<Uint8Array> =>
  byteStream(encoded(pieces), onEnd)

/** The same for bytes. */
export const byteStream = (pieces: AsyncGenerator<Uint8Array>, onEnd: () => void = () => {}): ReadableStream<Uint8Array> => {
  let size = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (size >= LARGE_PIECE_BYTES) await nextTurn()
          const { value, done } = await pieces.next()
          size = value?.byteLength ?? 0
          if (!done) return controller.enqueue(value)
          controller.close()
        } catch (error) {
          controller.error(error)
        }
        onEnd()
      },
      cancel: async () => {
        onEnd()
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
