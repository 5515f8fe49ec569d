import { childOf, type XmlElement } from '../../xml-tree'
import { settingOf, type WordContext } from './context'
import { type Attached, readInline } from './inline'
import type { ListMark } from './numbering'
import { listOf, outlineLevel } from './styles'

export interface Paragraph {
  text: string
  mark: ListMark | undefined
  /** Of a heading, from 1; 0: none. */
  level: number
  attached: Attached[]
}

/** A paragraph whose end was struck out has no text: the next one begins with it. */
export function paragraphOf(element: XmlElement, context: WordContext): Paragraph {
  const properties = childOf(element, 'w:pPr')
  const style = context.styles.style(settingOf(childOf(properties, 'w:pStyle')))
  const { text: own, attached } = readInline(element, context)
  const text = context.carried + own
  context.carried = ''
  const markChanges = childOf(properties, 'w:rPr')
  if (childOf(markChanges, 'w:del') !== undefined || childOf(markChanges, 'w:moveFrom') !== undefined) {
    context.carried = text
    return { text: '', attached, mark: undefined, level: 0 }
  }
  const list = listOf(childOf(properties, 'w:numPr')) ?? style.list
  const level = settingOf(childOf(childOf(properties, 'w:numPr'), 'w:ilvl'))
  const mark =
    list === undefined
      ? undefined
      : context.numbering.next(list.numId, level === undefined ? list.level : Number(level), style.id)
  return { text, attached, mark, level: outlineLevel(properties) ?? style.level }
}
