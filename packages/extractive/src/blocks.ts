/** A continuous block of a text: text.slice(start, start + block.text.length) === block.text. */
export interface Block {
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
export function* blocks(text: string): Generator<Block> {
  let open: { kind: 'prose' | 'item'; start: number; end: number } | undefined
  const closed = function* (): Generator<Block> {
    if (open) yield { kind: open.kind, text: text.slice(open.start, open.end), start: open.start }
    open = undefined
  }
  for (const [line, next] of withNext(classify(text))) {
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

function* classify(text: string): Generator<Line> {
  let inFence = false
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    const line = text.slice(start, end)
    const kind = kindOf(line)
    if (kind === 'fence') inFence = !inFence
    yield { text: line, start, kind: inFence && kind !== 'blank' ? 'skip' : kind }
    start = end + 1
  }
}

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
