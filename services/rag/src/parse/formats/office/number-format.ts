import { format, getFormatDateInfo } from 'numfmt'

/** The code of a format that shows a number as it is. */
export const GENERAL = 'General'
/** Significant digits of a computed number; further digits are noise. */
const DIGITS = 15
const INTEGER_END = 1e14
/** Spreadsheet programs know no longer codes. Much longer ones take seconds to read. */
export const CODE_LENGTH_MAX = 255
/** 1 January 10000: no date is shown from there on. */
const DATE_END = 2_958_466
/** 1 January 0001. Programs that count backwards from day 0 show dates before 1900. */
const DATE_FIRST = -693_593
const DAY_SECONDS = 86_400
/** Day 0, seen from the days after the 29 February 1900 that spreadsheets believe in. */
const EPOCH_MS = Date.UTC(1899, 11, 30)
const BELIEVED_LEAP_DAY = 60

/** A number as its format shows it; days, with month and year, as ISO 8601 has them, since 3/4/2026 is two days. */
export function formatNumber(value: number, code: string): string {
  if (code === GENERAL || code.length > CODE_LENGTH_MAX) return plain(value)
  const { year, month, day } = partsOf(code)
  if (year && month && day) return isoDate(value, code) ?? plain(value)
  return formatted(withoutLocale(code), value) ?? plain(value)
}

/**
 * A whole number with the digits of its source: programs show the first 15, but a file that no program has saved may hold more,
 * as those of a card.
 */
export function withAllDigits(shown: string, source: string): string {
  if (source.length < DIGITS || !/^-?\d{16,20}$/.test(source)) return shown
  const digits = source.replace(/^-/, '')
  const rounded = String(Number(Number(digits).toPrecision(DIGITS)))
  if (rounded.length !== digits.length) return source
  let at = 0
  return shown.replaceAll(/\D/g, '').startsWith(rounded) ? shown.replaceAll(/\d/g, (digit) => digits[at++] ?? digit) : shown
}

/**
 * The language of a currency, as in `[$€-407]`, names months and days, but does not choose the decimal sign: all amounts of a
 * workbook have the same.
 */
const withoutLocale = (code: string): string =>
  code.includes('[$') && !Object.values(partsOf(code)).includes(true)
    ? code.replaceAll(/\[\$([^\]-]*)-[^\]]*\]/g, (_, currency: string) => (currency === '' ? '' : `[$${currency}]`))
    : code.replace(/上午\/下午|\ba\/p\b/i, 'AM/PM')

export const formatText = (value: string, code: string): string =>
  code.includes('@') && code !== '@' && code.length <= CODE_LENGTH_MAX ? (formatted(code, value) ?? value) : value

function plain(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < INTEGER_END) return String(value)
  const text = String(value)
  return text.length <= DIGITS ? text : String(Number(value.toPrecision(DIGITS)))
}

/** Codes that are wrong: each cell would pay anew for finding it out. */
const wrong = new Set<string>()

function formatted(code: string, value: number | string): string | undefined {
  if (wrong.has(code)) return undefined
  try {
    return format(code, value, { throws: true })
  } catch {
    wrong.add(code)
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

/** A day, or the time alone where there is no day; undefined: the value is no date. */
function isoDate(value: number, code: string): string | undefined {
  const { hours, seconds } = partsOf(code)
  if (value >= DATE_END || value < DATE_FIRST || value === 0) return undefined
  const places = /s\.(0{1,3})/i.exec(code)?.[1]?.length ?? 0
  const whole = Math.round(value * DAY_SECONDS * 10 ** places) / 10 ** places
  const days = Math.floor(whole / DAY_SECONDS)
  const ofDay = whole - days * DAY_SECONDS
  const isPrecise = places > 0 || (seconds && ofDay % 60 !== 0)
  const time = new Date(Math.round(ofDay * 1_000)).toISOString().slice(11, isPrecise ? 19 + (places > 0 ? places + 1 : 0) : 16)
  if (days === 0) return time
  const isBeforeLeapDay = days > 0 && days < BELIEVED_LEAP_DAY
  const date = new Date(EPOCH_MS + (isBeforeLeapDay ? days + 1 : days) * DAY_SECONDS * 1_000).toISOString().slice(0, 10)
  return hours ? `${date} ${time}` : date
}
