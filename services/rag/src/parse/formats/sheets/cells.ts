import { getFormatFromId } from 'numfmt'
import { visitOffice } from '../office/namespaces'
import { CODE_LENGTH_MAX, formatNumber, formatText, GENERAL, isDate, withAllDigits } from '../office/number-format'
import { textRuns, unescaped } from '../office/text-body'

export interface Book {
  strings: string[]
  formats: CellFormats
  /** The program that wrote it has the next one compute all formulas. */
  isToBeComputed: boolean
}

export interface Cell {
  /** From 1. */
  column: number
  type: string
  style: number
  value: string
  formula: string | undefined
  /** It has a formula, and the file does not hold the result. */
  isUncomputed: boolean
}

/**
 * Gathers the cells of a row from its elements. A cell without a reference follows the one before it. `isZeroComputed`: a formula
 * whose result is 0 has been computed.
 */
export function cellReader(isZeroComputed: boolean, done: (cell: Cell) => void) {
  let cell: Cell | undefined
  let lastColumn = 0
  let gathering: 'value' | 'formula' | 'inline' | undefined
  const inline = richText('is', (text) => {
    if (cell !== undefined) cell.value = text
  })
  const begin = ({ r, t = 'n', s = '0' }: Record<string, string>) => {
    lastColumn = r === undefined ? lastColumn + 1 : columnOf(r)
    cell = { column: lastColumn, type: t, style: Number(s), value: '', formula: undefined, isUncomputed: false }
  }
  const end = () => {
    if (cell === undefined) return
    const isEmpty = cell.value === '' && cell.type !== 'str'
    cell.isUncomputed = cell.formula !== undefined && (isEmpty || (cell.value === '0' && cell.type === 'n' && !isZeroComputed))
    done(cell)
    cell = undefined
  }
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (gathering === 'inline') inline.open(name, attributes)
      else if (name === 'c') begin(attributes)
      else if (name === 'v') gathering = 'value'
      else if (name === 'is') gathering = 'inline'
      else if (name === 'f' && cell !== undefined) {
        cell.formula = ''
        gathering = 'formula'
      }
    },
    close: (name: string) => {
      if (gathering === 'inline') inline.close(name)
      if (name === 'v' || name === 'f' || name === 'is') gathering = undefined
      else if (name === 'c') end()
    },
    text: (text: string) => {
      if (gathering === 'inline') inline.text(text)
      else if (cell === undefined) return
      else if (gathering === 'value') cell.value += text
      else if (gathering === 'formula') cell.formula += text
    },
    /** The next cell without a reference is the first of a row. */
    beginRow: () => {
      lastColumn = 0
    },
  }
}

/** The text of a cell as programs show it; a formula without a result is shown as it is. */
export function shown({ type, value, style, formula, isUncomputed }: Cell, { strings, formats }: Book): string {
  if (isUncomputed) return formula === '' ? '' : `=${unescaped(formula ?? '')}`
  if (value === '') return ''
  switch (type) {
    case 's':
      return formats.text(strings[Number(value)] ?? '', style)
    case 'str':
      return formats.text(unescaped(value), style)
    case 'inlineStr':
      return formats.text(value, style)
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return isoText(value)
    default: {
      const number = Number(value)
      return Number.isFinite(number) ? withAllDigits(formats.number(number, style), value) : value
    }
  }
}

/** A date in ISO 8601. A time of day stands on a day that programs count from. */
const isoText = (value: string): string =>
  value
    .replace(/^(?:1899-12-3[01])?T/, '')
    .replace('T', ' ')
    .replace(/\.0+(?=Z?$)/, '')
    .replace(/ 00:00:00Z?$/, '')

/** How cells are shown, by the number of their style. */
interface CellFormats {
  number(value: number, style: number): string
  text(value: string, style: number): string
}

/** Days between the two calendars that workbooks count in. */
const DAYS_TO_1904 = 1_462
/** Formats of dates in East Asia, which depend on the reader's language. */
const isEastAsianDate = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

export function cellFormats(styles: string | undefined, countsFrom1904: boolean): CellFormats {
  const codes = formatCodes(styles)
  const codeOf = (style: number) => codes[style] ?? GENERAL
  return {
    number: (value, style) => {
      const code = codeOf(style)
      return formatNumber(countsFrom1904 && isDate(code) ? value + DAYS_TO_1904 : value, code)
    },
    text: (value, style) => formatText(value, codeOf(style)),
  }
}

/** Distinct codes, each of which takes time to read. Spreadsheet programs allow some 250. */
const CODES_MAX = 4_000

/** The codes of all styles. */
function formatCodes(styles: string | undefined): string[] {
  const custom = new Map<number, string>()
  const codes: string[] = []
  const distinct = new Set<string>()
  let inCells = false
  if (styles === undefined) return codes
  visitOffice(styles, {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? GENERAL)
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) codes.push(codeOf(Number(attributes.numFmtId ?? 0)))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
    text: () => {},
  })
  return codes

  function codeOf(id: number): string {
    const code = custom.get(id) ?? (isEastAsianDate(id) ? 'yyyy-mm-dd' : getFormatFromId(id))
    if (code === null || code === undefined || code.length > CODE_LENGTH_MAX || /^(?:general|standard)$/i.test(code))
      return GENERAL
    if (distinct.size >= CODES_MAX && !distinct.has(code)) return GENERAL
    distinct.add(code)
    return code
  }
}

/** The texts of a workbook, by number. Guides to the reading of a text are not part of it. */
export function sharedStrings(source: string | undefined): string[] {
  const strings: string[] = []
  if (source !== undefined)
    visitOffice(
      source,
      richText('si', (text) => strings.push(text)),
    )
  return strings
}

/** Gathers the text of elements of this name, such as `si` and `is`. */
function richText(container: string, done: (text: string) => void) {
  const runs = textRuns()
  let inText = false
  let phonetic = 0
  let position: 'line' | 'above' | 'below' = 'line'
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 't') inText = phonetic === 0
      else if (name === 'rPh') phonetic++
      else if (name === 'r') position = 'line'
      else if (name === 'vertAlign')
        position = attributes.val === 'superscript' ? 'above' : attributes.val === 'subscript' ? 'below' : 'line'
    },
    close: (name: string) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'r') position = 'line'
      else if (name === container) done(unescaped(runs.take()))
    },
    text: (text: string) => {
      if (inText) runs.add(text, position)
    },
  }
}

/** The number of a column by its letters, from 1. Dollar signs and the row of a reference are ignored. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at)
    const letter = code & ~0x20
    if (letter >= 0x41 && letter <= 0x5a) column = column * 26 + letter - 0x40
    else if (code >= 0x30 && code <= 0x39) break
  }
  return column
}
