import { subscript, superscript } from '../../raised'

/** Text that stands on the line, above it or below it. */
export type Position = 'line' | 'above' | 'below'

/** Joins runs of text: neighbours of one position are one, for a raised number may be cut into several. */
export function textRuns() {
  const parts: string[] = []
  let pending = ''
  let position: Position = 'line'
  const flush = () => {
    if (pending !== '')
      parts.push(position === 'line' ? pending : position === 'above' ? superscript(pending) : subscript(pending))
    pending = ''
  }
  return {
    add(text: string, at: Position = 'line') {
      if (at !== position) flush()
      position = at
      pending += text
    },
    /** All that was added, which is let go of. */
    take(): string {
      flush()
      position = 'line'
      return parts.splice(0).join('')
    },
  }
}

/** Characters that XML can't hold, as Office writes them. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
