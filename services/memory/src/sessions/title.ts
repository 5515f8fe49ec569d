const TITLE_CHARS_MAX = 60

/** A session's title made of its first message: one line of about 60 characters that ends with a whole word. */
export function titleOf(message: string): string {
  const line = message
    .slice(0, 1_000)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (line.length <= TITLE_CHARS_MAX) return line
  const start = line.slice(0, TITLE_CHARS_MAX)
  // Cut at the end of a word, unless too little would remain, as in a language without spaces.
  const border = line[TITLE_CHARS_MAX] === ' ' ? TITLE_CHARS_MAX : start.lastIndexOf(' ')
  const cut = border >= TITLE_CHARS_MAX / 2 ? start.slice(0, border) : wholeCharacters(start)
  return `${cut.replace(/(?<![\s,;:.–-])[\s,;:.–-]+$/u, '')}…`
}

/** Without a last character that the cut may have split. */
function wholeCharacters(text: string): string {
  const last = [...new Intl.Segmenter().segment(text)].at(-1)
  return last === undefined || last.index === 0 ? text.toWellFormed() : text.slice(0, last.index)
}
