import { childOf, elementsOf, type XmlElement } from '../../markup'
import type { Position } from '../office/text-body'
import { isOn, settingOf } from './context'

interface Style {
  id: string
  /** From 1; 0: no heading. The title of the document is 1. */
  level: number
  list: { numId: string; level: number | undefined } | undefined
  isHidden: boolean
  position: Position
}

export interface Styles {
  /** The settings of a style, those that it takes over included. Undefined id: the plain one. */
  style(id: string | undefined): Style
  /** The style of a paragraph: the document's own default where the paragraph names none that is known. */
  ofParagraph(id: string | undefined): Style
}

/** Styles that take over from each other; more go in circles. */
const INHERITED_MAX = 20
const PLAIN: Style = { id: '', level: 0, list: undefined, isHidden: false, position: 'line' }

export function stylesOf(source: XmlElement | undefined): Styles {
  const elements = new Map<string, XmlElement>()
  for (const element of source === undefined ? [] : elementsOf(source))
    if (element.name === 'w:style') elements.set(element.attributes['w:styleId'] ?? '', element)
  const known = new Map<string, Style>()
  const resolve = (id: string, depth: number): Style => {
    const element = elements.get(id)
    if (element === undefined || depth > INHERITED_MAX) return PLAIN
    const found = known.get(id) ?? styleOf(id, element, resolve(settingOf(childOf(element, 'w:basedOn')) ?? '', depth + 1))
    known.set(id, found)
    return found
  }
  const isDefault = ({ attributes }: XmlElement) =>
    attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(attributes['w:default'] ?? '')
  const [usual = ''] = [...elements].find(([, element]) => isDefault(element)) ?? []
  return {
    style: (id) => (id === undefined ? PLAIN : resolve(id, 0)),
    ofParagraph: (id) => resolve(id === undefined || !elements.has(id) ? usual : id, 0),
  }
}

function styleOf(id: string, element: XmlElement, base: Style): Style {
  const paragraph = childOf(element, 'w:pPr')
  const run = childOf(element, 'w:rPr')
  return {
    id,
    level: levelOf(settingOf(childOf(element, 'w:name')) ?? '', paragraph, base),
    list: listOf(childOf(paragraph, 'w:numPr')) ?? base.list,
    isHidden: childOf(run, 'w:vanish') === undefined ? base.isHidden : isOn(childOf(run, 'w:vanish')),
    position: positionOf(run) ?? base.position,
  }
}

function levelOf(name: string, paragraph: XmlElement | undefined, base: Style): number {
  if (/^title$/i.test(name)) return 1
  const heading = /^heading ([1-9])$/i.exec(name)?.[1]
  return heading === undefined ? (outlineLevel(paragraph) ?? base.level) : Number(heading) + 1
}

/** Its level as a heading, below the title. Undefined: the style does not say; 0: it is body text. */
export function outlineLevel(paragraph: XmlElement | undefined): number | undefined {
  const level = settingOf(childOf(paragraph, 'w:outlineLvl'))
  if (level === undefined) return undefined
  return Number(level) < 9 ? Number(level) + 2 : 0
}

export function listOf(numPr: XmlElement | undefined): Style['list'] {
  const numId = settingOf(childOf(numPr, 'w:numId'))
  const level = settingOf(childOf(numPr, 'w:ilvl'))
  return numId === undefined ? undefined : { numId, level: level === undefined ? undefined : Number(level) }
}

/** In half points. LibreOffice only raises letters and makes them smaller. */
const SMALL_MAX = 22
const RAISED_MIN = 2

export function positionOf(run: XmlElement | undefined): Position | undefined {
  const value = settingOf(childOf(run, 'w:vertAlign'))
  if (value !== undefined) return value === 'superscript' ? 'above' : value === 'subscript' ? 'below' : 'line'
  const raised = Number(settingOf(childOf(run, 'w:position')) ?? 0)
  const size = Number(settingOf(childOf(run, 'w:sz')) ?? SMALL_MAX + 1)
  if (Math.abs(raised) < RAISED_MIN || size > SMALL_MAX) return undefined
  return raised > 0 ? 'above' : 'below'
}
