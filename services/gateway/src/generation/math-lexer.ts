import type { CodeToken } from './markdown-lexer'

/** Longest formula within a line; marks without an end within it are text. */
const FORMULA_CHARS_MAX = 256

/** `\(…\)`, `\[…\]`, `$…$` or `$$…$$` that ends within its paragraph, another escape, or a mere sign. `incomplete`: more text has to come first. */
export function mathToken(text: string, index: number, final: boolean): CodeToken | 'incomplete' {
  const opening = openingAt(text, index, final)
  if (opening === 'incomplete') return opening
  const start = index + opening.length
  const plain = { length: text[index] === '\\' ? Math.min(2, text.length - index) : opening.length }
  const closing = CLOSINGS[opening]
  if (closing === undefined) return plain
  const window = text.slice(start, start + FORMULA_CHARS_MAX)
  // A single `$` opens a formula only before a sign, else it is a currency.
  if (opening === '$' && /^(?:\s|\d[\d.,]*\s+\p{L}{2,})/u.test(window)) return plain
  const paragraphEnd = window.search(opening === '$' ? /\n/ : /\n[ \t]*\n/)
  const reach = paragraphEnd < 0 ? window : window.slice(0, paragraphEnd)
  const whole = final || paragraphEnd >= 0 || window.length === FORMULA_CHARS_MAX
  const at = closingAt(reach, closing, whole)
  if (at === 'incomplete') return at
  return at < 0 ? plain : { length: opening.length + at + closing.length }
}

const CLOSINGS: Record<string, string> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' }

function openingAt(text: string, index: number, final: boolean): string | 'incomplete' {
  const two = text.slice(index, index + 2)
  if (two.length < 2 && !final) return 'incomplete'
  return two in CLOSINGS ? two : two.slice(0, 1)
}

/** Where a formula ends, -1: nowhere. A single `$` closes only after a sign and not before a digit. */
function closingAt(window: string, closing: string, whole: boolean): number | 'incomplete' {
  for (let at = 0; at < window.length; at++) {
    if (window.startsWith(closing, at)) {
      if (closing !== '$') return at
      if (at + 1 === window.length && !whole) return 'incomplete'
      if (at > 0 && !/\s/.test(window[at - 1] ?? '') && !/\d/.test(window[at + 1] ?? '')) return at
      if (at === 0) return -1
    }
    if (window[at] === '\\') at++
  }
  return whole ? -1 : 'incomplete'
}

/** What ends a formula that begins a line with `$$` or `\[` and goes on in the next one; empty: none begins here. */
export function displayEnd(text: string, index: number, final: boolean): string | 'incomplete' {
  const two = text.slice(index, index + 2)
  if (two !== '$$' && two !== '\\[') return ''
  const rest = text.slice(index + 2, index + 2 + BLANKS_MAX)
  if (/^[ \t]*\n/.test(rest)) return two === '$$' ? '$$' : '\\]'
  return !final && rest.length < BLANKS_MAX && /^[ \t]*$/.test(rest) ? 'incomplete' : ''
}

const BLANKS_MAX = 16

/** A piece of a formula on lines of its own, which ends with its closing sign or with its paragraph. */
export function displayToken(
  text: string,
  index: number,
  closing: string,
  final: boolean,
): (CodeToken & { display?: string }) | 'incomplete' {
  if (text.startsWith(closing, index)) return { length: closing.length, display: '' }
  const blankLine = /\n[ \t]*\n/y
  blankLine.lastIndex = index
  const ends = blankLine.exec(text)?.[0].length
  if (ends !== undefined) return { length: ends, display: '' }
  const rest = text.slice(index, index + BLANKS_MAX)
  if (!final && rest.length < BLANKS_MAX && (closing.startsWith(rest) || /^\n[ \t]*$/.test(rest) || rest === '\\'))
    return 'incomplete'
  return { length: rest.startsWith('\\') && rest.length > 1 ? 2 : 1 }
}
