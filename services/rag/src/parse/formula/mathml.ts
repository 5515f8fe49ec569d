import { elementsOf, textOf, type XmlElement } from '../markup'
import {
  accent,
  escaped,
  FORMULA_DEPTH_MAX,
  fenced,
  fraction,
  functionName,
  isAccent,
  joined,
  limits,
  matrix,
  operator,
  plainText,
  root,
  scripts,
  signs,
  stacked,
} from './latex'

/** A formula of a web page or a book (`math`) as LaTeX: as its author wrote it where that is said. Names have no prefix. */
export function mathmlToLatex(element: XmlElement, depth = 0): string {
  if (depth > FORMULA_DEPTH_MAX) return escaped(signs(textOf(element)))
  const children = elementsOf(element).filter(({ name }) => !UNREAD.has(name))
  const of = (child: XmlElement | undefined): string => (child === undefined ? '' : mathmlToLatex(child, depth + 1).trim())
  const [first, second, third] = children
  switch (element.name) {
    case 'semantics':
      return source(element) ?? of(first)
    case 'mi':
      return identifier(element)
    case 'mn':
      return escaped(textOf(element).trim())
    case 'mo':
      return sign(textOf(element).trim())
    case 'mtext':
    case 'ms':
      return plainText(textOf(element).replaceAll(/\s+/g, ' '))
    case 'mspace':
      return ' '
    case 'mfrac':
      return /^0(?:\D|$)/.test(element.attributes.linethickness ?? '')
        ? stacked(of(first), of(second))
        : fraction(of(first), of(second))
    case 'msqrt':
      return root(joined(children.map(of)), '')
    case 'mroot':
      return root(of(first), of(second))
    case 'msub':
      return scripts(of(first), of(second), '')
    case 'msup':
      return scripts(of(first), '', of(second))
    case 'msubsup':
      return scripts(of(first), of(second), of(third))
    case 'munder':
      return above(of(first), of(second), '', second)
    case 'mover':
      return above(of(first), '', of(second), second)
    case 'munderover':
      return limits(of(first), of(second), of(third))
    case 'mmultiscripts':
      return multiscripts(element, of)
    case 'mtable':
      return matrix(children.map((row) => cells(row, of)))
    case 'mfenced':
      return fences(element, children.map(of))
    case 'menclose':
      return /box|circle/.test(element.attributes.notation ?? '')
        ? `\\boxed{${joined(children.map(of))}}`
        : joined(children.map(of))
    case 'none':
      return ''
    default:
      return brackets(children, of)
  }
}

/** `mphantom` is a gap as wide as what is in it. */
const UNREAD = new Set(['annotation', 'annotation-xml', 'mphantom', 'maligngroup', 'malignmark', 'none', 'mprescripts'])

function source(semantics: XmlElement): string | undefined {
  const annotation = elementsOf(semantics).find(
    ({ name, attributes }) => name === 'annotation' && /\btex\b|latex/i.test(attributes.encoding ?? ''),
  )
  const latex = annotation === undefined ? '' : textOf(annotation).trim()
  return latex === '' ? undefined : latex.replace(/^\{\\displaystyle (.*)\}$/s, '$1').trim()
}

function identifier(element: XmlElement): string {
  const text = signs(escaped(textOf(element).trim()))
  if (/^bold$/.test(element.attributes.mathvariant ?? '')) return `\\mathbf{${text}}`
  if (element.attributes.mathvariant === 'double-struck') return `\\mathbb{${text}}`
  return /^[a-zA-Z]{2,}$/.test(text) ? functionName(text) : text
}

const sign = (text: string): string => {
  const known = operator(signs(text))
  return known.startsWith('\\') ? known : /^[a-zA-Z]{2,}$/.test(known) ? functionName(known) : escaped(known)
}

const LINES_BELOW = new Set(['_', '¯', '‾', '\u0332'])

function above(base: string, below: string, over: string, mark: XmlElement | undefined): string {
  const text = mark === undefined ? '' : textOf(mark).trim()
  if (mark?.name === 'mo' && below !== '' && LINES_BELOW.has(text)) return accent('\u0332', base)
  if (mark?.name === 'mo' && isAccent(text)) return accent(text, base)
  return limits(base, below, over)
}

function cells(row: XmlElement, of: (child: XmlElement) => string): string[] {
  const all = elementsOf(row)
  return (row.name === 'mlabeledtr' ? all.slice(1) : all).map(of)
}

function fences({ attributes }: XmlElement, contents: string[]): string {
  const separators = [...(attributes.separators ?? ',').replaceAll(/\s/g, '')]
  const content = contents.map((part, at) =>
    at === 0 ? part : `${separators[Math.min(at, separators.length) - 1] ?? ''}${part}`,
  )
  return fenced(attributes.open ?? '(', content.join(''), attributes.close ?? ')')
}

function multiscripts(element: XmlElement, of: (child: XmlElement | undefined) => string): string {
  const [base, ...marks] = elementsOf(element)
  const at = marks.findIndex(({ name }) => name === 'mprescripts')
  const [after, before] = at === -1 ? [marks, []] : [marks.slice(0, at), marks.slice(at + 1)]
  const lead = before.length === 0 ? '' : scripts('{}', of(before[0]), of(before[1]))
  return joined([lead, scripts(of(base), of(after[0]), of(after[1]))])
}

/** A matrix stands between its brackets in a row: they belong to it. */
function brackets(children: XmlElement[], of: (child: XmlElement) => string): string {
  const [first, second, third] = children
  if (first?.name === 'mo' && second?.name === 'mtable' && children.length <= 3)
    return fenced(textOf(first).trim(), of(second), third === undefined ? '' : textOf(third).trim())
  return joined(children.map(of))
}
