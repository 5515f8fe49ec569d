import { months } from './lexicon'
import { maskMarkup, quotable } from './mask-markup'
import { endMark, isApparatus, isPageLabel, runningForm, runningHeaders, TITLE_CHARS_MAX } from './running-headers'

/**
 * A sentence that can be quoted: `text` is text.slice(start, end) of its source with white space collapsed; of a row, its cells.
 */
export interface Sentence {
  text: string
  start: number
  end: number
  /** `row`: of a table, each cell with the label of its column. */
  kind: 'prose' | 'item' | 'heading' | 'row'
  /** Ordinal of its paragraph or list item in the source. */
  paragraph: number
  /** The nearest heading above it; empty: none. */
  heading: string
}

/** Longest sentence; longer ones are cut at a space. */
export const SENTENCE_CHARS_MAX = 700

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** References such as `[7]` to the document's own list. They belong to the quote, but are neither words of it nor its numbers. */
const referenceMark = /(?<=\p{L}{3}|[\s.,;:!?)\]"”»。！？]|^)\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}|\^[\w-]{1,20})\]/gu
/** A full stop after these does not end a sentence: titles, initials, `e.g.`, `z. B.` */
const abbreviation =
  /(?:^|[\s("'«„“])(?:\p{L}|\p{L}\.\s?\p{L}|mr|mrs|ms|dr|prof|st|sr|jr|sra|vs|cf|ca|approx|al|gen|col|rev|bzw|vgl|abs|ff|f|hr|fr|corp|dept|univ|evtl|ggf|sog|inkl|hrsg|geb|gest|p\.\s?ex|ej|sig|sigg|dott|örn|bkz)\.\s*$/iu
/** The same for these if a number follows: `fig. 3`. */
const numbered = /(?:^|[\s("'«„“])(?:no|nos|nr|vol|pp|figs?|eqs?|ch|chap|sec|art|abb|bd|tab|kap|éd|págs?|pag|núm)\.\s*$/iu
const letterOrDigit = /[\p{L}\p{N}]/u
const endInside = /[.!?…。！？؟।].*\S/u
/**
 * Dates and ordinals, by the word before: `im 19. Jahrhundert`, `ihr 2. Kind`. Another number can end a sentence: `Only 49 remain.`
 */
const ordinal =
  /(?:^|(?:^|[\s("„])(?:[ai]m|[bv]om|beim|zu[mr]|in|ab|seit|bis|nach|vor|und|oder|d(?:er|ie|as|en|em|es)|jed\p{L}+|dies\p{L}+|k?ein\p{L}*|[msd]ein\p{L}*|ihr\p{L}*|unser\p{L}*|den|det|ve|bu)\s)\d{1,2}\.\s*$/iu
const anyOrdinal = /(?:^|[\s(])\d{1,2}\.\s*$/u
/** `Artikel 48.` names what follows, and so does any number in front of a small letter. */
const article =
  /(?:^|[\s("'«„“])(?:artikel|articles?|artículos?|articol[oi]|artigos?|madde|paragraph|§§?)\s?\d{1,4}[a-z]?\.\s*$/iu
const anyNumber = /\d\.\s*$/u

interface SplitOptions {
  running?: ReadonlySet<string>
  withRows?: boolean
}

/** The sentences of a text in order. Headings and list items are included; code is not, nor are tables unless `withRows`. */
export function splitSentences(
  written: string,
  { running = runningHeaders([written]), withRows = false }: SplitOptions = {},
): Sentence[] {
  // A page ends a line: the title of the next one is not the rest of its last sentence.
  const text = maskMarkup(written.replaceAll('\f', '\n'), { withStamps: withRows })
  const sentences: Sentence[] = []
  let heading = ''
  let paragraph = 0
  for (const block of blocks(text, running, !withRows)) {
    if (block.kind === 'row') {
      const row = labelled(block)
      const { start, text } = block
      if (row !== '') sentences.push({ text: row, start, end: start + text.length, kind: 'row', paragraph: ++paragraph, heading })
      continue
    }
    paragraph += 1
    // Line breaks inside a paragraph are replaced, because the segmenter would end a sentence there.
    const flowing = block.text.replace(/\s/gu, ' ')
    const found =
      block.kind === 'heading'
        ? [[0, flowing.length] as const]
        : linesApart(block.text).flatMap(([from, to]) =>
            sentenceSpans(flowing.slice(from, to)).map(([a, b]) => [from + a, from + b] as const),
          )
    for (const span of found)
      for (const [from, to] of bounded(flowing, span)) {
        const quoted = quotable(block.text.slice(from, to))
        if (!letterOrDigit.test(quoted)) continue
        const start = block.start + from
        if (block.kind === 'heading') heading = quoted
        sentences.push({ text: quoted, start, end: block.start + to, kind: block.kind, paragraph, heading })
      }
  }
  return sentences
}

/** `Office: room 12`, a line by itself where another one is of this form, too. */
const labelLine = /^[ \t]*[\p{Lu}\p{Lo}][^\n.:：!?;]{0,40}(?::[ \t\u00a0]|：)(?=\S)/gmu

/** Where the parts of a paragraph begin and end that its line ends divide. */
function linesApart(text: string): [number, number][] {
  const starts = text
    .matchAll(labelLine)
    .map(({ index }) => index)
    .toArray()
  if (starts.length < 2) return [[0, text.length]]
  const cuts = [...new Set([0, ...starts, text.length])]
  return cuts.slice(1).map((end, at) => [cuts[at] ?? 0, end])
}

/** The text with blanks in the place of reference marks, of the same length. */
export const withoutReferences = (text: string): string => text.replace(referenceMark, (mark) => ' '.repeat(mark.length))

function sentenceSpans(text: string): [number, number][] {
  // Without an end mark before the last character there is only one sentence.
  if (!endInside.test(text)) return byBlanks(text, trimmed(text, 0, text.length))
  // A mark after a full stop would hide the end of the sentence.
  const masked = withoutReferences(text)
  const spans: [number, number][] = []
  let open: [number, number] | undefined
  let last = 0
  for (const { segment, index } of segmenter.segment(masked)) {
    // Quotation marks that open belong to the next sentence, also where no blank stands before them.
    const end = index + segment.length - (opening.exec(segment)?.[0].length ?? 0)
    open = open ? [open[0], end] : [last, end]
    last = end
    if (goesOn(masked, open)) continue
    spans.push(open)
    open = undefined
  }
  if (open || last < text.length) spans.push([open?.[0] ?? last, text.length])
  return spans.flatMap((span) => byBlanks(text, trimmed(text, span[0], span[1])))
}

const opening = /(?<=\S)[“„«「『《〈（]{1,3}$/u
/** Longest quotation that no sentence ends in. */
const QUOTATION_CHARS_MAX = 300

/** Whether the sentence is not over: after an abbreviation or an ordinal, or inside a quotation. */
function goesOn(text: string, [from, end]: [number, number]): boolean {
  const tail = text.slice(Math.max(from, end - 24), end)
  const next = text.slice(end, end + 1)
  return (
    abbreviation.test(tail) ||
    (numbered.test(tail) && /\d/.test(next)) ||
    (ordinal.test(tail) && /\p{L}/u.test(next)) ||
    (anyOrdinal.test(tail) && isBeforeOrdinal(text.slice(from, end + NEXT_CHARS_MAX), text.slice(end, end + NEXT_CHARS_MAX))) ||
    (article.test(tail) && next !== '') ||
    (anyNumber.test(tail) && /\p{Ll}/u.test(next)) ||
    (/[!?！？。…]["”»」』“]\s*$/u.test(tail) && /[\p{Ll}\p{Script=Han}\p{Script=Hiragana}]/u.test(next)) ||
    (end - from <= QUOTATION_CHARS_MAX && isQuoting(text.slice(from, end), text.slice(end, end + QUOTATION_CHARS_MAX)))
  )
}

const NEXT_CHARS_MAX = 24

/** Whether a number belongs to what follows: `Montag, 3. Mai`, and any ordinal in Turkish. */
const isBeforeOrdinal = (text: string, next: string): boolean =>
  /[ğışİ]/u.test(text) || months.has(/^\p{L}+/u.exec(next)?.[0].toLowerCase() ?? '')

const quotationMarks: [RegExp, RegExp][] = [
  [/[“「『]/gu, /[”」』]/gu],
  [/«/gu, /»/gu],
]

/** Whether a quotation is open that ends soon. */
function isQuoting(text: string, rest: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  // „German quotes“ end with a mark that opens others.
  if (text.includes('„')) return count(/„/gu) > count(/[“”]/gu) && /[“”]/u.test(rest)
  if (count(/"/gu) % 2 === 1) return rest.includes('"')
  return quotationMarks.some(([open, close]) => count(open) > count(close) && rest.search(close) >= 0)
}

/** Thai has blanks for end marks: a long run of it is cut at them. */
const THAI_CHARS_MIN = 20

function byBlanks(text: string, [from, to]: [number, number]): [number, number][] {
  if (!/\p{Script=Thai}/u.test(text[from] ?? '')) return [[from, to]]
  const pieces: [number, number][] = []
  let start = from
  for (let at = text.indexOf(' ', from); at !== -1 && at < to; at = text.indexOf(' ', at + 1)) {
    if (at - start < THAI_CHARS_MIN) continue
    pieces.push([start, at])
    start = at + 1
  }
  pieces.push([start, to])
  return pieces
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
  kind: 'prose' | 'item' | 'heading' | 'row'
  text: string
  start: number
  /** The row that names the columns; empty: none does. */
  header?: string
}

interface Line {
  text: string
  start: number
  kind: 'blank' | 'prose' | 'item' | 'heading' | 'fence' | 'skip' | 'row'
}

const TITLE_WORDS_MAX = 12
/** Longer lines are always paragraphs, so their form is not examined. */
const SHAPE_CHARS_MAX = 2_000

const fence = /^\s{0,3}(?:```|~~~)/
const markedHeading = /^(?:\s{0,3}#{1,6}\s+|={2,5}\s?)(?=\S)/
const numberedHeading =
  /^\s{0,3}(?:(?:chapter|section|kapitel|chapitre|capítulo|capitolo|bölüm)\s+)?\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\p{Lu})/iu
const listItem = /^\s*(?:[-*•‣◦–●○▪■□☐☑✓✔➢➤→»]|\d{1,3}[.)]|\(?[a-z]\)|\(\d{1,3}\))\s+(?:\[[ xX]\]\s+)?(?=\S)/u
const wikiHeading = /^={2,5}\s?(?=[^=\s])[^=]{1,80}={2,5}\s*$/u
const directive =
  /^\s*(?:\{\{[^{}]{0,200}\}\}|__[A-Z]{2,20}__|\[\^[\w-]{1,20}\]:.{0,500}|[¹²³⁰⁴-⁹]{1,3}\s.{0,300}|\d{1,3}\s(?:see|cf\.|ibid|vgl\.|siehe|ebd\.|voir|véase|cfr\.)\s.{0,300})\s*$/iu
const tableRow = /^\s*\||\|\s*$|\t.*\t/
/** Values between commas or semicolons, without blanks after them. */
const valueRow = /^[^\n,;]{0,200}(?:[,;](?!\d{3}\b|\s)[^\n,;]{0,200}){2,40}$/u
const rule = /^[\s\-=_*~#|+:.]+$/

/**
 * Paragraphs, list items and headings of a text; code and rules are left out. Of a table each row is a block, or with `withCells`
 * each paragraph in a cell: pages that are laid out by tables have those. One pass, linear.
 */
function* blocks(text: string, running: ReadonlySet<string>, withCells: boolean): Generator<Block> {
  let open: { kind: 'prose' | 'item'; start: number; end: number } | undefined
  const closed = function* (): Generator<Block> {
    if (open) yield { kind: open.kind, text: text.slice(open.start, open.end), start: open.start }
    open = undefined
  }
  let header = ''
  for (const [line, next] of withNext(classify(text, running))) {
    const end = line.start + line.text.length
    if (line.kind === 'heading' || (line.kind === 'prose' && !open && isTitle(line, next))) {
      yield* closed()
      const start = line.start + (markedHeading.exec(line.text)?.[0].length ?? 0)
      yield { kind: 'heading', text: withoutClosingMarks(text.slice(start, end)), start }
    } else if (line.kind === 'item' && isNumberedTitle(line, next)) {
      yield* closed()
      const start = line.start + (listItem.exec(line.text)?.[0].length ?? 0)
      yield { kind: 'heading', text: text.slice(start, end), start }
    } else if (line.kind === 'item') {
      yield* closed()
      open = { kind: 'item', start: line.start + (listItem.exec(line.text)?.[0].length ?? 0), end }
    } else if (line.kind === 'prose') {
      if (
        open?.kind === 'item' &&
        isBelow(line, text.slice(open.start, Math.min(open.end, open.start + SHORT_ITEM_CHARS_MAX + 1)))
      )
        yield* closed()
      if (open) open.end = end
      else open = { kind: 'prose', start: line.start, end }
    } else {
      yield* closed()
      if (line.kind === 'row' && withCells) yield* paragraphsIn(line)
      else if (line.kind === 'row' && next?.kind === 'skip' && header === '') header = line.text
      else if (line.kind === 'row') yield { kind: 'row', text: line.text, start: line.start, header }
    }
    if (next?.kind !== 'row' && next?.kind !== 'skip') header = ''
  }
  yield* closed()
}

/** An item that no line end divides is shorter than the lines of its text. */
const SHORT_ITEM_CHARS_MAX = 60

/** Whether a line is a paragraph below a short item, not the rest of it. */
const isBelow = ({ text }: Line, item: string): boolean =>
  item.length <= SHORT_ITEM_CHARS_MAX && !item.includes('\n') && /^\p{Lu}/u.test(text) && text.length > 1.5 * item.length

/** A shorter cell is a value, even if it ends as a sentence does. */
const PARAGRAPH_CHARS_MIN = 60

function* paragraphsIn({ text, start }: Line): Generator<Block> {
  for (const { 0: cell, index } of text.matchAll(/[^|\t]+/gu)) {
    const [from, to] = trimmed(cell, 0, cell.length)
    const paragraph = cell.slice(from, to)
    if (to - from >= PARAGRAPH_CHARS_MIN && endMark.test(paragraph))
      yield { kind: 'prose', text: paragraph, start: start + index + from }
  }
}

const ROW_CELLS_MAX = 24
const cellsOf = (row: string): string[] =>
  row
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(row.includes('|') ? /(?<!\\)\|/ : '\t')
    .slice(0, ROW_CELLS_MAX)
    .map(quotable)

/** `Year: 2020; Area: 560 ha`: the cells of a row, each with the label of its column. */
function labelled({ text, header = '' }: Block): string {
  const labels = header === '' ? [] : cellsOf(header)
  return cellsOf(text)
    .flatMap((cell, at) => (letterOrDigit.test(cell) ? [labels[at] ? `${labels[at]}: ${cell}` : cell] : []))
    .join('; ')
    .slice(0, SENTENCE_CHARS_MAX)
    .toWellFormed()
}

/** `## Title ##` is closed by as many marks as one likes. */
function withoutClosingMarks(heading: string): string {
  const marked = heading.trimEnd()
  let end = marked.length
  while (marked[end - 1] === '#' || marked[end - 1] === '=') end -= 1
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

/** Where a text begins after lines of metadata between `---` and `---`. */
function frontMatterEnd(text: string): number {
  if (!/^(?:---|\+\+\+)[ \t]*\r?\n/.test(text)) return 0
  const end = /\n(?:---|\.\.\.|\+\+\+)[ \t]*(?:\r?\n|$)/.exec(text.slice(0, FRONT_MATTER_CHARS_MAX))
  const isMetadata = end !== null && /^[\p{L}\p{M}\p{N}_-]{1,40}\s?[:：=]/mu.test(text.slice(3, end.index))
  return isMetadata ? end.index + end[0].length : 0
}

function kindOf(line: string): Line['kind'] {
  if (line.length > SHAPE_CHARS_MAX) return /^\s{0,8}\|/u.test(line) ? 'row' : 'prose'
  if (line.trim() === '') return 'blank'
  if (fence.test(line)) return 'fence'
  if (isApparatus(line) || directive.test(line)) return 'blank'
  if (wikiHeading.test(line)) return 'heading'
  if (rule.test(line)) return 'skip'
  if (tableRow.test(line) || (valueRow.test(line) && !endMark.test(line) && !/\p{Script=Han}/u.test(line))) return 'row'
  if (markedHeading.test(line)) return 'heading'
  if (numberedHeading.test(line) && !endMark.test(line) && line.length <= TITLE_CHARS_MAX) return 'heading'
  return listItem.test(line) ? 'item' : 'prose'
}

/** `2. Results`, above a line of prose that begins with a capital letter. */
function isNumberedTitle({ text, start }: Line, next: Line | undefined): boolean {
  const number = /^\d{1,3}[.)] (?=\p{Lu})/u.exec(text)?.[0]
  if (number === undefined || next?.kind !== 'prose' || !/^["'«„“(]?\p{Lu}/u.test(next.text)) return false
  return isTitle({ text: text.slice(number.length), start, kind: 'prose' }, next)
}

/** Whether a line is a heading: short, without an end mark, and alone or directly above a paragraph. */
function isTitle(line: Line, next: Line | undefined): boolean {
  const text = line.text.replaceAll('\u2060', '').trim()
  if (text.length > TITLE_CHARS_MAX || endMark.test(text) || !next) return false
  if (/(?:\p{Ll}{3}|\d{3})[.!?]\u2060{0,3}(?:\[[^[\]]{1,20}\]){0,5}\s+\p{Lu}/u.test(text)) return false
  if (!/^(?:["'«„“(]|§§? ?)?[\p{Lu}\p{Lo}\p{N}]/u.test(text) || text.split(/\s+/u).length > TITLE_WORDS_MAX) return false
  if (next.kind === 'blank' || next.kind === 'skip' || next.kind === 'row' || next.kind === 'item') return true
  return /^[\s\u2060]*["'«„“(]?\p{Lu}/u.test(next.text) && text.length < 50 && next.text.length > text.length * 1.5
}
