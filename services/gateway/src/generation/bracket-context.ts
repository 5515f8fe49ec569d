/** Text before a bracket that may show what it is. */
const BEFORE_CHARS_MAX = 256
/** A bracket that is open for longer is a stray one. */
const NESTED_CHARS_MAX = 256
const OPEN_BRACKETS_MAX = 16

/** An operator on one side makes a list of numbers mathematics. */
const OPERATOR_BEFORE = /[=∈∉⊂⊆∪∩×·+*/<>≤≥≈≠∖]\s?$/
const OPERATOR_AFTER = /^\s?(?:[=∈⊂⊆∪∩×·+*≤≥≈≠∖^_]|<[^\p{L}/]|-[\d[])/u
/** Words that announce numbers in brackets which are values, in the languages offered. */
const VALUES_BEFORE =
  /(?:interval\p{L}*|intervall?[eo]s?|intervall?i|range|bereich|vector\p{L}*|vektor\p{L}*|vecteurs?|vettor[ei]|vetor(?:es)?|matri(?:x|z|ces|zen|ce|ci|zes)|array|arrays|arreglo|tableau|list|liste|lista|tuple|tupel|sequence|point|coordinates?|aralı\p{L}*|vektör\p{L}*|интервал\p{L}*|отрез\p{L}*|вектор\p{L}*|массив\p{L}*|区间|向量|列表|数组|閉区間|区間|ベクトル|الفترة|المتجه|المجال|अंतराल|đoạn|khoảng|mảng)[:\s]*$/iu
/** Names of things that have indices; a bracket after one is an index, at the end of a sentence too. */
const INDEXED =
  /^(?:arr|array|arrays|list|lists|data|item|items|value|values|vals?|num|nums|numbers|matrix|vec|vector|args|argv|buf|buffer|row|rows|col|cols|table|tuple|str|string|text|map|dict|index|stack|queue|heap|tree|memo|cache|prices?|scores?|names?|words?|keys?|points?|nodes?|weights?|letters?|chars?|result|results|output|input|params?|line|lines|grid|board|cells|liste|lista|feld|werte|zahlen|tableau|arreglo|vetor|vettore|dizi)$/i

interface Numbers {
  /** A blank stands before the bracket. */
  blank: boolean
  count: number
}

/** Remembers of a text as much as tells whether numbers in brackets are a citation. */
export function bracketContext() {
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

    /** Whether numbers in brackets, followed by `text`, are a citation. `incomplete`: more text has to come first. */
    isCitation({ blank, count }: Numbers, text: string, whole: boolean): boolean | 'incomplete' {
      if (open.some(({ sign, at }) => sign === '[' && length - at <= NESTED_CHARS_MAX)) return false
      if (OPERATOR_BEFORE.test(before) || (count > 1 && VALUES_BEFORE.test(before))) return false
      if (!blank && isInUrl(before)) return false
      const mayDefine = text.startsWith(':') && /(?:^|\n)[ \t]*$/.test(before)
      if (!whole && (mayDefine ? text.length < DEFINITION_CHARS_MAX : UNDECIDED.test(text))) return 'incomplete'
      if (mayDefine && LINK_DEFINITION.test(text.slice(0, DEFINITION_CHARS_MAX))) return false
      const after = text.slice(0, AFTER_CHARS_MAX)
      if (after.startsWith('(') || /^\[[^\d\s]/.test(after) || OPERATOR_AFTER.test(after)) return false
      return blank || !isIndexed(before, after)
    },
  }
}

/** From the end on: an expression would begin at each line end of the text. */
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
/** Beginnings of what follows that leave open what it is. */
const UNDECIDED = /^(?:\s?[-<]?|\[)$/

/** A half-open interval ends with the other kind of bracket, `[0, 1)`, or is turned round, `]0, 1[`. */
function afterBracket(open: { sign: string; at: number }[], sign: string, at: number): { sign: string; at: number }[] {
  const top = open.at(-1)?.sign
  if (sign === '(' || (sign === '[' && top !== ']')) return [...open, { sign, at }].slice(-OPEN_BRACKETS_MAX)
  if (top !== undefined) return open.slice(0, -1)
  return sign === ']' ? [{ sign, at }] : open
}

const isInUrl = (before: string): boolean => /:\/\/\S*$|\]\(\S*$/.test(before)

/** Whether a bracket directly behind `before` is an index, as in `a[5]`, `f(x)[5]` or `m[1][5]`, or belongs to a link, as in `[text][5]`. */
function isIndexed(before: string, after: string): boolean {
  const [groups = ''] = /(?:\[[^[\]\n]{1,64}\])+$/.exec(before) ?? []
  if (/[^\d\s,;[\]]/.test(groups)) return true
  const head = before.slice(0, before.length - groups.length)
  if (/[\p{L}\p{N}_]\([^()\s]*\)$/u.test(head)) return true
  const name = head.replace(/['′]$/, '').split(NO_NAME).at(-1) ?? ''
  if (name === '' || name.endsWith('.')) return false
  const isProse = /^\p{L}{4,}$/u.test(name) && !/\p{Ll}\p{Lu}/u.test(name) && !INDEXED.test(name)
  return !(isProse && (ENDS_CLAUSE.test(after) || groups !== ''))
}

const NO_NAME = /[^\p{Script=Latin}\p{Script=Greek}\p{N}_.]/u

/** What follows a citation that is written close to its word. */
const ENDS_CLAUSE = /^(?:[.,;:!?)\]"”»…]|\s?$|\s\s|\n|\[\d|\s\p{Lu})/u
