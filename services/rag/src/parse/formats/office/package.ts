import { childOf, decodeXml, elementsOf, isElement, type XmlElement } from '../../markup'
import type { Zip } from '../../zip'
import { visitOffice } from './namespaces'

export interface Relation {
  path: string
  /** The last word of its type, such as `slide`. */
  type: string
}

interface MainPart {
  kind: 'docx' | 'pptx' | 'xlsx' | 'xlsb'
  path: string
}

/** Where the main part is by habit, for packages that don't say. */
const USUAL_PATHS = ['word/document.xml', 'ppt/presentation.xml', 'xl/workbook.xml']
/** The first element is in it. */
const HEAD_BYTES = 16_384
/** Where a comment is before it. */
const LONG_HEAD_BYTES = 1_048_576

/** The part that an Office program opens as the document, whatever it is called. Undefined: the archive is no Office file. */
export function mainPartOf(zip: Zip): MainPart | undefined {
  const named = [...relationsOf(zip, '').values()].filter(({ type }) => type === 'officeDocument').map(({ path }) => path)
  for (const path of [...named, ...USUAL_PATHS, ...mainByType(zip)]) {
    const part = zip.read(path)
    if (part === undefined) continue
    if (path.toLowerCase().endsWith('.bin')) return { kind: 'xlsb', path }
    const kind = kindOf(decodeXml(part.subarray(0, HEAD_BYTES))) ?? kindOf(decodeXml(part.subarray(0, LONG_HEAD_BYTES)))
    if (kind !== undefined) return { kind, path }
  }
  return undefined
}

/** The parts whose type is that of a main part, for a package that relates to none. */
function mainByType(zip: Zip): string[] {
  const paths: string[] = []
  const open = (name: string, { PartName = '', ContentType = '' }: Record<string, string>) => {
    if (name.endsWith('Override') && /\bmain\+xml$/i.test(ContentType)) paths.push(resolve('', PartName))
  }
  const source = partOf(zip, '[Content_Types].xml')
  if (source !== undefined) visitOffice(source, { open, close: () => {}, text: () => {} })
  return paths
}

function kindOf(head: string): MainPart['kind'] | undefined {
  const root = /<(?:[\w.-]+:)?(document|presentation|workbook)[\s>/]/.exec(head)?.[1]
  return root === 'document' ? 'docx' : root === 'presentation' ? 'pptx' : root === 'workbook' ? 'xlsx' : undefined
}

const FLAT_HEAD_BYTES = 1_024
const FLAT_NAMESPACE = 'schemas.microsoft.com/office/2006/xmlPackage'

/** A package that Office has saved as one XML file (“Word XML Document”). Undefined: the file is none. */
export function openFlatPackage(bytes: Uint8Array): Zip | undefined {
  const head = Buffer.from(bytes.subarray(0, FLAT_HEAD_BYTES)).toString('latin1')
  const root = head.includes(FLAT_NAMESPACE) ? /<([\w.-]+:)?package\s/.exec(head) : null
  if (root === null) return undefined
  const [, prefix = ''] = root
  const source = decodeXml(bytes)
  const parts = new Map<string, string>()
  for (let at = source.indexOf(`<${prefix}part `); at !== -1; at = source.indexOf(`<${prefix}part `, at)) {
    const end = source.indexOf(`</${prefix}part>`, at)
    if (end === -1) break
    const part = source.slice(at, end)
    const name = /\sname\s?=\s?"([^"]*)"/.exec(part.slice(0, FLAT_HEAD_BYTES).replaceAll(prefix, ''))?.[1]
    if (name !== undefined) parts.set(name.toLowerCase(), part)
    at = end
  }
  const key = (name: string) => `/${name.replace(/^\//, '').toLowerCase()}`
  return {
    has: (name) => parts.has(key(name)),
    find: (name) => (parts.has(key(name)) ? name : undefined),
    read(name) {
      const part = parts.get(key(name))
      if (part === undefined) return undefined
      const text = within(part, `${prefix}xmlData`)
      return text === undefined
        ? Buffer.from(within(part, `${prefix}binaryData`) ?? '', 'base64')
        : new TextEncoder().encode(text)
    },
  }
}

/** The source of the first element of this name, without its tags. */
function within(source: string, name: string): string | undefined {
  const tag = source.indexOf(`<${name}`)
  const end = source.lastIndexOf(`</${name}>`)
  return tag === -1 || end === -1 ? undefined : source.slice(source.indexOf('>', tag) + 1, end)
}

/** The parts that a part refers to, by id. `''` is the package itself. */
export function relationsOf(zip: Zip, path: string): Map<string, Relation> {
  const found = new Map<string, Relation>()
  const at = path.lastIndexOf('/') + 1
  const source = zip.read(`${path.slice(0, at)}_rels/${path.slice(at)}.rels`)
  if (source === undefined) return found
  const open = (name: string, { Id = '', Target = '', Type = '', TargetMode = '' }: Record<string, string>) => {
    if (!name.endsWith('Relationship') || TargetMode.toLowerCase() === 'external') return
    found.set(Id, { path: resolve(path.slice(0, at), Target), type: Type.slice(Type.lastIndexOf('/') + 1) })
  }
  visitOffice(decodeXml(source), { open, close: () => {}, text: () => {} })
  return found
}

/** A part as text; undefined: it is missing. */
export function partOf(zip: Zip, path: string | undefined): string | undefined {
  const bytes = path === undefined ? undefined : zip.read(path)
  return bytes === undefined ? undefined : decodeXml(bytes)
}

/** The path of a part of this type that a part refers to. */
export const relatedPart = (relations: ReadonlyMap<string, Relation>, type: string): string | undefined =>
  [...relations.values()].find((relation) => relation.type === type)?.path

function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/')
  const segments = path.startsWith('/') ? [] : folder.split('/').filter((segment) => segment !== '')
  for (const segment of decoded(path).split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The one branch of an `mc:AlternateContent` that a program of today shows: the newer one, unless there is nothing in it. */
export function alternative(element: XmlElement): XmlElement | undefined {
  const choices = elementsOf(element).filter(({ name }) => name === 'mc:Choice')
  return choices.find(holdsSomething) ?? childOf(element, 'mc:Fallback')
}

const SHOWN = new Set(['c:chart', 'cx:chart', 'dgm:relIds', 'pic:pic', 'p:pic'])

const holdsSomething = (element: XmlElement): boolean =>
  element.children.some((child) => (isElement(child) ? SHOWN.has(child.name) || holdsSomething(child) : child.trim() !== ''))
