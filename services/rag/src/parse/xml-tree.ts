import type { Visitor } from './markup'

export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

/** Builds one element with all that is in it; `done` is called when it is closed. */
export function xmlTree(root: XmlElement, done: () => void): Visitor {
  const ancestors: XmlElement[] = [root]
  return {
    open: (name, attributes) => {
      const element = { name, attributes, children: [] }
      ancestors.at(-1)?.children.push(element)
      ancestors.push(element)
    },
    close: () => {
      ancestors.pop()
      if (ancestors.length === 0) done()
    },
    text: (text) => {
      ancestors.at(-1)?.children.push(text)
    },
  }
}

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string'

export const elementsOf = ({ children }: XmlElement): XmlElement[] => children.filter(isElement)

/** The first child of this name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.filter(isElement).find((child) => child.name === name)

/** All text inside. */
export const textOf = (node: XmlElement | string): string =>
  typeof node === 'string' ? node : node.children.map(textOf).join('')
