/**
 * A sentence that can be quoted: `text` is text.slice(start, end) of its source with white space collapsed.
 */
export interface Sentence {
  text: string
  start: number
  end: number
  kind: 'prose' | 'item' | 'heading'
  /** Ordinal of its paragraph or list item in the source. */
  paragraph: number
  /** The nearest heading above it; empty: none. */
  heading: string
}

/** Longest sentence; longer ones are cut at a space. */
export const SENTENCE_CHARS_MAX = 700

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** References such as `[7]` to the document's own list. They belong to the quote, but are neither words of it nor its numbers. */
const referenceMark = /(?<=\p{L}{3}|[\s.,;:!?)\]"”»]|^)\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}\]/gu
/** A full stop after these does not end a sentence: titles, initials, `e.g.`, `z. B.` */
const abbreviation =
  /(?:^|[\s("'«„“])(?:\p{L}|\p{L}\.\s?\p{L}|mr|mrs|ms|dr|prof|st|sr|jr|sra|vs|cf|ca|approx|al|gen|col|rev|bzw|vgl|evtl|ggf|sog|inkl|hrsg|geb|gest|p\.\s?ex|ej|sig|sigg|dott|örn|bkz)\.\s*$/iu
/** The same for these if a number follows: `fig. 3`. */
const numbered = /(?:^|[\s("'«„“])(?:no|nos|nr|vol|pp|figs?|eqs?|ch|chap|sec|art|abb|bd|tab|kap|éd|págs?|pag|núm)\.\s*$/iu
const letterOrDigit = /[\p{L}\p{N}]/u
const endInside = /[.!?…。！？؟।].*\S/u
/** German dates and ordinals: `am 3. Mai`, `im 19. Jahrhundert`. A year or a decimal can end a sentence. */
const ordinal = /(?:^|\s)\d{1,2}\.\s*$/u
/** `Artikel 48.` names what follows, and so does any number in front of a small letter. */
const article =
  /(?:^|[\s("'«„“])(?:artikel|articles?|artículos?|articol[oi]|artigos?|madde|paragraph|§§?)\s?\d{1,4}[a-z]?\.\s*$/iu
const anyNumber = /\d\.\s*$/u

/** The sentences of a text in order. Headings and list items are included; code and tables are not. */
export function splitSentences(text: string, running: ReadonlySet<string> = runningHeaders([text])): Sentence[] {
  const sentences: Sentence[] = []
  let heading = ''
  let paragraph = 0
  for (const block of blocks(text, running)) {
    paragraph += 1
    // Line breaks inside a paragraph are replaced, because the segmenter would end a sentence there.
    const flowing = block.text.replace(/\s/gu, ' ')
    const found = block.kind === 'heading' ? [[0, flowing.length] as const] : sentenceSpans(flowing)
    for (const span of found)
      for (const [from, to] of bounded(flowing, span)) {
        const quoted = quotable(flowing.slice(from, to))
        if (!letterOrDigit.test(quoted)) continue
        const start = block.start + from
        if (block.kind === 'heading') heading = quoted
        sentences.push({ text: quoted, start, end: block.start + to, kind: block.kind, paragraph, heading })
      }
  }
  return sentences
}

/** The text with blanks in the place of reference marks, of the same length. */
export const withoutReferences = (text: string): string => text.replace(referenceMark, (mark) => ' '.repeat(mark.length))

export const quotable = (text: string): string => withoutMarks(text).replace(/\s+/gu, ' ').trim()

/** Emphasis and code of Markdown, each in a pair around words; the text of a link. A star alone is a sign of the text. */
const emphasis = /(?<![\p{L}\p{N}*])\*{1,3}([\p{L}\p{N}"“„«(][^*]{0,200})(?<!\s)\*{1,3}(?![\p{L}\p{N}*])/gu
const underlined = /(?<![\p{L}\p{N}_])_{1,3}([\p{L}\p{N}"“„«(][^_]{0,200})(?<!\s)_{1,3}(?![\p{L}\p{N}_])/gu
const inlineCode = /`([^`]{1,200})`/gu
const link = /(?<!!)\[([^[\]]{1,200})\]\((?:https?:|mailto:|#|\/)[^()\s]{0,500}\)/gu

const withoutMarks = (text: string): string =>
  text.replace(link, '$1').replace(emphasis, '$1').replace(underlined, '$1').replace(inlineCode, '$1')

function sentenceSpans(text: string): [number, number][] {
  // Without an end mark before the last character there is only one sentence.
  if (!endInside.test(text)) return [trimmed(text, 0, text.length)]
  // A mark after a full stop would hide the end of the sentence.
  const masked = withoutReferences(text)
  const spans: [number, number][] = []
  let open: [number, number] | undefined
  for (const { segment, index } of segmenter.segment(masked)) {
    const end = index + segment.length
    open = open ? [open[0], end] : [index, end]
    const tail = masked.slice(Math.max(open[0], end - 24), end)
    const next = masked.slice(end, end + 1)
    const goesOn =
      abbreviation.test(tail) ||
      (numbered.test(tail) && /\d/.test(next)) ||
      (ordinal.test(tail) && /\p{L}/u.test(next)) ||
      (article.test(tail) && next !== '') ||
      (anyNumber.test(tail) && /\p{Ll}/u.test(next))
    if (goesOn) continue
    spans.push(open)
    open = undefined
  }
  if (open) spans.push(open)
  return spans.map(([from, to]) => trimmed(text, from, to))
}

/** Cuts long sentences at the last possible space, or between code points if there is none. */
function bounded(text: string, [from, to]: readonly [number, number]): [number, number][] {
  const pieces: [number, number][] = []
  let start = from
  while (to - start > SENTENCE_CHARS_MAX) {
    let cut = text.lastIndexOf(' ', start + SENTENCE_CHARS_MAX)
    if (cut <= start + SENTENCE_CHARS_MAX / 2) cut = start + SENTENCE_CHARS_MAX
    if (/[\uDC00-\uDFFF]/.test(text[cut] ?? '')) cut -= 1
    pieces.push(trimmed(text, start, cut))
    start = cut
  }
  pieces.push(trimmed(text, start, to))
  return pieces
}

function trimmed(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to]
  while (start < end && text[start] === ' ') start += 1
  while (end > start && text[end - 1] === ' ') end -= 1
  return [start, end]
}

/** A continuous block of a text: text.slice(start, start + block.text.length) === block.text. */
interface Block {
  kind: 'prose' | 'item' | 'heading'
  text: string
  start: number
}

interface Line {
  text: string
  start: number
  kind: 'blank' | 'prose' | 'item' | 'heading' | 'fence' | 'skip'
}

/** Longest line without an end mark that counts as a title. */
const TITLE_CHARS_MAX = 90
const TITLE_WORDS_MAX = 12
/** Longer lines are always paragraphs, so their form is not examined. */
const SHAPE_CHARS_MAX = 2_000

const fence = /^\s{0,3}(?:```|~~~)/
const markedHeading = /^\s{0,3}#{1,6}\s+(?=\S)/
const numberedHeading =
  /^\s{0,3}(?:(?:chapter|section|kapitel|chapitre|capítulo|capitolo|bölüm)\s+)?\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\p{Lu})/iu
const listItem = /^\s*(?:[-*•‣◦–]|\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)/u
const tableRow = /^\s*\||\|\s*$|\t.*\t/
const rule = /^[\s\-=_*~#|+:.]+$/
const endMark = /[.!?…:;,。！？؟]["'”’»)\]]*\s*$/u

/** Paragraphs, list items and headings of a text; code, tables and rules are left out. One pass, linear. */
function* blocks(text: string, running: ReadonlySet<string>): Generator<Block> {
  let open: { kind: 'prose' | 'item'; start: number; end: number } | undefined
  const closed = function* (): Generator<Block> {
    if (open) yield { kind: open.kind, text: text.slice(open.start, open.end), start: open.start }
    open = undefined
  }
  for (const [line, next] of withNext(classify(text, running))) {
    const end = line.start + line.text.length
    if (line.kind === 'heading' || (line.kind === 'prose' && !open && isTitle(line, next))) {
      yield* closed()
      const start = line.start + (markedHeading.exec(line.text)?.[0].length ?? 0)
      yield { kind: 'heading', text: withoutClosingMarks(text.slice(start, end)), start }
    } else if (line.kind === 'item') {
      yield* closed()
      open = { kind: 'item', start: line.start + (listItem.exec(line.text)?.[0].length ?? 0), end }
    } else if (line.kind === 'prose') {
      if (open) open.end = end
      else open = { kind: 'prose', start: line.start, end }
    } else {
      yield* closed()
    }
  }
  yield* closed()
}

/** `## Title ##` is closed by as many marks as one likes. */
function withoutClosingMarks(heading: string): string {
  const marked = heading.trimEnd()
  let end = marked.length
  while (marked[end - 1] === '#') end -= 1
  return marked.slice(0, end).trimEnd()
}

/** Each line with the one below it; a text of a million lines is never in memory as lines. */
function* withNext(lines: Iterable<Line>): Generator<[Line, Line | undefined]> {
  let line: Line | undefined
  for (const next of lines) {
    if (line) yield [line, next]
    line = next
  }
  if (line) yield [line, undefined]
}

function* classify(text: string, running: ReadonlySet<string>): Generator<Line> {
  let inFence = false
  for (let start = frontMatterEnd(text); start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    const line = text.slice(start, end)
    const kind = isPageLabel(line) || running.has(runningForm(line)) ? 'blank' : kindOf(line)
    if (kind === 'fence') inFence = !inFence
    yield { text: line, start, kind: inFence && kind !== 'blank' ? 'skip' : kind }
    start = end + 1
  }
}

const FRONT_MATTER_CHARS_MAX = 4_000

/** Where a text begins behind lines of metadata between `---` and `---`. */
function frontMatterEnd(text: string): number {
  if (!/^---[ \t]*\r?\n/.test(text)) return 0
  const end = /\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text.slice(0, FRONT_MATTER_CHARS_MAX))
  const isMetadata = end !== null && /^[\w-]{1,40}:/m.test(text.slice(3, end.index))
  return isMetadata ? end.index + end[0].length : 0
}

const LABEL_CHARS_MAX = 160
const pageLabel =
  /(?:^|\s{2}|[|·–—-]\s?)(?:page|seite|p\.|s\.|página|pág\.|pagina|pag\.|sayfa)\s?\d{1,4}(?:\s?(?:of|von|de|di|sur|\/)\s?\d{1,4})?\s*$/iu
const lonePageNumber = /^\s*(?:[-–—]\s?)?\d{1,4}(?:\s?(?:[-–—]|\/\s?\d{1,4}))?\s*$/u

/** `Page 2`, alone or at the end of a running header, and a number that stands alone. */
const isPageLabel = (line: string): boolean =>
  line.length <= LABEL_CHARS_MAX && (pageLabel.test(line.trimEnd()) || (line.trim() !== '' && lonePageNumber.test(line)))

const NO_FORM = ' '
/** A line without its page label, in which running headers are compared. */
const runningForm = (line: string): string =>
  line.length > LABEL_CHARS_MAX
    ? ''
    : line
        .replace(pageLabel, '')
        .replace(/[\s#]+/gu, ' ')
        .trim()
        .toLowerCase() || NO_FORM

/** A short line that is there so often is a running header. */
const RUNNING_MIN = 3

/**
 * Running headers and footers: lines that stand alone above a page label or share its line, and short lines that return on
 * other pages. A line of a paragraph that a page interrupts is none.
 */
export function runningHeaders(texts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  const labelled = new Set<string>()
  for (const text of texts) {
    let [alone, wasBlank] = ['', true]
    for (const line of text.split('\n')) {
      const form = runningForm(line)
      const isBlank = line.trim() === ''
      const isLabel = isPageLabel(line)
      const isTitle = !isBlank && !isLabel && line.length <= TITLE_CHARS_MAX && !endMark.test(line) && !marked.test(line)
      if (isLabel && form !== NO_FORM) labelled.add(form)
      if (isLabel && alone !== '') labelled.add(alone)
      if (isTitle) counts.set(form, (counts.get(form) ?? 0) + 1)
      alone = isTitle && wasBlank ? form : ''
      wasBlank = isBlank
    }
  }
  const returning = [...counts].filter(([, count]) => count >= RUNNING_MIN).map(([form]) => form)
  return new Set([...labelled, ...returning])
}

/** Headings, quotes, rows and items of Markdown. */
const marked = /^\s*(?:[#>|]|[-*•]\s)/u

function kindOf(line: string): Line['kind'] {
  if (line.length > SHAPE_CHARS_MAX) return 'prose'
  if (line.trim() === '') return 'blank'
  if (fence.test(line)) return 'fence'
  if (rule.test(line) || tableRow.test(line)) return 'skip'
  if (markedHeading.test(line)) return 'heading'
  if (numberedHeading.test(line) && !endMark.test(line) && line.length <= TITLE_CHARS_MAX) return 'heading'
  return listItem.test(line) ? 'item' : 'prose'
}

/** Whether a line is a heading: short, without an end mark, and alone or directly above a paragraph. */
function isTitle(line: Line, next: Line | undefined): boolean {
  const text = line.text.trim()
  if (text.length > TITLE_CHARS_MAX || endMark.test(text) || !next) return false
  if (!/^["'«„“(]?[\p{Lu}\p{Lo}\p{N}]/u.test(text) || text.split(/\s+/u).length > TITLE_WORDS_MAX) return false
  if (next.kind === 'blank' || next.kind === 'skip' || next.kind === 'item') return true
  return /^\s*["'«„“(]?\p{Lu}/u.test(next.text) && text.length < 50 && next.text.length > text.length * 1.5
}
