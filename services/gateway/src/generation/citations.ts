import { bracketContext } from './bracket-context'
import { type CodeToken, codeToken, fencedToken } from './markdown-lexer'
import { displayEnd, displayToken, mathToken } from './math-lexer'

/** Looks at an answer on its way out; what it holds back is bounded. */
export interface TextFilter {
  /** May be empty. */
  push(text: string): string
  flush(): string
}

export const keepAsIs = (): TextFilter => ({ push: (text) => text, flush: () => '' })

/** Longest citation, as in "[1, 2, 12]"; a longer one is text. */
const MARKER_CHARS_MAX = 64
/** Text after brackets that may show that they are not a citation. */
const LOOKAHEAD_CHARS_MAX = 24

/**
 * Removes citations that point to no source, with the blank before them: "[9]", and the 9 in "[1, 9]". A citation is a positive
 * number or a list of them in single brackets. Code, mathematics, links, indices, nested brackets and lists with a zero stay as
 * they are. What is sent does not depend on where the text was split; held back are at most a citation with the text that tells
 * what it is, a code span, a formula within a line or the line that begins or ends a code block, until they are whole.
 */
export function citationFilter(sources: number): TextFilter {
  let held = ''
  /** The marks that opened the code block we are in; empty: we are in text. */
  let fence = ''
  /** End mark of the displayed formula at this place; empty: the place is in text. */
  let display = ''
  /** Only blanks, list and quotation marks so far in this line, so that a code block may begin here. */
  let indent = true
  const context = bracketContext()

  const next = (index: number, final: boolean): Token | 'incomplete' => {
    if (fence) return fencedToken(held, index, fence, indent, final)
    if (display) return displayToken(held, index, display, final)
    return textToken(held, index, { indent, sources, final, context })
  }

  const run = (final: boolean): string => {
    let out = ''
    let index = 0
    while (index < held.length) {
      const token = next(index, final)
      if (token === 'incomplete') break
      const text = held.slice(index, index + token.length)
      out += token.out ?? text
      context.note(text, token.isVerbatim === true || fence !== '' || display !== '')
      indent = text.endsWith('\n') || (!fence && indent && INDENT.test(text))
      fence = token.fence ?? fence
      display = token.display ?? display
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
  /** Text that replaces it; undefined: it stays unchanged. */
  out?: string
  /** End mark of the displayed formula that begins here. */
  display?: string
  /** Brackets in it open and close nothing. */
  isVerbatim?: boolean
}

interface Place {
  indent: boolean
  sources: number
  final: boolean
  context: ReturnType<typeof bracketContext>
}

/** A run of characters without a meaning here, up to the end of its line. */
const PLAIN = /[^`~\\$ [\n]*\n?/y

function textToken(text: string, index: number, place: Place): Token | 'incomplete' {
  const { indent, final } = place
  const character = text[index]
  if (character === '`' || character === '~') return asVerbatim(codeToken(text, index, indent, final))
  if (character === '$' || character === '\\') {
    const display = indent ? displayEnd(text, index, final) : ''
    if (display === 'incomplete') return display
    if (display) return { length: 2, display, isVerbatim: true }
    return asVerbatim(mathToken(text, index, final))
  }
  if (character === ' ' || character === '[') return citation(text, index, place)
  PLAIN.lastIndex = index
  return { length: PLAIN.exec(text)?.[0].length || 1 }
}

const asVerbatim = (token: CodeToken | 'incomplete'): Token | 'incomplete' =>
  token === 'incomplete' ? token : { ...token, isVerbatim: true }

const CITATION = /^ ?\[( ?\d+(?: ?[,;] ?\d+)* ?)\]/
/** The beginning of what may become a citation. */
const OPEN = /^ ?(?:\[[\d,; ]*)?$/
const POSITIVE = /^0*[1-9]\d*$/

function citation(text: string, index: number, { sources, final, context }: Place): Token | 'incomplete' {
  const window = text.slice(index, index + MARKER_CHARS_MAX)
  const [marker, list] = CITATION.exec(window) ?? []
  if (marker === undefined || list === undefined) {
    return !final && window.length < MARKER_CHARS_MAX && OPEN.test(window) ? 'incomplete' : { length: 1 }
  }
  const written = list.split(/[,;]/).map((number) => number.trim())
  const known = written.filter((number) => Number(number) >= 1 && Number(number) <= sources)
  if (known.length === written.length) return { length: marker.length, isVerbatim: true }
  if (!written.every((number) => POSITIVE.test(number))) return { length: marker.length, isVerbatim: true }
  const end = index + marker.length
  const rest = text.slice(end, end + LOOKAHEAD_CHARS_MAX)
  const blank = marker.startsWith(' ') ? ' ' : ''
  const verdict = context.isCitation(
    { blank: blank !== '', count: written.length },
    rest,
    final || rest.length === LOOKAHEAD_CHARS_MAX,
  )
  if (verdict === 'incomplete') return verdict
  if (!verdict) return { length: marker.length, isVerbatim: true }
  return { length: marker.length, isVerbatim: true, out: known.length > 0 ? `${blank}[${known.map(Number).join(', ')}]` : '' }
}
