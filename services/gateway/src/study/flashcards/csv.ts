/** CSV by RFC 4180: CR LF behind every line, quotes around what needs them and doubled inside. */
export const csvOf = (rows: string[][]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/**
 * A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe makes it a text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
