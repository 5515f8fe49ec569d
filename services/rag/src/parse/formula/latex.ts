import { foldText } from '@collabry/runtime/fold-text'

// Parts of LaTeX that formulas of Word, PowerPoint and the web are built of. Signs such as π, ≤ and → are not replaced by
// commands: they are read, searched for and typeset as well.

/** Formulas that are nested deeper are written without their structure. */
export const FORMULA_DEPTH_MAX = 100

/** A formula within a line of text, or on a line of its own; nothing for an empty one. */
export const inlineFormula = (latex: string): string => (latex.trim() === '' ? '' : `$${latex.trim()}$`)
export const displayFormula = (latex: string): string => (latex.trim() === '' ? '' : `$$${latex.trim()}$$`)

/** Joins pieces. A blank keeps a command apart from a letter that follows it. */
export function joined(pieces: string[]): string {
  let latex = ''
  for (const piece of pieces) latex += /\\[a-zA-Z]+$/.test(latex) && /^[a-zA-Z]/.test(piece) ? ` ${piece}` : piece
  return latex
}

/** Letters of formulas (𝑥, 𝐯) as plain ones: italic is what LaTeX gives anyway. */
export function signs(text: string): string {
  return text
    .replaceAll(/[\u{1d400}-\u{1d433}]+/gu, (bold) => `\\mathbf{${foldText(bold, 'NFKC')}}`)
    .replaceAll(/[\u{1d538}-\u{1d56b}]+/gu, (hollow) => `\\mathbb{${foldText(hollow, 'NFKC')}}`)
    .replaceAll(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => foldText(letter, 'NFKC'))
    .replaceAll('ℎ', 'h')
    .replaceAll('−', '-')
    .replaceAll(/[\u2061-\u2064\u200b]/g, '')
}

/** Signs that mean something in LaTeX. */
export const escaped = (text: string): string => text.replaceAll(/[\\{}%#&_$^~]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`)

const ESCAPES: Record<string, string> = { '\\': '\\backslash ', '^': '\\hat{}', '~': '\\sim ' }

export const plainText = (text: string): string => (text.trim() === '' ? text : `\\text{${escaped(text)}}`)

export const fraction = (above: string, below: string): string => `\\frac{${above}}{${below}}`

export const root = (radicand: string, degree: string): string =>
  degree === '' ? `\\sqrt{${radicand}}` : `\\sqrt[${degree}]{${radicand}}`

/** `base` with its subscript and superscript; '' for none. */
export function scripts(base: string, below: string, above: string): string {
  const whole = isOne(base) ? base : `{${base}}`
  return `${whole}${below === '' ? '' : `_{${below}}`}${above === '' ? '' : `^{${above}}`}`
}

/** One sign, command with its arguments, or group in brackets: what a script binds to. */
const isOne = (latex: string): boolean =>
  [...latex].length <= 1 ||
  /^(?:\{\}|\d+|\\[a-zA-Z]+|\\(?:text|math\w+|operatorname)\{[^{}]*\}|[([|][^()[\]|]*[)\]|]|\\left[([|].*\\right[)\]|])$/s.test(
    latex,
  )

/** A sign with the formulas directly below and above it. */
export function limits(base: string, below: string, above: string): string {
  if (
    /^\\(?:lim|max|min|sup|inf|limsup|liminf|sum|prod|coprod|bigcup|bigcap|bigvee|bigwedge|underbrace|overbrace|int|det|gcd|Pr)\b/.test(
      base,
    )
  )
    return `${base}${below === '' ? '' : `_{${below}}`}${above === '' ? '' : `^{${above}}`}`
  const under = below === '' ? base : `\\underset{${below}}{${base}}`
  return above === '' ? under : `\\overset{${above}}{${under}}`
}

/** A large operator as a command. */
export const operator = (sign: string): string => OPERATORS[sign] ?? sign

const OPERATORS: Record<string, string> = {
  '∑': '\\sum',
  '∏': '\\prod',
  '∐': '\\coprod',
  '∫': '\\int',
  '∬': '\\iint',
  '∭': '\\iiint',
  '∮': '\\oint',
  '⋃': '\\bigcup',
  '⋂': '\\bigcap',
  '⋁': '\\bigvee',
  '⋀': '\\bigwedge',
}

/** The name of a function such as sin; other names are set upright too. */
export function functionName(name: string): string {
  const trimmed = name.trim()
  if (FUNCTIONS.has(trimmed)) return `\\${trimmed}`
  return /^[a-zA-Z]{2,}$/.test(trimmed) ? `\\operatorname{${trimmed}}` : name
}

const FUNCTIONS = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg det dim ker deg gcd hom arg max min sup inf lim limsup liminf Pr'.split(
    ' ',
  ),
)

