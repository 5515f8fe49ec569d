import { childOf, elementsOf, textOf, type XmlElement } from '../markup'
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
  lines,
  matrix,
  operator,
  plainText,
  root,
  scripts,
  signs,
  stacked,
} from './latex'

/** A formula of Word or PowerPoint (`m:oMath`, or all of an `m:oMathPara`) as LaTeX. */
export function ommlToLatex(element: XmlElement, depth = 0): string {
  if (depth > FORMULA_DEPTH_MAX) return escaped(signs(textOf(element)))
  const latexOf = (child: XmlElement | undefined): string => (child === undefined ? '' : ommlToLatex(child, depth + 1).trim())
  const part = (name: string): string => latexOf(childOf(element, name))
  const read = READERS[element.name]
  if (read !== undefined) return read(element, part, latexOf)
  return joined(elementsOf(element).map((child) => (isRead(child) ? ommlToLatex(child, depth + 1) : '')))
}

type Part = (name: string) => string
type LatexOf = (child: XmlElement | undefined) => string

/** Properties say how a part looks; what was struck out is not there. */
const isRead = ({ name }: XmlElement): boolean => !/Pr$/.test(name) && name !== 'w:del' && name !== 'w:moveFrom'

/** A setting of the element, such as the sign of a bracket. Undefined: it is not set, and the format's default holds. */
function setting(element: XmlElement, name: string): string | undefined {
  const properties = elementsOf(element).find((child) => child.name === `${element.name}Pr`)
  const found = childOf(properties, name)
  return found === undefined ? undefined : (found.attributes['m:val'] ?? found.attributes.val ?? '')
}

const isOn = (value: string | undefined): boolean => value !== undefined && !/^(?:0|false|off)$/.test(value)

const READERS: Record<string, (element: XmlElement, part: Part, latexOf: LatexOf) => string> = {
  'm:r': run,
  'w:r': (element) => plainText(textOf(element)),
  'm:oMathPara': (element, _part, latexOf) => {
    const formulas = elementsOf(element).filter(({ name }) => name === 'm:oMath')
    return formulas.length > 1 ? lines(formulas.map(latexOf)) : latexOf(formulas[0])
  },
  'm:f': (element, part) => {
    const type = setting(element, 'm:type')
    if (type === 'lin' || type === 'skw') return `${grouped(part('m:num'))}/${grouped(part('m:den'))}`
    return type === 'noBar' ? stacked(part('m:num'), part('m:den')) : fraction(part('m:num'), part('m:den'))
  },
  'm:sSup': (_element, part) => scripts(part('m:e'), '', part('m:sup')),
  'm:sSub': (_element, part) => scripts(part('m:e'), part('m:sub'), ''),
  'm:sSubSup': (_element, part) => scripts(part('m:e'), part('m:sub'), part('m:sup')),
  'm:sPre': (_element, part) => joined([scripts('{}', part('m:sub'), part('m:sup')), part('m:e')]),
  'm:rad': (element, part) => root(part('m:e'), isOn(setting(element, 'm:degHide')) ? '' : part('m:deg')),
  'm:nary': (element, part) => {
    const sign = operator(setting(element, 'm:chr') ?? '∫')
    return `${limits(sign, part('m:sub'), part('m:sup'))} ${part('m:e')}`
  },
  'm:func': (_element, part) => {
    const name = part('m:fName')
    return joined([name.startsWith('\\') ? name : functionName(name), bare(part('m:e'))])
  },
  'm:limLow': (_element, part) => limits(functionName(part('m:e')), part('m:lim'), ''),
  'm:limUpp': (_element, part) => limits(functionName(part('m:e')), '', part('m:lim')),
  'm:d': (element, _part, latexOf) => {
    const contents = elementsOf(element).filter(({ name }) => name === 'm:e')
    const separator = setting(element, 'm:sepChr') ?? '|'
    return fenced(setting(element, 'm:begChr') ?? '(', contents.map(latexOf).join(separator), setting(element, 'm:endChr') ?? ')')
  },
  'm:eqArr': (element, _part, latexOf) =>
    lines(
      elementsOf(element)
        .filter(({ name }) => name === 'm:e')
        .map(latexOf),
    ),
  'm:m': (element, _part, latexOf) =>
    matrix(
      elementsOf(element)
        .filter(({ name }) => name === 'm:mr')
        .map((row) =>
          elementsOf(row)
            .filter(({ name }) => name === 'm:e')
            .map(latexOf),
        ),
    ),
  'm:acc': (element, part) => accent(setting(element, 'm:chr') ?? '\u0302', part('m:e')),
  'm:bar': (element, part) => accent(setting(element, 'm:pos') === 'top' ? '\u0305' : '\u0332', part('m:e')),
  'm:groupChr': (element, part) => {
    const sign = setting(element, 'm:chr') ?? '⏟'
    if (isAccent(sign) && sign !== '→') return accent(sign, part('m:e'))
    return setting(element, 'm:pos') === 'top' ? limits(part('m:e'), '', sign) : limits(part('m:e'), sign, '')
  },
  'm:borderBox': (_element, part) => `\\boxed{${part('m:e')}}`,
  'm:phant': (element, part) => (setting(element, 'm:show') === undefined || isOn(setting(element, 'm:show')) ? part('m:e') : ''),
}

function run(element: XmlElement): string {
  const text = elementsOf(element)
    .filter(({ name }) => name === 'm:t' || name === 'w:t')
    .map(textOf)
    .join('')
  const properties = childOf(element, 'm:rPr')
  if (childOf(properties, 'm:nor') !== undefined) return plainText(text)
  // Text that was typed as LaTeX is kept.
  const latex = /\\[a-zA-Z]/.test(text) ? text : escaped(text)
  const style = childOf(properties, 'm:sty')?.attributes['m:val']
  if (style === 'b' && /^[a-zA-Z]+$/.test(text)) return `\\mathbf{${text}}`
  if (childOf(properties, 'm:scr')?.attributes['m:val'] === 'double-struck') return `\\mathbb{${latex}}`
  return style === 'p' ? functionName(signs(latex)) : signs(latex)
}

const grouped = (latex: string): string => ([...latex].length > 1 && !/^[\d.]+$/.test(latex) ? `{${latex}}` : latex)

/** The argument of a function: apart from its name. */
const bare = (latex: string): string => (/^[a-zA-Z\d]/.test(latex) ? ` ${latex}` : latex)
