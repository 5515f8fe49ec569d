import { type CsvRecord, csvRecords } from './records'

export interface Delimited {
  delimiter: string
  /** How many cells most records have. */
  columns: number
  /** Lines before the header that are no records. */
  preamble: number
}

const DELIMITERS = [',', ';', '\t', '|']
/** Records by which a table is counted. */
const SAMPLE_RECORDS = 200
/** A table that is not called one has at least this many. */
const RECORDS_MIN = 3
/** Of records that have as many cells as most. */
const CONSISTENT_MIN = 0.5
const HEADING_LENGTH_MAX = 100
/** Of the cells below a heading, for the column to be one of numbers or dates. */
const TYPED_MIN = 0.8

interface Candidate extends Delimited {
  records: CsvRecord[]
  consistency: number
  /** The share of delimiters that stand neither between digits, as a decimal comma, nor before a blank, as in a sentence. */
  strength: number
}

/** How a file that is called a table is divided; undefined: it has one column. */
export function delimiterOf(text: string): Delimited | undefined {
  const [best] = candidates(text).filter(({ columns, consistency }) => columns > 1 && consistency >= CONSISTENT_MIN)
  return best
}

/**
 * How a text is divided that is a table, though nothing says so. All its records must be alike, below headings, and it must have
 * a column of numbers or dates, unless tabs divide it: verses, code, logs and sentences are text.
 */
export function delimiterOfUnnamed(text: string): Delimited | undefined {
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
    consistency: isTable && counted > 0 ? Math.min(1, count / counted) : 0,
    strength: strengthOf(records, delimiter),
  }
}

/** Remarks and titles come before the first record that is divided like most; one of them may be divided so by accident. */
function preambleOf(records: CsvRecord[], columns: number, delimiter: string): number {
  const first = records.findIndex(({ cells, source }) => cells.length === columns && !source.startsWith('#'))
  if (first === -1) return 0
  const before = records.slice(0, first)
  const isSentence = (record: CsvRecord) => strengthOf([record], delimiter) === 0 && /\s/.test(record.source)
  const [header, next, ...rest] = records.slice(first)
  const isTitle =
    header !== undefined &&
    next !== undefined &&
    isSentence(header) &&
    isHeader(next) &&
    rest.some(({ cells }) => cells.some(isValue))
  // A header that is shorter than its records is no remark.
  const isHeaderCut = first === 1 && (before[0]?.cells.length ?? 0) > 1 && !before[0]?.source.startsWith('#')
  return isHeaderCut ? 0 : first + Number(isTitle && rest.length > 0 && strengthOf(records.slice(first + 1), delimiter) > 0.5)
}

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

const isHeader = ({ cells }: CsvRecord): boolean =>
  cells.every((cell) => cell.trim() !== '' && cell.length <= HEADING_LENGTH_MAX && !isValue(cell)) &&
  new Set(cells.map((cell) => cell.trim())).size === cells.length

function looksLikeTable({ records, columns, delimiter }: Candidate, text: string): boolean {
  const [header, ...rows] = records
  if (header === undefined || !isHeader(header)) return false
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
