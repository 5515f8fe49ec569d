import {
  blockContext,
  type CodeToken,
  codeToken,
  displayEnd,
  displayToken,
  elementToken,
  fencedToken,
  mathToken,
} from './markdown-lexer'

/** Filters the text of an answer while it streams; the text that it holds back is bounded. */
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
  /** The mark that opened the current code block; empty: the place is in text. */
  let fence = ''
  /** End mark of the displayed formula at this place; empty: the place is in text. */
  let display = ''
  /** Only blanks, list and quotation marks so far in this line, so that a code block may begin here. */
  let indent = true
  const block = blockContext()
  /** The blank of a removed citation, which a citation that follows it directly takes over. */
  let blank = ''
  const context = bracketContext()

  const next = (index: number, final: boolean): Token | 'incomplete' => {
    if (fence) return fencedToken(held, index, fence, indent, final)
    if (display) return displayToken(held, index, display, final)
    const code = block.indentedToken(held, index, final)
    if (code) return asVerbatim(code)
    return textToken(held, index, { indent, sources, final, context })
  }

  const run = (final: boolean): string => {
    let out = ''
    let index = 0
    while (index < held.length) {
      const token = next(index, final)
      if (token === 'incomplete') break
      const text = held.slice(index, index + token.length)
      const sent = token.out ?? text
      if (sent !== '') [out, blank] = [out + blank + sent, '']
      else blank = /[[［]/.test(held[index + token.length] ?? '') ? blank || (text.startsWith(' ') ? ' ' : '') : ''
      context.note(text, token.isVerbatim === true || fence !== '' || display !== '')
      block.note(text, fence !== '' || display !== '')
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
const PLAIN = /[^`~\\$ [［<\n]*\n?/y

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
  if (character === '<') {
    const element = elementToken(text, index, final)
    return element && asVerbatim(element)
  }
  if (character === ' ' || character === '[' || character === '［') return citation(text, index, place)
  PLAIN.lastIndex = index
  return { length: PLAIN.exec(text)?.[0].length || 1 }
}

const asVerbatim = (token: Token | 'incomplete'): Token | 'incomplete' =>
  token === 'incomplete' ? token : { ...token, isVerbatim: true }

/** Commas and semicolons of the languages offered, between numbers in the digits of any of them. */
const CITATION = /^ ?[[［]( ?\p{Nd}+(?: ?[,;،؛，；、] ?\p{Nd}+)* ?)[\]］]/u
/** The beginning of what may become a citation. */
const OPEN = /^ ?(?:[[［][\p{Nd},;،؛，；、 ]*)?$/u
const POSITIVE = /^0*[1-9]\d*$/
/** The zeros of Arabic, Persian, Devanagari, Bengali, Thai and full-width digits. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10]

const asciiDigits = (number: string): string =>
  number.replaceAll(/[^0-9]/g, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = ZEROS.find((one) => code >= one && code < one + 10)
    return zero === undefined ? digit : String(code - zero)
  })

function citation(text: string, index: number, { sources, final, context }: Place): Token | 'incomplete' {
  const window = text.slice(index, index + MARKER_CHARS_MAX)
  const [marker, list] = CITATION.exec(window) ?? []
  if (marker === undefined || list === undefined) {
    return !final && window.length < MARKER_CHARS_MAX && OPEN.test(window) ? 'incomplete' : { length: 1 }
  }
  const written = list.split(/[,;،؛，；、]/).map((number) => asciiDigits(number.trim()))
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
  if (known.length > 0) return { length: marker.length, isVerbatim: true, out: `${blank}[${known.map(Number).join(', ')}]` }
  // At the beginning of a line the blank after it goes, since there is none before it.
  const isFirst = blank === '' && context.isLineStart() && /^ \S/.test(rest)
  return { length: marker.length + (isFirst ? 1 : 0), isVerbatim: true, out: '' }
}

/** Text before a bracket that may show what it is. */
const BEFORE_CHARS_MAX = 256
/** A bracket that is open for longer is a stray one. */
const NESTED_CHARS_MAX = 256
const OPEN_BRACKETS_MAX = 16

/** An operator on one side makes a list of numbers mathematics. */
const OPERATOR_BEFORE = /[=∈∉⊂⊆∪∩×·+*/<>≤≥≈≠∖]\s?$/
/** A key of JSON before its value. */
const KEY_BEFORE = /["'“”]\s?:\s?$/
/** The beginning of a table cell, and its end: a list alone in it is a value. */
const CELL_BEFORE = /\|[ \t]*$/
const CELL_AFTER = /^\s?\|/
const OPERATOR_AFTER = /^\s?(?:[=∈⊂⊆∪∩×·+*≤≥≈≠∖^_]|<[^\p{L}/]|-[\d[])/u
/** A command of LaTeX, or an arrow before several numbers. */
const COMMAND_BEFORE = /\\[a-z]{1,24}(?:\{[^{}\n]{0,64}\})?\s?$/i
const ARROW_BEFORE = /[→↦⟶⇒]\s?$/
/** The parenthesis of a call, directly after its name. */
const CALL_BEFORE = /[\p{Script=Latin}\p{Script=Greek}\p{N}_]\($/u
/** A variable, and that it lies in what follows. */
const IN_BEFORE = /(?<![\p{L}\p{N}'’-])[b-zα-ω]\s(?:in|dans|en|em|von|из|в)\s?$/u
/** Words that announce numbers in brackets which are values, in the languages offered. */
const VALUES_BEFORE =
  /(?:domain|dominio|domaine|interval\p{L}*|intervall?[eo]s?|intervall?i|range|bereich|vector\p{L}*|vektor\p{L}*|vecteurs?|vettor[ei]|vetor(?:es)?|matri(?:x|z|ces|zen|ce|ci|zes)|array|arrays|arreglo|tableau|list|liste|lista|tuple|tupel|sequence|point|coordinates?|aralı\p{L}*|vektör\p{L}*|интервал\p{L}*|отрез\p{L}*|вектор\p{L}*|массив\p{L}*|区间|向量|列表|数组|閉区間|区間|ベクトル|الفترة|المتجه|المجال|अंतराल|đoạn|khoảng|mảng)(?:\s(?:is|are|was|ist|war|sind|est|es|è|é|był|jest))?[:\s]*$/iu
/** A sentence that begins with numbers and says that they are values. */
const VALUES_AFTER =
  /^ (?:is|are|ist|sind|est|es|è|é) (?:\p{L}{1,8} ){0,2}(?:[\p{L}-]{0,8}interval|list|array|vector|vektor|vecteur|vettor|vetor|matri|tupl|range|mengen?\b|liste?|lista|sequence)/iu
const BEGINS_SENTENCE = /(?:^|[.!?:。]\s?|\n[ >*+-]{0,8})$/
/** Names of things that have indices; a bracket after one is an index, at the end of a sentence too. */
const INDEXED =
  /^(?:arr|array|arrays|list|lists|data|item|items|value|values|vals?|num|nums|numbers|matrix|vec|vector|args|argv|buf|buffer|row|rows|col|cols|table|tuple|str|string|text|map|dict|index|stack|queue|heap|tree|memo|cache|prices?|scores?|names?|words?|keys?|points?|nodes?|weights?|letters?|chars?|result|results|output|input|params?|line|lines|grid|board|cells|liste|lista|feld|werte|zahlen|tableau|arreglo|vetor|vettore|dizi)$/i

interface Numbers {
  /** A blank stands before the bracket. */
  blank: boolean
  count: number
}

/** Keeps the part of a text that decides whether numbers in brackets are a citation. */
function bracketContext() {
  let before = ''
  let open: { sign: string; at: number }[] = []
  let length = 0

  return {
    /** `judged`: brackets in it open and close nothing. */
    note(text: string, judged: boolean): void {
      if (!judged) {
        for (const [place, sign] of [...text.matchAll(/[[\]()]/g)].map((found) => [found.index, found[0]] as const)) {
          open = afterBracket(open, sign, length + place)
        }
      }
      length += text.length
      before = (before + text).slice(-BEFORE_CHARS_MAX)
      if (open.length > 0 && endsParagraph(before)) open = []
    },

    isLineStart: (): boolean => before === '' || before.endsWith('\n'),

    /** Whether numbers in brackets, followed by `text`, are a citation. `incomplete`: more text has to come first. */
    isCitation({ blank, count }: Numbers, text: string, whole: boolean): boolean | 'incomplete' {
      if (open.some(({ sign, at }) => sign === '[' && length - at <= NESTED_CHARS_MAX)) return false
      if (KEY_BEFORE.test(before) || endsWithOperator(before) || (count > 1 && VALUES_BEFORE.test(before))) return false
      if (CALL_BEFORE.test(before) || ((count > 1 || !blank) && COMMAND_BEFORE.test(before))) return false
      if (count > 1 && (ARROW_BEFORE.test(before) || IN_BEFORE.test(before))) return false
      if (!blank && isInUrl(before)) return false
      if (count > 1 && BEGINS_SENTENCE.test(before)) {
        if (!whole && /^ [^\n]*$/.test(text)) return 'incomplete'
        if (VALUES_AFTER.test(text)) return false
      }
      const mayDefine = text.startsWith(':') && /(?:^|\n)[ \t]*$/.test(before)
      if (!whole && (mayDefine ? text.length < DEFINITION_CHARS_MAX : UNDECIDED.test(text))) return 'incomplete'
      if (mayDefine && LINK_DEFINITION.test(text.slice(0, DEFINITION_CHARS_MAX))) return false
      const after = text.slice(0, AFTER_CHARS_MAX)
      if (after.startsWith('(') || /^\[[^\d\s]/.test(after) || OPERATOR_AFTER.test(after)) return false
      if (count > 1 && CELL_BEFORE.test(before) && CELL_AFTER.test(after)) return false
      return blank || !isIndexed(before, after)
    },
  }
}

/** Read from the end, because an expression would start at each line end of the text. */
function endsParagraph(text: string): boolean {
  const line = withoutBlanks(text)
  return line.endsWith('\n') && withoutBlanks(line.slice(0, -1)).endsWith('\n')
}

function withoutBlanks(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1
  return text.slice(0, end)
}

const LINK_DEFINITION = /^:\s+(?:https?:|<|www\.|\/)/i
const DEFINITION_CHARS_MAX = 16
const AFTER_CHARS_MAX = 3
/** Beginnings of the next text after which both readings are still possible. */
const UNDECIDED = /^(?:\s?[-<]?|\[)$/

/** A half-open interval ends with the other kind of bracket, `[0, 1)`, or is turned round, `]0, 1[`. */
function afterBracket(open: { sign: string; at: number }[], sign: string, at: number): { sign: string; at: number }[] {
  const top = open.at(-1)?.sign
  if (sign === '(' || (sign === '[' && top !== ']')) return [...open, { sign, at }].slice(-OPEN_BRACKETS_MAX)
  if (top !== undefined) return open.slice(0, -1)
  return sign === ']' ? [{ sign, at }] : open
}

/** An operator, and neither the mark of a list or a quotation, nor the end of a tag or of `*emphasis*`. */
function endsWithOperator(before: string): boolean {
  if (!OPERATOR_BEFORE.test(before)) return false
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (/^[\s>*+]*$/.test(line) || /<\/?[a-z][^<>]{0,64}>\s?$/i.test(line)) return false
  // A sign of multiplication has no star before it in the line.
  return !(/[^\s*]\*{1,3}\s?$/.test(line) && (line.match(/\*/g)?.length ?? 0) % 2 === 0)
}

const isInUrl = (before: string): boolean => /:\/\/\S*$|\]\(\S*$/.test(before)

/**
 * Whether a bracket directly after `before` is an index, as in `a[5]`, `f(x)[5]` or `m[1][5]`, or belongs to a link, as in
 * `[text][5]`.
 */
function isIndexed(before: string, after: string): boolean {
  const [groups = ''] = /(?:\[[^[\]\n]{1,64}\])+$/.exec(before) ?? []
  if (/[^\d\s,;[\]]/.test(groups)) return true
  const head = before.slice(0, before.length - groups.length)
  if (/[\p{L}\p{N}_]\([^()\s]*\)$/u.test(head)) return true
  if (head.endsWith('?.')) return true
  const name = head.replace(/['′]$/, '').split(NO_NAME).at(-1) ?? ''
  if (name === '' || name.endsWith('.') || (name.startsWith('_') && name.endsWith('_'))) return false
  // Neither a word nor a year has an index.
  const isProse = /^(?:\p{L}{4,}|\d{4})$/u.test(name) && !/\p{Ll}\p{Lu}/u.test(name) && !INDEXED.test(name)
  return !(isProse && (ENDS_CLAUSE.test(after) || groups !== ''))
}

const NO_NAME = /[^\p{Script=Latin}\p{Script=Greek}\p{N}_.]/u

/** Text that may directly follow a citation. */
const ENDS_CLAUSE = /^(?:[.,;:!?)\]"”»…]|\s?$|\s\s|\n|\[\d|\s\p{Lu})/u
