import Papa from 'papaparse'
import { outline } from '../outline'

const DELIMITERS = [',', ';', '\t', '|']
/** Lines by which a table is told from prose. */
const SAMPLE_ROWS = 20
const SAMPLE_LENGTH = 65_536
/** A table that is not called one has at least this many rows. */
const ROWS_MIN = 3

/** The delimiter of a text that is a table of values; undefined: it is none. `named`: its name says that it is one. */
export function delimiterOf(text: string, named: boolean): string | undefined {
  const sample = text.slice(0, SAMPLE_LENGTH)
  return DELIMITERS.map((delimiter) => ({ delimiter, columns: columnsOf(sample, delimiter, named) }))
    .filter(({ columns }) => columns > 1)
    .sort((one, other) => other.columns - one.columns)[0]?.delimiter
}

/** How many columns all rows of the sample have; 0: they differ, or it reads like sentences. */
function columnsOf(sample: string, delimiter: string, named: boolean): number {
  const { data, errors } = Papa.parse<string[]>(sample, { delimiter, preview: SAMPLE_ROWS, skipEmptyLines: true })
  const cut = sample.length === SAMPLE_LENGTH || data.length === 1 ? data : data.slice(0, SAMPLE_ROWS)
  const [header, ...rows] = cut
  if (header === undefined || errors.length > 0) return 0
  if (named) return header.length
  if (data.length < ROWS_MIN || header.some((cell) => cell.trim() === '' || cell.length > 100)) return 0
  // Sentences have blanks behind their commas, and Markdown's tables are read as they are.
  if (delimiter === '|' && sample.trimStart().startsWith('|')) return 0
  const prose = cut.filter((row) => row.slice(1).every((cell) => /^\s/.test(cell))).length
  return rows.every((row) => row.length === header.length) && prose <= cut.length / 2 ? header.length : 0
}

/** Each record as a row of a table. */
export function parseCsv(text: string, delimiter: string): string {
  const out = outline()
  Papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy', step: ({ data }) => out.row(data) })
  return out.text()
}
