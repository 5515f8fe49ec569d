/** Where a copy of an answer has its bytes until it is kept. */
export interface CopyRoom {
  /** False: there is no room for more, and the answer is not kept. */
  take(bytes: number): boolean
  release(): void
}

/**
 * The same bytes, collected on their way. `settle` is called once: with all of them when the stream is over, before its last
 * bytes go out, so that a client that has read the end may ask again; without an answer when it broke or was too long.
 */
export function keepWhileSent(
  source: ReadableStream<Uint8Array>,
  room: CopyRoom,
  isOver: () => boolean,
  keep: (bytes: Uint8Array | undefined) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let chunks: Uint8Array[] | undefined = []
  const all = () => chunks && Buffer.concat(chunks)
  const settle = async (bytes: Uint8Array | undefined) => {
    chunks = undefined
    try {
      await keep(bytes)
    } finally {
      room.release()
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            await settle(isOver() ? all() : undefined)
            return controller.close()
          }
          if (chunks && room.take(value.length)) chunks.push(value)
          else {
            chunks = undefined
            room.release()
          }
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
