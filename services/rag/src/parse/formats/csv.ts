import { markdownWriter } from '../markdown-writer'

/**
 * The rows of a table of values, with the lines before its header as text. Undefined: the text is no table. `named`: the name
 * of the file says that it is one.
 */
export function parseCsv(text: string, named: boolean): string | undefined {
  const line = /\S.{0,100}/.exec(text)
  const delimiter = namedDelimiter(line?.[0] ?? '')
  if (line !== null && delimiter !== undefined) return namedTable(text.slice(endOfLine(text, line.index) + 1), delimiter, named)
  const delimited = named ? delimiterOf(text) : delimiterOfUnnamed(text)
  return delimited === undefined ? undefined : tableOf(text, delimited)
}

/**
 * The delimiter that a line such as `sep=;` tells spreadsheet programs: one sign. Programs that save it as a row add delimiters
 * to it.
 */
function namedDelimiter(line: string): string | undefined {
  const value = /^"?sep[ \t]*=(.+)$/i.exec(line)?.[1]
  if (value === undefined) return undefined
  const [sign = value[0], ...others] = value.trim().replace(/^\\t/, '\t')
  const isOne =
    sign !== undefined && !/[\p{L}\p{N}"]/u.test(sign) && others.every((other) => other === sign || /[",;|\s]/.test(other))
  return isOne ? sign : undefined
}

/** Settings may have a line like it: a text that is not called a table has the delimiter in most of its records. */
function namedTable(text: string, delimiter: string, named: boolean): string | undefined {
  const { columns, preamble, consistency } = candidate(text, delimiter)
  if (!named && (columns === 1 || consistency < CONSISTENT_MIN)) return undefined
  return tableOf(text, { delimiter, columns, preamble })
}

function tableOf(text: string, { delimiter, columns, preamble }: Delimited): string {
  const out = markdownWriter()
  let left = preamble
  for (const { cells, source } of csvRecords(text, delimiter, columns === 0 ? undefined : columns)) {
    left--
    if (left >= 0) out.paragraph(source)
    else out.row(cells)
  }
  return out.text()
}

interface Delimited {
  delimiter: string
  /** Number of cells of most records. */
  columns: number
  /** Lines before the header that are no records. */
  preamble: number
}

const DELIMITERS = [',', ';', '\t', '|']
/** Records at the beginning that decide whether the text is a table. */
const SAMPLE_RECORDS = 200
/** A table that is not called one has at least this many. */
const RECORDS_MIN = 3
/** Minimum share of the records that have the most common number of cells. */
const CONSISTENT_MIN = 0.5
const HEADING_LENGTH_MAX = 100
/** Minimum share of numbers or dates among the cells of a column of them. */
const TYPED_MIN = 0.8

interface Candidate extends Delimited {
  records: CsvRecord[]
  consistency: number
  /** The share of delimiters that stand neither between digits, as a decimal comma, nor before a blank, as in a sentence. */
  strength: number
}

/** How a file that is called a table is divided; undefined: it has one column. */
function delimiterOf(text: string): Delimited | undefined {
  const [best] = candidates(text).filter(({ columns, consistency }) => columns > 1 && consistency >= CONSISTENT_MIN)
  return best
}

/**
 * The delimiter of a text that is a table although nothing says so. All its records must be alike, below headings, and it must
 * have a column of numbers or dates, unless tabs divide it: verses, code, logs and sentences are text.
 */
function delimiterOfUnnamed(text: string): Delimited | undefined {
  const [best] = candidates(text).filter((candidate) => candidate.columns > 1 && candidate.consistency === 1)
  if (best === undefined || best.records.length < RECORDS_MIN || best.preamble > 0) return undefined
  return looksLikeTable(best, text) && isConsistent(text, best) ? best : undefined
}

function candidates(text: string): Candidate[] {
  return DELIMITERS.map((delimiter) => candidate(text, delimiter)).sort(
    (one, other) =>
      Number(other.columns > 1) - Number(one.columns > 1) ||
      other.consistency - one.consistency ||
      one.preamble - other.preamble ||
      other.strength - one.strength ||
      other.columns - one.columns,
  )
}

function candidate(text: string, delimiter: string): Candidate {
  const records = [...csvRecords(text, delimiter).take(SAMPLE_RECORDS)]
  const counts = new Map<number, number>()
  for (const { cells } of records) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [columns = 1, count = 0] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? []
  const preamble = preambleOf(records, columns, delimiter)
  const counted = records.length - preamble
  const isTable = count > 1 || records.length === 1
  return {
    delimiter,
    records,
    columns,
    preamble,
    consistency:
      isTable && counted > 0 && !isOneColumn({ records, columns, preamble, delimiter }) ? Math.min(1, count / counted) : 0,
    strength: strengthOf(records, delimiter),
  }
}

