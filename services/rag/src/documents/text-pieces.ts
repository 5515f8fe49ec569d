/** A stream to a reader that stops keeps 16 pieces at each end. */
const TEXT_BYTES_MAX = 16 * 1024

/** Text of UTF-8 bytes, in small pieces; a character that spans two pieces of bytes comes whole with the second one. */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for await (const piece of bytes) {
    for (let start = 0; start < piece.length; start += TEXT_BYTES_MAX) {
      const text = decoder.decode(piece.subarray(start, start + TEXT_BYTES_MAX), { stream: true })
      if (text) yield text
    }
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
