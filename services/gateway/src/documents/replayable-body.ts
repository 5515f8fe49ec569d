/** Gives the bytes of a source that gives them once; again only when they have ended, and were few. Undefined: they are gone. */
export function keptBytes(source: AsyncIterable<Uint8Array>, bytesMax: number): () => AsyncIterable<Uint8Array> | undefined {
  let kept: Uint8Array[] | undefined = []
  let bytes = 0
  let state: 'unread' | 'begun' | 'ended' = 'unread'
  async function* first() {
    state = 'begun'
    for await (const piece of source) {
      bytes += piece.length
      if (bytes > bytesMax) kept = undefined
      kept?.push(piece)
      yield piece
    }
    state = 'ended'
  }
  return () => {
    if (state === 'unread') return first()
    return state === 'ended' && kept ? again(kept) : undefined
  }
}

async function* again(pieces: Uint8Array[]) {
  yield* pieces
}
