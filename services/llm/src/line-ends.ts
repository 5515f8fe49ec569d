/** Makes CR LF and CR into LF over the pieces of one text, also where a piece ends between the two. */
export function lineEnds(): (piece: string) => string {
  let afterCr = false
  return (piece) => {
    const text = afterCr && piece.startsWith('\n') ? piece.slice(1) : piece
    if (piece !== '') afterCr = piece.endsWith('\r')
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  }
}