/** An accent over a formula, or a line under it. */
export const accent = (sign: string, base: string): string => `\\${ACCENTS[sign] ?? 'hat'}{${base}}`

export const isAccent = (sign: string): boolean => sign in ACCENTS

const ACCENTS: Record<string, string> = {
  '\u0302': 'hat',
  '^': 'hat',
  ˆ: 'hat',
  '\u0303': 'tilde',
  '~': 'tilde',
  '˜': 'tilde',
  '\u0304': 'bar',
  '\u0305': 'overline',
  '¯': 'bar',
  '‾': 'overline',
  '\u0332': 'underline',
  '\u0307': 'dot',
  '˙': 'dot',
  '\u0308': 'ddot',
  '¨': 'ddot',
  '\u20d7': 'vec',
  '→': 'vec',
  '\u20d6': 'overleftarrow',
  '\u0306': 'breve',
  '˘': 'breve',
  '\u030c': 'check',
  ˇ: 'check',
  '\u0301': 'acute',
  '´': 'acute',
  '\u0300': 'grave',
  '`': 'grave',
  '\u20db': 'dddot',
  '⏞': 'overbrace',
  '⏟': 'underbrace',
}

/** Content between brackets; '' is a side without one. A matrix has brackets of its own. */
export function fenced(open: string, content: string, close: string): string {
  const matrix = /^\\begin\{matrix\}(.*)\\end\{matrix\}$/s.exec(content)?.[1]
  const kind = MATRICES[open + close]
  if (matrix !== undefined && kind !== undefined) return `\\begin{${kind}}${matrix}\\end{${kind}}`
  const rows = /^\\begin\{aligned\}(.*)\\end\{aligned\}$/s.exec(content)?.[1]
  if (open === '{' && close === '' && (rows ?? matrix) !== undefined) return `\\begin{cases}${rows ?? matrix}\\end{cases}`
  if (open === '(' && close === ')' && /^\\genfrac\{\}\{\}\{0pt\}\{\}/.test(content))
    return content.replace(/^\\genfrac\{\}\{\}\{0pt\}\{\}/, '\\binom')
  const isTall = /\\(?:frac|sum|prod|int|sqrt|begin|genfrac|overset|underset)/.test(content)
  if (!isTall && open !== '' && close !== '') return `${bracket(open)}${content}${bracket(close)}`
  return `\\left${bracket(open) || '.'}${content}\\right${bracket(close) || '.'}`
}

const MATRICES: Record<string, string> = { '()': 'pmatrix', '[]': 'bmatrix', '||': 'vmatrix', '{}': 'Bmatrix', '‖‖': 'Vmatrix' }

const bracket = (sign: string): string => BRACKETS[sign] ?? sign

const BRACKETS: Record<string, string> = {
  '{': '\\{',
  '}': '\\}',
  '⟨': '\\langle ',
  '⟩': '\\rangle ',
  '〈': '\\langle ',
  '〉': '\\rangle ',
  '‖': '\\|',
}

export const stacked = (above: string, below: string): string => `\\genfrac{}{}{0pt}{}{${above}}{${below}}`

export const matrix = (rows: string[][]): string =>
  `\\begin{matrix}${rows.map((row) => row.join(' & ')).join(' \\\\ ')}\\end{matrix}`

export const lines = (rows: string[]): string => `\\begin{aligned}${rows.join(' \\\\ ')}\\end{aligned}`
