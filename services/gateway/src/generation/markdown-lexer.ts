/** A piece of Markdown that is read as a whole. */
export interface CodeToken {
  length: number
  /** The marks that opened the code block we are in from now on; empty: we are in text again. */
  fence?: string
}

/** Longest code span, and longest line that opens a code block; marks without an end within it are text. */
const CODE_CHARS_MAX = 256

/** Longest run of marks that means something. */
const MARKS_MAX = 64

/** Longest line that may close a code block. */
const CLOSING_CHARS_MAX = 128

/**
 * The token of backticks or tildes at `index`: a code block at the beginning of a line, a code span that ends with the same
 * number of backticks within its paragraph, or plain marks. `incomplete`: the text so far does not decide it.
 */
export function codeToken(text: string, index: number, indent: boolean, final: boolean): CodeToken | 'incomplete' {
  const mark = text[index]
  let end = index
  while (text[end] === mark && end - index < MARKS_MAX) end++
  const marks = text.slice(index, end)
  if (end === text.length && marks.length < MARKS_MAX && !final) return 'incomplete'
  const mayOpenBlock = indent && marks.length >= 3
  if (mark === '~') return { length: marks.length, ...(mayOpenBlock ? { fence: marks } : {}) }
  if (mayOpenBlock) {
    const opens = opensBlock(text.slice(end, end + CODE_CHARS_MAX), final)
    if (opens === 'incomplete') return opens
    if (opens) return { length: marks.length, fence: marks }
  }
  return span(text, index, marks, final)
}

/** With a backtick in the rest of its line it is a code span and no block. */
function opensBlock(rest: string, final: boolean): boolean | 'incomplete' {
  const stop = rest.match(/[`\n]/)?.[0]
  if (stop) return stop === '\n'
  return final || rest.length === CODE_CHARS_MAX || 'incomplete'
}

function span(text: string, index: number, marks: string, final: boolean): CodeToken | 'incomplete' {
  const start = index + marks.length
  const window = text.slice(start, start + CODE_CHARS_MAX)
  const paragraphEnd = window.search(/\n[ \t]*\n/)
  const reach = paragraphEnd < 0 ? window.length : paragraphEnd
  // A run that goes on after the window is known to be too long.
  for (const { 0: run, index: at } of text.slice(start, start + CODE_CHARS_MAX + MARKS_MAX + 1).matchAll(/`+/g)) {
    if (at >= reach) break
    const touchesEnd = start + at + run.length === text.length
    if (touchesEnd && run.length <= marks.length && !final) return 'incomplete'
    if (run.length === marks.length) return { length: marks.length + at + run.length }
  }
  const whole = final || paragraphEnd >= 0 || window.length === CODE_CHARS_MAX
  return whole ? { length: marks.length } : 'incomplete'
}

const CLOSING = /^[ \t>]*([`~]+)[ \t]*\n?$/
const MAYBE_CLOSING = /^[ \t>]*(?:[`~]+[ \t]*)?$/

/** A line, or the rest of one, within a code block. */
export function fencedToken(
  text: string,
  index: number,
  fence: string,
  lineStart: boolean,
  final: boolean,
): CodeToken | 'incomplete' {
  const newline = text.indexOf('\n', index)
  const line = newline < 0 ? text.slice(index) : text.slice(index, newline + 1)
  if (!lineStart) return { length: line.length }
  if (newline < 0 && !final && line.length < CLOSING_CHARS_MAX && MAYBE_CLOSING.test(line)) return 'incomplete'
  const marks = CLOSING.exec(line)?.[1]
  const closes = marks?.startsWith(fence) === true && line.length <= CLOSING_CHARS_MAX
  return { length: line.length, ...(closes ? { fence: '' } : {}) }
}

/** Longest formula within a line; marks without an end within it are text. */
const FORMULA_CHARS_MAX = 256

/**
 * `\(…\)`, `\[…\]`, `$…$` or `$$…$$` that ends within its paragraph, another escape, or a mere sign. `incomplete`: more text has
 * to come first.
 */
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

/** The end of a formula that begins a line with `$$` or `\[` and goes on in the next one; empty: none begins here. */
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

