/** Longest line without an end mark that counts as a title. */
export const TITLE_CHARS_MAX = 90
/** The end of a sentence. */
export const endMark = /[.!?…:;,。！？؟]["'”’»)\]\u2060]*\s*$/u

const LABEL_CHARS_MAX = 160
const pageLabel =
  /(?:^|\s{2}|[|·–—-]\s?)(?:page|seite|p\.|s\.|página|pág\.|pagina|pag\.|sayfa|trang|страница|стр\.|صفحة|slide|folie|diapositiva|diapo)\s?\d{1,4}(?:\s?(?:of|von|de|di|sur|из|من|\/)\s?\d{1,4})?\s*$|\s[|·•]\s\d{1,4}\s*$|^\s*\d{1,4}\s[|·•]\s|^\s*第\s?\d{1,4}\s?页(?:\s?\/?\s?共\s?\d{1,4}\s?页)?\s*$/iu
/** A number alone, also in brackets, between dashes, of a total, or in small Roman figures. */
const lonePageNumber = /^\s*(?:(?:[-–—]\s?)?\d{1,4}(?:\s?(?:[-–—]|\/\s?\d{1,4}))?|\[\d{1,4}\]|\(\d{1,4}\)|[ivxl]{2,6})\s*$/u
const rights =
  /^\s*(?:©|\(c\)\s|copyright\s|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)/iu

/** A line that belongs to no text: of a table of contents, a notice of rights. */
export const isApparatus = (line: string): boolean => line.length <= LABEL_CHARS_MAX && (isLeader(line) || rights.test(line))

/** `Page 2`, alone or at the end of a running header, and a number that stands alone. */
export const isPageLabel = (line: string): boolean =>
  line.length <= LABEL_CHARS_MAX && (pageLabel.test(line.trimEnd()) || (line.trim() !== '' && lonePageNumber.test(line)))

const NO_FORM = ' '
/** A line without its page label, in which running headers are compared. */
export const runningForm = (line: string): string =>
  line.length > LABEL_CHARS_MAX
    ? ''
    : line
        .replace(pageLabel, '')
        .replace(/[\s#]+/gu, ' ')
        .trim()
        .toLowerCase() || NO_FORM

/** A short line that is there so often is a running header. */
const RUNNING_MIN = 3
/** A title that stands below so many page labels is one, too. */
const BELOW_MIN = 2

/**
 * Running headers and footers: lines that stand alone above a page label or share its line, and short lines that return on
 * other pages, or below another page label. A line of a paragraph that a page interrupts is none.
 */
export function runningHeaders(texts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  const labelled = new Set<string>()
  const below = new Map<string, number>()
  for (const text of texts) {
    let [alone, wasBlank, wasLabel] = ['', true, false]
    for (const line of text.split('\n')) {
      const form = runningForm(line)
      const isBlank = line.trim() === ''
      const isLabel = isPageLabel(line)
      const isShort = !isBlank && !isLabel && line.length <= TITLE_CHARS_MAX && !marked.test(line)
      const isTitle = isShort && !endMark.test(line)
      if (isLabel && form !== NO_FORM) labelled.add(form)
      if (isLabel && alone !== '') labelled.add(alone)
      // A sentence that stands alone again and again is a footer.
      if (isTitle || (isShort && wasBlank)) counts.set(form, (counts.get(form) ?? 0) + 1)
      if (isTitle && wasLabel) below.set(form, (below.get(form) ?? 0) + 1)
      if (!isBlank) wasLabel = isLabel
      alone = isTitle && wasBlank ? form : ''
      wasBlank = isBlank
    }
  }
  const returning = [...counts]
    .filter(([form, count]) => count >= RUNNING_MIN || (below.get(form) ?? 0) >= BELOW_MIN)
    .map(([form]) => form)
  return new Set([...labelled, ...returning])
}

/** Headings, quotes, rows and items of Markdown. */
const marked = /^\s*(?:[#>|]|[-*•]\s)/u

const LEADER_DOTS_MIN = 4

/** `Methods ........ 7`: dots, or a tab, between the words and the page. Read from the end, in one pass. */
function isLeader(line: string): boolean {
  const text = line.trimEnd()
  let end = text.length
  while (/[\divxl]/.test(text[end - 1] ?? '')) end--
  if (end === text.length) return false
  if (text[end - 1] === '\t') return /\p{L}/u.test(text[end - 2] ?? '')
  let dots = 0
  for (; /[.…_ ]/.test(text[end - 1] ?? ''); end--) dots += text[end - 1] === '…' ? 3 : text[end - 1] === ' ' ? 0 : 1
  return dots >= LEADER_DOTS_MIN
}
