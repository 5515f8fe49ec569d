/** Columns of a line: what is read at a glance. */
const COLUMNS_MAX = 28

/** A label in lines of at most so many columns, cut between words, and within one that is longer than a line. */
export function wrapLabel(label: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of label.trim().split(/\s+/).flatMap(pieces)) {
    const joined = line === '' ? word : `${line} ${word}`
    if (columnsOf(joined) <= COLUMNS_MAX) line = joined
    else {
      if (line !== '') lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff00-\uff60]/u

/** Columns as an east Asian terminal counts them: a wide character takes two. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += WIDE.test(character) ? 2 : 1
  return columns
}

function pieces(word: string): string[] {
  const cut: string[] = ['']
  for (const { segment } of graphemes.segment(word)) {
    const last = cut.at(-1) ?? ''
    if (columnsOf(last + segment) > COLUMNS_MAX && last !== '') cut.push(segment)
    else cut[cut.length - 1] = last + segment
  }
  return cut
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