/** An element of HTML whose text is code or mathematics. */
const ELEMENT = /^<(code|pre|samp|kbd|math)(?:\s[^<>\n]{0,48})?>/i
/** The beginning of what may become its tag. */
const ELEMENT_OPEN = /^<(?:[a-z]{0,4}|(?:code|pre|samp|kbd|math)\s[^<>\n]{0,48})$/i

/** The tag that begins an element of code or mathematics, which goes on to its end or the end of its paragraph; else a mere sign. */
export function elementToken(text: string, index: number, final: boolean): (CodeToken & { display?: string }) | 'incomplete' {
  const window = text.slice(index, index + MARKS_MAX)
  const [tag, name] = ELEMENT.exec(window) ?? []
  if (tag !== undefined) return { length: tag.length, display: `</${name}>` }
  return !final && ELEMENT_OPEN.test(window) ? 'incomplete' : { length: 1 }
}

/** Blanks by which a line is code beyond the text of the list that it stands in. */
const CODE_INDENT = 4
/** The marks of quotations and the blanks that begin a line. */
const LINE_START = /^((?:[ ]{0,3}>)*)([ \t]*)/
const LIST_MARK = /^(?:[*+-]|\d{1,9}[.)])(?:[ \t]+|$)/

/**
 * Keeps the part of the lines before that tells indented code from paragraphs. Code is indented by four blanks or a tab beyond the
 * list item that it stands in, and begins after a blank line, a heading, a code block or a line that ends with a colon.
 */
export function blockContext() {
  /** The beginning of the current line; the rest of a long one decides nothing. */
  let line = ''
  let last = ''
  let inCode = false
  let mayBegin = true
  /** Where the text of the open list items begins, the outer ones first. */
  let items: number[] = []

  const startOf = (text: string) => {
    const [start = '', quote = '', blanks = ''] = LINE_START.exec(text) ?? []
    // The first blank after the mark of a quotation belongs to it.
    return { start, width: widthOf(quote === '' ? blanks : blanks.replace(/^ /, '')) }
  }

  const endLine = () => {
    const { start, width } = startOf(line)
    const rest = line.slice(start.length)
    const isBlank = rest === ''
    if (!isBlank && !inCode) {
      const mark = LIST_MARK.exec(rest)?.[0]
      if (mark !== undefined || mayBegin) items = items.filter((offset) => offset <= width)
      if (mark !== undefined) items.push(width + (mark.length > CODE_INDENT + 1 ? 2 : Math.max(2, mark.length)))
    }
    mayBegin = inCode || isBlank || /^#{1,6}\s/.test(rest) || last === ':' || last === '：'
    ;[line, last, inCode] = ['', '', false]
  }

  return {
    /** A line of indented code that begins at `index`, or the rest of one; undefined: there is none. */
    indentedToken(text: string, index: number, final: boolean): CodeToken | 'incomplete' | undefined {
      const newline = text.indexOf('\n', index)
      const rest = newline < 0 ? text.slice(index) : text.slice(index, newline + 1)
      if (inCode) return { length: rest.length }
      if (line !== '' || !mayBegin) return undefined
      const { start, width } = startOf(rest.slice(0, MARKS_MAX))
      if (start === rest && !final && rest.length < MARKS_MAX) return 'incomplete'
      const sign = rest[start.length]
      // A block that begins with its marks is known by them.
      const isCode = width - (items.findLast((offset) => offset <= width) ?? 0) >= CODE_INDENT
      if (!isCode || sign === undefined || /[\s`~]/.test(sign)) return undefined
      inCode = true
      return { length: rest.length }
    },

    note(text: string, isBlock: boolean): void {
      for (let at = 0; at < text.length; ) {
        const newline = text.indexOf('\n', at)
        const piece = newline < 0 ? text.slice(at) : text.slice(at, newline)
        line = (line + piece).slice(0, MARKS_MAX)
        last = piece.trimEnd().at(-1) ?? last
        at += piece.length + 1
        if (newline < 0) return
        if (isBlock) [line, last, inCode, mayBegin] = ['', '', false, true]
        else endLine()
      }
    },
  }
}

const widthOf = (blanks: string): number =>
  [...blanks].reduce((width, sign) => (sign === '\t' ? width - (width % 4) + 4 : width + 1), 0)
