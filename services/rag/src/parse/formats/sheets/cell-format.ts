import { getFormatFromId } from 'numfmt'
import { visitOffice } from '../office/namespaces'
import { formatNumber, formatText, GENERAL, isDate } from '../office/number-format'

/** How cells are shown, by the number of their style. */
export interface CellFormats {
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

/** The codes of all styles. */
function formatCodes(styles: string | undefined): string[] {
  const custom = new Map<number, string>()
  const codes: string[] = []
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
    return code === null || code === undefined || /^(?:general|standard)$/i.test(code) ? GENERAL : code
  }
}
