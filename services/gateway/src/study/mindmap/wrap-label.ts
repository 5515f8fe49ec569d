/** Columns of a line: what is read at a glance. */
const COLUMNS_MAX = 28

/** A label in lines of at most so many columns, cut between words, and within one that is longer than a line. */
export function wrapLabel(label: string): string[] {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const word of label.trim().split(/\s+/).flatMap(pieces)) {
    const added = columnsOf(word)
    if (line !== '' && columns + 1 + added <= COLUMNS_MAX) {
      line += ` ${word}`
      columns += 1 + added
    } else {
      if (line !== '') lines.push(line)
      line = word
      columns = added
    }
  }
  return [...lines, line]
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff00-\uff60]/u
const ASCII = /^[\x20-\x7e]*$/
/** Columns of the characters of one code unit; 0: not computed yet. */
const unitColumns = new Uint8Array(65_536)

/** Columns as an east Asian terminal counts them: a wide character takes two. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length
  let columns = 0
  for (const character of text) {
    const unit = character.charCodeAt(0)
    const known = character.length === 1 ? unitColumns[unit] : 0
    const added = known || (WIDE.test(character) ? 2 : 1)
    if (character.length === 1) unitColumns[unit] = added
    columns += added
  }
  return columns
}

function pieces(word: string): string[] {
  if (columnsOf(word) <= COLUMNS_MAX) return [word]
  const cut: string[] = []
  let piece = ''
  let columns = 0
  for (const { segment } of graphemes.segment(word)) {
    const added = columnsOf(segment)
    if (piece !== '' && columns + added > COLUMNS_MAX) {
      cut.push(piece)
      piece = ''
      columns = 0
    }
    piece += segment
    columns += added
  }
  return [...cut, piece]
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
