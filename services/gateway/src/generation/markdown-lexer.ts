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
