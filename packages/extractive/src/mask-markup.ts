/** Takes no room in a quote, so that places in the text stay as they are. */
const NOTHING = '\u2060'

const isHtml =
  /<\/(?:p|div|span|b|i|u|a|li|ul|ol|td|tr|table|h[1-6]|em|strong|script|style)>|<br\s{0,3}\/?>|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});/i
const comment = /<!--[\s\S]{0,5000}?-->/g
const code = /<(script|style)\b[^<>]{0,300}>[^<]{0,20000}<\/\1>/gi
const tag = /<\/?([a-z][a-z0-9]{0,15})\b[^<>]{0,500}>/gi
const inlineTags = new Set('a abbr b big cite code del em font i ins kbd mark q s small span strong sub sup tt u'.split(' '))
const entity = /&(?:nbsp|amp|lt|gt|quot|apos|mdash|ndash|hellip|#\d{1,6});/g
const entities: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&mdash;': '—',
  '&ndash;': '–',
  '&hellip;': '…',
}

const image = /!\[[^[\]]{0,200}\]\([^()\s]{0,500}\)/g
const quoteMark = /^[ \t]{0,3}(?:>[ \t]?){1,5}/gm
/** The number of a note behind a sentence, raised or, as a copied text has it, on the line. */
const noteNumber =
  /(?<=\p{L}{3}[.,;:!?"”»)]{0,2}|\d{4}[.,;])[¹²³⁰⁴-⁹]{1,3}(?=[\s.,;:!?)]|$)|(?<=\p{L}{3}[.!?]|\d{4}\.)\d{1,2}(?=\s+\p{Lu}|\s*$)/gmu

/**
 * The text without what only a program reads: tags and character references of HTML, marks of quoted lines, numbers of notes and
 * of lines. It has the same length, and each character that stays is where it was.
 */
export function maskMarkup(text: string): string {
  const plain = text.replace(image, nothing).replace(quoteMark, blanks).replace(noteNumber, nothing)
  return withoutLineNumbers(isHtml.test(plain) ? withoutHtml(plain) : plain)
}

const blanks = (marks: string): string => ' '.repeat(marks.length)
const nothing = (marks: string): string => NOTHING.repeat(marks.length)
const lines = (marks: string): string => '\n'.repeat(marks.length)

const withoutHtml = (text: string): string =>
  text
    .replace(comment, nothing)
    .replace(code, lines)
    .replace(tag, (all, name: string) => (inlineTags.has(name.toLowerCase()) ? nothing(all) : lines(all)))
    .replace(entity, (all) => {
      const sign = entities[all] ?? signOf(Number(all.slice(2, -1)))
      return sign + NOTHING.repeat(all.length - sign.length)
    })

const signOf = (code: number): string => (code > 31 && code < 0xd800 ? String.fromCharCode(code) : ' ')

/** Lines with numbers that go on by one; fewer may be a list. */
const NUMBERED_MIN = 5
const lineNumber = /^[ \t]{0,8}(\d{1,4})(?=[ \t]{1,8}\S)/

/** Numbers at the beginning of lines, if nearly all lines have the next one. */
function withoutLineNumbers(text: string): string {
  if (!/^[ \t]{0,8}1[ \t]/m.test(text)) return text
  const all = text.split('\n')
  const written = all.filter((line) => line.trim() !== '')
  const numbers = written.map((line) => Number(lineNumber.exec(line)?.[1] ?? Number.NaN))
  const following = numbers.filter((number, at) => number === (numbers[at - 1] ?? 0) + 1).length
  if (following < NUMBERED_MIN || following < written.length * 0.8) return text
  return all.map((line) => line.replace(lineNumber, blanks)).join('\n')
}
