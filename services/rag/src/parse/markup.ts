import { Parser } from 'htmlparser2'
import { DEPTH_MAX } from './limits'
import { unreadable } from './parse-errors'

/** Receives the parts of a document in order while it is read. */
export interface Visitor {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text(text: string): void
}

/**
 * Reads HTML or XML from the first character to the last, without a tree. Document types are skipped: no entity but the
 * built-in ones means anything, and nothing outside of the source is ever asked for.
 */
export function visit(
  source: string,
  visitor: Visitor,
  { xml, selfClosing = xml }: { xml: boolean; selfClosing?: boolean },
): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > DEPTH_MAX) throw unreadable('The file is nested too deeply to be read; save it in another format.')
        visitor.open(name, attributes)
      },
      onclosetag: (name) => {
        depth -= 1
        visitor.close(name)
      },
      ontext: (text) => visitor.text(text),
    },
    { xmlMode: xml, decodeEntities: true, recognizeSelfClosing: selfClosing, recognizeCDATA: selfClosing },
  )
  parser.end(source)
}

/** XML in the encoding that its mark, its declaration or its page's head names; UTF-8 without any. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // The first character is `<`, also without a mark of the order of bytes.
  if (first === 0x3c && second === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0 && second === 0x3c) return new TextDecoder('utf-16be').decode(bytes)
  const declared = declaredEncoding(bytes)
  try {
    // Bun knows every label of the Encoding Standard; its types know three.
    return new TextDecoder((declared ?? 'utf-8') as Bun.Encoding).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

const HEAD_BYTES = 1_024

/** The encoding that a document declares. The first bytes of all such encodings are ASCII. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  const [, ofXml] = /^\s*<\?xml[^>]{0,200}\sencoding\s*=\s*["']([\w.:-]{1,40})/i.exec(head) ?? []
  const label = ofXml ?? /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1]
  return label !== undefined && WIDE.test(label) ? 'utf-8' : label
}

/** A declaration that reads as ASCII is wrong to name these: programs write them of strings in memory. */
const WIDE = /^(?:utf-?16|utf-?32|ucs-?[24]|unicode$)/i

const ENTITIES_MAX = 1_000
const ENTITY_LENGTH_MAX = 1_000

/**
 * The source with the texts that its own document type names in their places, and without that type. A source grows by no more
 * than its length.
 */
export function withOwnEntities(source: string): string {
  const open = /<!DOCTYPE[^<>[\]]{0,500}\[/i.exec(source.slice(0, HEAD_BYTES))
  if (open === null) return source
  const from = open.index + open[0].length
  const end = endOfSubset(source, from)
  if (end < 0) return source
  const texts = new Map<string, string>()
  let room = source.length
  const expand = (text: string) =>
    text.replaceAll(/&([\w.-]{1,100});/g, (reference, name: string) => {
      const value = texts.get(name)
      if (value === undefined || value.length > room) return reference
      room -= value.length
      return value
    })
  const declared = source.slice(from, end).matchAll(/<!ENTITY\s{1,20}([\w.-]{1,100})\s{1,20}(?:"([^"]*)"|'([^']*)')/g)
  for (const [, name = '', quoted, value = quoted ?? ''] of declared) {
    const text = expand(value)
    if (texts.size < ENTITIES_MAX && text.length <= ENTITY_LENGTH_MAX && !texts.has(name)) texts.set(name, text)
  }
  return source.slice(0, open.index) + expand(source.slice(end + 1).replace(/^\s*>/, ''))
}

/** Brackets in quotation marks and comments end nothing. */
function endOfSubset(source: string, from: number): number {
  for (let at = from; at >= from && at < source.length; at++) {
    const sign = source[at] ?? ''
    if (sign === ']') return at
    const end = sign === '"' || sign === "'" ? sign : source.startsWith('<!--', at) ? '-->' : ''
    if (end === '') continue
    const close = source.indexOf(end, at + 1)
    if (close < 0) return -1
    at = close + end.length - 1
  }
  return -1
}

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
