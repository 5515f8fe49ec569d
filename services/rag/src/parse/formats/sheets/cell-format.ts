import { format, getFormatDateInfo, getFormatFromId } from 'numfmt'
import { visitOffice } from '../office/namespaces'

/** How cells are shown, by the number of their style. */
export interface CellFormats {
  /** A number as the sheet shows it; days, with month and year, as ISO 8601 has them, since 3/4/2026 is two days. */
  number(value: number, style: number): string
  text(value: string, style: number): string
}

const GENERAL = 'General'
/** What a program computes with; the digits behind are noise. */
const DIGITS = 15
/** Days between the two calendars that workbooks count in. */
const DAYS_TO_1904 = 1_462
/** 1 January 10000: no date is shown from there on. */
const DATE_END = 2_958_466
const DAY_SECONDS = 86_400
/** Day 0, seen from the days after the 29 February 1900 that spreadsheets believe in. */
const EPOCH_MS = Date.UTC(1899, 11, 30)
const BELIEVED_LEAP_DAY = 60
/** Formats of dates in East Asia, which depend on the reader's language. */
const isEastAsianDate = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

export function cellFormats(styles: string | undefined, countsFrom1904: boolean): CellFormats {
  const codes = formatCodes(styles)
  const codeOf = (style: number) => codes[style] ?? GENERAL
  return {
    number: (value, style) => {
      const code = codeOf(style)
      if (code === GENERAL) return plain(value)
      const shifted = countsFrom1904 && isDate(code) ? value + DAYS_TO_1904 : value
      return isoDate(shifted, code) ?? formatted(code, shifted) ?? plain(value)
    },
    text: (value, style) => {
      const code = codeOf(style)
      return code.includes('@') && code !== '@' ? (formatted(code, value) ?? value) : value
    },
  }
}

function plain(value: number): string {
  const text = String(value)
  return text.length <= DIGITS ? text : String(Number(value.toPrecision(DIGITS)))
}

function formatted(code: string, value: number | string): string | undefined {
  try {
    return format(code, value, { throws: true })
  } catch {
    return undefined
  }
}

type DateParts = ReturnType<typeof getFormatDateInfo>

const known = new Map<string, DateParts>()

function partsOf(code: string): DateParts {
  const found = known.get(code) ?? getFormatDateInfo(code)
  known.set(code, found)
  return found
}

const isDate = (code: string): boolean => {
  const { year, month, day } = partsOf(code)
  return year || month || day
}

function isoDate(value: number, code: string): string | undefined {
  const { year, month, day, hours, seconds } = partsOf(code)
  if (!(year && month && day) || value < 0 || value >= DATE_END) return undefined
  const whole = Math.round(value * DAY_SECONDS)
  const days = Math.floor(whole / DAY_SECONDS)
  const date = new Date(EPOCH_MS + (days < BELIEVED_LEAP_DAY ? days + 1 : days) * DAY_SECONDS * 1_000).toISOString().slice(0, 10)
  if (!hours) return date
  const time = new Date((whole % DAY_SECONDS) * 1_000).toISOString()
  return `${date} ${time.slice(11, seconds && whole % 60 !== 0 ? 19 : 16)}`
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
