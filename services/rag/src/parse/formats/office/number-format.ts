import { format, getFormatDateInfo } from 'numfmt'

/** The code of a format that shows a number as it is. */
export const GENERAL = 'General'
/** Significant digits of a computed number; further digits are noise. */
const DIGITS = 15
const INTEGER_END = 1e14
/** 1 January 10000: no date is shown from there on. */
const DATE_END = 2_958_466
const DAY_SECONDS = 86_400
/** Day 0, seen from the days after the 29 February 1900 that spreadsheets believe in. */
const EPOCH_MS = Date.UTC(1899, 11, 30)
const BELIEVED_LEAP_DAY = 60

/** A number as its format shows it; days, with month and year, as ISO 8601 has them, since 3/4/2026 is two days. */
export function formatNumber(value: number, code: string): string {
  if (code === GENERAL) return plain(value)
  return isoDate(value, code) ?? formatted(withoutLocale(code), value) ?? plain(value)
}

/**
 * The language of a currency, as in `[$€-407]`, names months and days, but does not choose the decimal sign: all amounts of a
 * workbook have the same.
 */
const withoutLocale = (code: string): string =>
  code.includes('[$') && !Object.values(partsOf(code)).includes(true)
    ? code.replaceAll(/\[\$([^\]-]*)-[^\]]*\]/g, (_, currency: string) => (currency === '' ? '' : `[$${currency}]`))
    : code

export const formatText = (value: string, code: string): string =>
  code.includes('@') && code !== '@' ? (formatted(code, value) ?? value) : value

function plain(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < INTEGER_END) return String(value)
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

export const isDate = (code: string): boolean => {
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
