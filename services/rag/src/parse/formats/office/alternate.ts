import { childOf, elementsOf, isElement, type XmlElement } from '../../xml-tree'

/** The one branch of an `mc:AlternateContent` that a program of today shows: the newer one, unless there is nothing in it. */
export function alternative(element: XmlElement): XmlElement | undefined {
  const choices = elementsOf(element).filter(({ name }) => name === 'mc:Choice')
  return choices.find(holdsSomething) ?? childOf(element, 'mc:Fallback')
}

const SHOWN = new Set(['c:chart', 'cx:chart', 'dgm:relIds', 'pic:pic', 'p:pic'])

const holdsSomething = (element: XmlElement): boolean =>
  element.children.some((child) => (isElement(child) ? SHOWN.has(child.name) || holdsSomething(child) : child.trim() !== ''))
