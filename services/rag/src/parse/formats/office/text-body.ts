import { displayFormula, inlineFormula } from '../../formula/latex'
import { ommlToLatex } from '../../formula/omml'
import { childOf, elementsOf, textOf, type XmlElement } from '../../markup'
import { numeral } from '../../numerals'
import { subscript, superscript } from '../../raised'
import { alternative } from './package'

/**
 * The paragraphs of a shape or a cell, with the numbers that PowerPoint gives them. `layout`: the body of the shape in the layout
 * of its slide.
 */
export function paragraphsOf(body: XmlElement | undefined, layout?: XmlElement): string[] {
  const counts: Count[] = []
  const lists = [childOf(body, 'a:lstStyle'), childOf(layout, 'a:lstStyle')]
  return elementsOf(body ?? EMPTY)
    .filter(({ name }) => name === 'a:p')
    .map((paragraph) => {
      const text = lineOf(paragraph)
      return text.trim() === '' ? text : markOf(childOf(paragraph, 'a:pPr'), lists, counts) + text
    })
}

const EMPTY: XmlElement = { name: '', attributes: {}, children: [] }

/** PowerPoint's names begin with the style: `alphaLcParenR` is `a)`. */
const STYLES: [start: string, style: string][] = [
  ['arabicDb', 'decimalFullWidth'],
  ['arabic', 'decimal'],
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
  ['circleNum', 'decimalEnclosedCircle'],
  ['ea1', 'chineseCounting'],
  ['thaiNum', 'thaiNumbers'],
  ['thaiAlpha', 'thaiLetters'],
  ['hindiNum', 'hindiNumbers'],
  ['hebrew2', 'hebrew2'],
]

/** Another scheme at the same level begins anew. */
interface Count {
  scheme: string
  number: number
}

/** `counts`: how far the numbers of each level have come. A level that is not numbered ends those within it. */
function markOf(properties: XmlElement | undefined, lists: (XmlElement | undefined)[], counts: Count[]): string {
  const level = Number(properties?.attributes.lvl ?? 0)
  const bullet = [properties, ...lists.map((list) => childOf(list, `a:lvl${level + 1}pPr`))].map(bulletOf).find(Boolean)
  const auto = bullet?.name === 'a:buAutoNum' ? bullet : undefined
  counts.length = Math.min(counts.length, level + 1)
  if (auto === undefined) {
    counts.length = Math.min(counts.length, level)
    return ''
  }
  const { type = 'arabicPeriod', startAt = '1' } = auto.attributes
  const last = counts[level]
  const number = last?.scheme === `${type} ${startAt}` ? last.number + 1 : Number(startAt)
  counts[level] = { scheme: `${type} ${startAt}`, number }
  const text = numeral(number, STYLES.find(([start]) => type.startsWith(start))?.[1] ?? 'decimal')
  if (type.endsWith('ParenBoth')) return `(${text}) `
  return `${text}${type.endsWith('ParenR') ? ')' : /Plain$|^circle/.test(type) ? '' : '.'} `
}

const bulletOf = (properties: XmlElement | undefined): XmlElement | undefined =>
  elementsOf(properties ?? EMPTY).find(({ name }) => /^a:bu(?:None|AutoNum|Char|Blip)$/.test(name))

function lineOf(paragraph: XmlElement): string {
  const runs = textRuns()
  const read = (parent: XmlElement) => {
    for (const element of elementsOf(parent)) {
      if (element.name === 'a:r' || element.name === 'a:fld')
        runs.add(textOf(childOf(element, 'a:t') ?? EMPTY), positionOf(element))
      else if (element.name === 'a:br') runs.add('\n')
      else if (element.name === 'm:oMath') runs.add(inlineFormula(ommlToLatex(element)))
      else if (element.name === 'm:oMathPara') runs.add(formulaParagraph(element, paragraph))
      else if (element.name === 'mc:AlternateContent') read(alternative(element) ?? EMPTY)
      else if (!/Pr$/.test(element.name)) read(element)
    }
  }
  read(paragraph)
  return runs.take()
}

/** PowerPoint writes formulas within a sentence as paragraphs of formulas too. */
const formulaParagraph = (element: XmlElement, paragraph: XmlElement): string =>
  elementsOf(paragraph).some(({ name }) => name === 'a:r')
    ? inlineFormula(ommlToLatex(element))
    : displayFormula(ommlToLatex(element))

/** In thousandths of a percent of the size of the letters. */
function positionOf(run: XmlElement): Position {
  const baseline = Number(childOf(run, 'a:rPr')?.attributes.baseline ?? 0)
  return baseline > 0 ? 'above' : baseline < 0 ? 'below' : 'line'
}

/** Text that stands on the line, above it or below it. */
export type Position = 'line' | 'above' | 'below'

/** Joins runs of text: neighbours of one position are one, for a raised number may be cut into several. */
export function textRuns() {
  const parts: string[] = []
  let pending = ''
  let position: Position = 'line'
  const flush = () => {
    if (pending !== '')
      parts.push(position === 'line' ? pending : position === 'above' ? superscript(pending) : subscript(pending))
    pending = ''
  }
  return {
    add(text: string, at: Position = 'line') {
      if (at !== position) flush()
      position = at
      pending += text
    },
    /** Returns all that was added, and forgets it. */
    take(): string {
      flush()
      position = 'line'
      return parts.splice(0).join('')
    },
  }
}

/** Characters that XML can't hold, as Office writes them. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
