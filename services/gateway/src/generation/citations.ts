import { type CodeToken, codeToken, fencedToken } from './markdown-lexer'

/** Looks at an answer on its way out; what it holds back is bounded. */
export interface TextFilter {
  /** May be empty. */
  push(text: string): string
  flush(): string
}

export const keepAsIs = (): TextFilter => ({ push: (text) => text, flush: () => '' })

/** Longest citation, as in "[1, 2, 12]"; a longer one is text. */
const MARKER_CHARS_MAX = 64

/**
 * Removes citations that point behind the last source, with the blank before them: "[9]", and the 9 in "[1, 9]". Code spans,
 * fenced code and escaped brackets stay as they are. What is sent does not depend on where the text was split; held back
 * are at most a citation, a code span or the line that begins or ends a code block, until they are whole.
 */
export function citationFilter(sources: number): TextFilter {
  let held = ''
  /** The marks that opened the code block we are in; empty: we are in text. */
  let fence = ''
  /** Only blanks, list and quotation marks so far in this line, so that a code block may begin here. */
  let indent = true

  const run = (final: boolean): string => {
    let out = ''
    let index = 0
    while (index < held.length) {
      const token: Token | 'incomplete' = fence
        ? fencedToken(held, index, fence, indent, final)
        : textToken(held, index, indent, sources, final)
      if (token === 'incomplete') break
      const text = held.slice(index, index + token.length)
      out += token.out ?? text
      indent = text.endsWith('\n') || (!fence && indent && INDENT.test(text))
      fence = token.fence ?? fence
      index += token.length
    }
    held = held.slice(index)
    return out
  }
  return {
    push(text) {
      held += text
      return run(false)
    },
    flush: () => run(true),
  }
}

const INDENT = /^[\s>*+\-\d.)]*$/

interface Token extends CodeToken {
  /** What becomes of it; undefined: it stays as it is. */
  out?: string
}

/** A run of characters without a meaning here, up to the end of its line. */
const PLAIN = /[^`~\\ [\n]*\n?/y

function textToken(text: string, index: number, indent: boolean, sources: number, final: boolean): Token | 'incomplete' {
  const character = text[index]
  if (character === '`' || character === '~') return codeToken(text, index, indent, final)
  if (character === '\\') return index + 1 < text.length || final ? { length: 2 } : 'incomplete'
  if (character === ' ' || character === '[') return citation(text, index, sources, final)
  PLAIN.lastIndex = index
  return { length: PLAIN.exec(text)?.[0].length || 1 }
}

const CITATION = / ?\[( ?\d+(?: ?[,;] ?\d+)* ?)\]/y
/** The beginning of what may become a citation. */
const OPEN = / ?(?:\[[\d,; ]*)?$/y

function citation(text: string, index: number, sources: number, final: boolean): Token | 'incomplete' {
  const window = text.slice(index, index + MARKER_CHARS_MAX)
  CITATION.lastIndex = 0
  const [marker, list] = CITATION.exec(window) ?? []
  if (marker === undefined || list === undefined) {
    OPEN.lastIndex = 0
    return !final && window.length < MARKER_CHARS_MAX && OPEN.test(window) ? 'incomplete' : { length: 1 }
  }
  const numbers = list.split(/[,;]/).map(Number)
  const known = numbers.filter((number) => number >= 1 && number <= sources)
  if (known.length === numbers.length) return { length: marker.length }
  const blank = marker.startsWith(' ') ? ' ' : ''
  return { length: marker.length, out: known.length > 0 ? `${blank}[${known.join(', ')}]` : '' }
}
