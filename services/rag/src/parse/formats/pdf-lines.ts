/** A run of characters as pdf.js gives it. */
export interface TextItem {
  str: string
  /** The last two are its place: from the left, from the bottom. */
  transform: number[]
  width: number
  height: number
  hasEOL: boolean
}

export interface Line {
  text: string
  /** Of its largest characters. */
  height: number
  opensParagraph: boolean
}

/** A gap to the line before of more than this many heights is a new paragraph. */
const PARAGRAPH_GAP = 1.6

/** Runs put together to lines, in the order of the page's own stream. */
export function linesOf(items: TextItem[]): Line[] {
  const lines: Line[] = []
  let text = ''
  let height = 0
  let bottom = 0
  let lastBottom: number | undefined
  const end = () => {
    const trimmed = text.trim()
    if (trimmed !== '') {
      const gap = lastBottom === undefined ? 0 : Math.abs(lastBottom - bottom)
      lines.push({ text: trimmed, height, opensParagraph: gap > PARAGRAPH_GAP * Math.max(height, 1) })
      lastBottom = bottom
    }
    text = ''
    height = 0
  }
  for (const { str, transform, height: itemHeight, hasEOL } of items) {
    if (str.trim() !== '') {
      if (text.trim() === '') bottom = transform[5] ?? 0
      height = Math.max(height, itemHeight)
    }
    text += str
    if (hasEOL) end()
  }
  end()
  return lines
}

/** Words that are divided at the end of a line become whole again. */
export const wholeWords = (text: string): string => text.replaceAll(/(\p{L})[-\u00ad]\n(?=\p{Ll})/gu, '$1')