/** Marks that begin a remark in tables of programs. */
const REMARK = /^(?:#|%|\/\/|\*|!)/

/** Remarks and titles come before the first record that is divided like most; one of them may be divided so by accident. */
function preambleOf(records: CsvRecord[], columns: number, delimiter: string): number {
  const first = records.findIndex(({ cells, source }) => cells.length === columns && !REMARK.test(source))
  if (first === -1) return 0
  const before = records[first - 1]
  // A header may begin with the sign of a remark, or be shorter than its records.
  if (before !== undefined && before.cells.length > 1 && !isHeader(records, first, columns)) {
    if (before.cells.length === columns && isHeading(before)) return first - 1
    if (first === 1 && !REMARK.test(before.source)) return 0
  }
  const isSentence = (record: CsvRecord) => strengthOf([record], delimiter) === 0 && /\s/.test(record.source)
  let header = first
  for (const [at, record] of records.slice(0, first + TITLE_RECORDS_MAX).entries()) {
    if (at > first && isHeader(records, at, columns) && strengthOf(records.slice(at), delimiter) > 0.5) header = at
    if (at >= first && record.cells.length === columns && !isSentence(record)) break
  }
  return header
}

/** Maximum number of sentences above a header that are divided by accident. */
const TITLE_RECORDS_MAX = 10

/** Headings, and below them a column that has values in most records. The first cell may be empty, above names of rows. */
function isHeader(records: CsvRecord[], at: number, columns: number): boolean {
  const header = records[at]
  if (header?.cells.length !== columns) return false
  const [first = '', ...others] = header.cells
  if (!isHeading({ ...header, cells: first.trim() === '' ? others : header.cells })) return false
  const below = records.slice(at + 1)
  return header.cells.some((_, column) => {
    const count = below.filter(({ cells }) => isValue(cells[column] ?? '')).length
    return count > 0 && count >= below.length * CONSISTENT_MIN
  })
}

/** One column, below its heading, whose cells have decimal commas or are names with a comma. */
const isOneColumn = ({ records, columns, preamble, delimiter }: Omit<Candidate, 'consistency' | 'strength'>): boolean =>
  delimiter === ',' &&
  columns === 2 &&
  preamble > 0 &&
  !REMARK.test(records[preamble - 1]?.source ?? '') &&
  !isHeader(records, preamble, columns) &&
  strengthOf(records.slice(preamble), delimiter) === 0

function strengthOf(records: CsvRecord[], delimiter: string): number {
  let all = 0
  let strong = 0
  for (const { source } of records)
    for (let at = source.indexOf(delimiter); at !== -1; at = source.indexOf(delimiter, at + 1)) {
      all++
      const isDecimal = delimiter === ',' && /\d/.test(source[at - 1] ?? '') && /\d/.test(source[at + 1] ?? '')
      if (!isDecimal && source[at + 1] !== ' ') strong++
    }
  return all === 0 ? 0 : strong / all
}

const isValue = (cell: string): boolean =>
  cell.length <= HEADING_LENGTH_MAX && /^[-+(]?[\p{Sc}]?\s?\d[\d.,:/\-\s%]*[\p{Sc}%)]?$/u.test(cell.trim())

const isHeading = ({ cells }: CsvRecord): boolean =>
  cells.every((cell) => cell.trim() !== '' && cell.length <= HEADING_LENGTH_MAX && !isValue(cell)) &&
  new Set(cells.map((cell) => cell.trim())).size === cells.length

function looksLikeTable({ records, columns, delimiter }: Candidate, text: string): boolean {
  const [header, ...rows] = records
  if (header === undefined || !isHeading(header)) return false
  // Tables of Markdown are text as they are.
  if (delimiter === '|' && text.trimStart().startsWith('|')) return false
  if (records.some(({ cells }) => cells.some(isPiece))) return false
  if (delimiter === '\t') return true
  return Array.from({ length: columns }, (_, at) => rows.filter(({ cells }) => isValue(cells[at] ?? '')).length).some(
    (count) => count >= rows.length * TYPED_MIN,
  )
}

/** A cell that was cut out of code or a formula: its brackets are not closed. */
function isPiece(cell: string): boolean {
  let open = 0
  for (const sign of cell) {
    if ('([{'.includes(sign)) open++
    if (')]}'.includes(sign)) open--
    if (open < 0) return true
  }
  return open !== 0
}

function isConsistent(text: string, { delimiter, columns }: Delimited): boolean {
  for (const { cells } of csvRecords(text, delimiter, columns)) if (cells.length !== columns) return false
  return true
}

/** A quotation mark whose field is not closed within this is a sign like any other. */
const QUOTED_CHARS_MAX = 100_000
/** Number of unclosed quotation marks after which none begins a field. */
const UNCLOSED_MAX = 1_000

interface CsvRecord {
  cells: string[]
  /** The record as it is in the text. */
  source: string
}

/**
 * The records of a table of values, without blank lines. Quotation marks within a field need not be doubled, and one that is
 * never closed swallows nothing. `columns`: how many cells a record usually has.
 */
function* csvRecords(text: string, delimiter: string, columns?: number): Generator<CsvRecord> {
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

/** The place of the opening quotation mark of the field that begins here; blanks may precede it. */
function openingQuote(text: string, at: number, lineEnd: number): number | undefined {
  let first = at
  while (first < lineEnd && text[first] === ' ') first++
  return text[first] === '"' ? first : undefined
}

/** The closing quotation mark of the field. Doubled marks, and single ones inside of a line, belong to its text. */
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
