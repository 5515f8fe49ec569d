/** A quotation mark whose field is not closed within this is a sign like any other. */
const QUOTED_CHARS_MAX = 20_000
/** After so many that are not closed, none is taken for the beginning of a field. */
const UNCLOSED_MAX = 1_000

export interface CsvRecord {
  cells: string[]
  /** As it stands in the text. */
  source: string
}

/**
 * The records of a table of values, without blank lines. Quotation marks within a field need not be doubled, and one that is never
 * closed swallows nothing. `columns`: how many cells a record usually has.
 */
export function* csvRecords(text: string, delimiter: string, columns?: number): Generator<CsvRecord> {
  let unclosed = 0
  let at = 0
  while (at < text.length) {
    const lineEnd = endOfLine(text, at)
    const line = text.slice(at, lineEnd)
    const quoted = line.includes('"') && unclosed < UNCLOSED_MAX ? quotedRecord(text, at, delimiter) : undefined
    if (quoted === 'unclosed') unclosed++
    if (quoted === undefined || quoted === 'unclosed' || isSwallowed(quoted, line, delimiter, columns)) {
      if (line.trim() !== '') yield { cells: line.split(delimiter), source: line }
      at = lineEnd + 1
    } else {
      yield { cells: quoted.cells, source: text.slice(at, quoted.end) }
      at = quoted.end + 1
    }
  }
}

interface Quoted {
  cells: string[]
  /** Where its line ends. */
  end: number
}

/** A field over several lines that makes the record a wrong one, where the first line alone is a right one. */
const isSwallowed = ({ cells, end }: Quoted, line: string, delimiter: string, columns: number | undefined): boolean =>
  columns !== undefined && end > line.length && cells.length !== columns && line.split(delimiter).length === columns

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function quotedRecord(text: string, start: number, delimiter: string): Quoted | 'unclosed' {
  const cells: string[] = []
  let at = start
  let lineEnd = endOfLine(text, start)
  for (;;) {
    const quote = openingQuote(text, at, lineEnd)
    const close = quote === undefined ? undefined : closingQuote(text, quote + 1, delimiter)
    if (quote !== undefined && close === undefined) return 'unclosed'
    if (quote !== undefined && close !== undefined) {
      const cell = text.slice(quote + 1, close)
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      lineEnd = endOfLine(text, close)
    }
    const next = text.indexOf(delimiter, close ?? at)
    const end = next === -1 || next > lineEnd ? lineEnd : next
    if (close === undefined) cells.push(text.slice(at, end))
    if (end === lineEnd) return { cells, end: lineEnd }
    at = end + 1
  }
}

/** Where a field that begins here has its quotation mark, behind blanks. */
function openingQuote(text: string, at: number, lineEnd: number): number | undefined {
  let first = at
  while (first < lineEnd && text[first] === ' ') first++
  return text[first] === '"' ? first : undefined
}

/** The mark behind which the field ends: doubled ones and such as stand within a line are part of it. */
function closingQuote(text: string, from: number, delimiter: string): number | undefined {
  let at = text.indexOf('"', from)
  while (at !== -1 && at - from < QUOTED_CHARS_MAX) {
    let end = at + 1
    while (text[end] === '"') end++
    const isOdd = (end - at) % 2 === 1
    if (isOdd && endsField(text, end, delimiter)) return end - 1
    // A field begins here: the mark before is not closed.
    if (isOdd && text[at - 1] === '\n') return undefined
    at = text.indexOf('"', end)
  }
  return undefined
}

function endsField(text: string, at: number, delimiter: string): boolean {
  let next = at
  while (text[next] === ' ') next++
  return next >= text.length || text[next] === '\n' || text[next] === delimiter
}
