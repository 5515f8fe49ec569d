/** Makes CR LF and CR into LF over a text that comes in pieces; a CR at the end of a piece waits for the next one. */
export function lineEnds() {
  let held = ''
  return {
    /** May be empty. */
    push(piece: string): string {
      const text = held + piece
      held = text.endsWith('\r') ? '\r' : ''
      return normalise(held ? text.slice(0, -1) : text)
    },
    /** What was held when nothing follows. */
    flush(): string {
      const rest = normalise(held)
      held = ''
      return rest
    },
  }
}

const normalise = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
