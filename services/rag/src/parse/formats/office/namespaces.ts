import { isElement, type Visitor, visit, type XmlElement, xmlTree } from '../../markup'

/** The usual prefix of each namespace that is read, in the transitional and the strict form of the standard. */
const PREFIXES = new Map(
  Object.entries({
    w: ['schemas.openxmlformats.org/wordprocessingml/2006/main', 'purl.oclc.org/ooxml/wordprocessingml/main'],
    p: ['schemas.openxmlformats.org/presentationml/2006/main', 'purl.oclc.org/ooxml/presentationml/main'],
    '': ['schemas.openxmlformats.org/spreadsheetml/2006/main', 'purl.oclc.org/ooxml/spreadsheetml/main'],
    a: ['schemas.openxmlformats.org/drawingml/2006/main', 'purl.oclc.org/ooxml/drawingml/main'],
    c: ['schemas.openxmlformats.org/drawingml/2006/chart', 'purl.oclc.org/ooxml/drawingml/chart'],
    m: ['schemas.openxmlformats.org/officeDocument/2006/math', 'purl.oclc.org/ooxml/officeDocument/math'],
    r: ['schemas.openxmlformats.org/officeDocument/2006/relationships', 'purl.oclc.org/ooxml/officeDocument/relationships'],
    dgm: ['schemas.openxmlformats.org/drawingml/2006/diagram', 'purl.oclc.org/ooxml/drawingml/diagram'],
    wp: [
      'schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
      'purl.oclc.org/ooxml/drawingml/wordprocessingDrawing',
    ],
    xdr: ['schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing', 'purl.oclc.org/ooxml/drawingml/spreadsheetDrawing'],
    pic: ['schemas.openxmlformats.org/drawingml/2006/picture', 'purl.oclc.org/ooxml/drawingml/picture'],
    mc: ['schemas.openxmlformats.org/markup-compatibility/2006'],
    wps: ['schemas.microsoft.com/office/word/2010/wordprocessingShape'],
    w14: ['schemas.microsoft.com/office/word/2010/wordml'],
    a14: ['schemas.microsoft.com/office/drawing/2010/main'],
    v: ['urn:schemas-microsoft-com:vml'],
    cx: ['schemas.microsoft.com/office/drawing/2014/chartex'],
  }).flatMap(([prefix, names]) => names.map((name) => [name, prefix] as const)),
)

type Scope = ReadonlyMap<string, string>

const UNPREFIXED = ''
const NO_SCOPE: Scope = new Map()

/**
 * Reads a part of an Office file with the usual prefix at each name (`w:p`; none in spreadsheets), whichever its program wrote.
 * Names of namespaces that aren't read stay as they are.
 */
export function visitOffice(source: string, visitor: Visitor): void {
  const scopes: Scope[] = [NO_SCOPE]
  const names: string[] = []
  visit(
    source,
    {
      open: (name, attributes) => {
        const scope = scopeOf(scopes.at(-1) ?? NO_SCOPE, attributes)
        scopes.push(scope)
        const usual = usualName(name, scope)
        names.push(usual)
        visitor.open(usual, usualAttributes(attributes, scope))
      },
      close: () => {
        scopes.pop()
        visitor.close(names.pop() ?? '')
      },
      text: (text) => visitor.text(text),
    },
    { xml: true },
  )
}

function scopeOf(outer: Scope, attributes: Record<string, string>): Scope {
  let scope: Map<string, string> | undefined
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue
    const value = attributes[name] ?? ''
    const declared = name === 'xmlns' ? UNPREFIXED : name.slice('xmlns:'.length)
    const usual = PREFIXES.get(value.replace(/^https?:\/\//, '')) ?? declared
    if (usual === (outer.get(declared) ?? declared)) continue
    scope ??= new Map(outer)
    scope.set(declared, usual)
  }
  return scope ?? outer
}

function usualName(name: string, scope: Scope): string {
  if (scope.size === 0) return name
  const colon = name.indexOf(':')
  const usual = scope.get(colon === -1 ? UNPREFIXED : name.slice(0, colon))
  if (usual === undefined) return name
  const local = name.slice(colon + 1)
  return usual === UNPREFIXED ? local : `${usual}:${local}`
}

/** An attribute without a prefix is in no namespace. */
function usualAttributes(attributes: Record<string, string>, scope: Scope): Record<string, string> {
  if (scope.size === 0 || !Object.keys(attributes).some((name) => scope.has(name.slice(0, Math.max(0, name.indexOf(':'))))))
    return attributes
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.includes(':') ? usualName(name, scope) : name, value]),
  )
}

/** The root element of a part with all in it. Undefined: there is no part, or nothing in it. */
export function officeTree(source: string | undefined): XmlElement | undefined {
  if (source === undefined) return undefined
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  visitOffice(
    source,
    xmlTree(root, () => {}),
  )
  return root.children.find(isElement)
}
