import type { Atrule, Block, CssNode, Declaration } from 'css-tree'
import parse from 'css-tree/parser'
import { holdsCondition, isOfScreen } from './css-media'
import { type Selector, selectorsOf } from './css-selector'

const CSS_LENGTH_MAX = 1_048_576
/** Groups and rules in one another; deeper ones are not read. */
const DEPTH_MAX = 16

/** Ways to hide an element. A later or stronger declaration wins only over one of the same way. */
export const WAYS = ['display', 'visibility', 'content-visibility', 'mso-hide', 'clip'] as const
export type Way = (typeof WAYS)[number]
/** `hides` is undefined where the element is as the one around it. */
export type Declarations = Partial<Record<Way, { hides: boolean | undefined; isImportant: boolean }>>

export interface StyleRule {
  selectors: Selector[]
  declarations: Declarations
  /** Its place among the layers, in which those that come later are stronger; undefined: it is in none and stronger than all. */
  layer: number | undefined
}

/** Names of layers, numbered by their first mention; the sheets of a page share them. */
export class Layers {
  private readonly places = new Map<string, number>()
  private unnamed = 0

  placeOf(name: string): number {
    const place = this.places.get(name) ?? this.places.size
    this.places.set(name, place)
    return place
  }

  /** A name that no other layer has. */
  newName(): string {
    return `(${this.unnamed++})`
  }
}

/** Where a rule stands. */
interface Around {
  depth: number
  layer: string | undefined
  /** The selectors of the rule that it is nested in. */
  parents: Selector[] | undefined
}

/** The rules of a style sheet that hold on a screen and tell whether something is shown. */
export function rulesOf(css: string, layers: Layers): StyleRule[] {
  const rules: StyleRule[] = []
  addSheet(css.slice(0, CSS_LENGTH_MAX).replaceAll(CDATA, ' '), { depth: 0, layer: undefined, parents: undefined })
  return rules

  function addSheet(source: string, around: Around): void {
    const sheet = parse(source, PARSING)
    if (sheet.type === 'StyleSheet') addRules(sheet.children, around)
  }

  function addRules(nodes: Iterable<CssNode>, outer: Around): void {
    if (outer.depth === DEPTH_MAX) return
    const around = { ...outer, depth: outer.depth + 1 }
    for (const node of nodes) {
      if (node.type === 'Atrule') addGroup(node, around)
      // The parser knows nested rules by their `&` alone, and leaves others as they are.
      else if (node.type === 'Raw' && around.parents && node.value.includes('{')) addSheet(node.value, around)
      else if (node.type === 'Rule' && mayTell(node.block)) {
        const selectors = selectorsOf(node.prelude, around.parents)
        if (selectors.length === 0) continue
        addDeclarations(node.block, selectors, around)
        addRules(node.block.children, { ...around, parents: selectors })
      }
    }
  }

  function addDeclarations({ children }: Block, selectors: Selector[], { layer }: Around): void {
    const declarations = declared(children)
    if (Object.keys(declarations).length === 0) return
    rules.push({ selectors, declarations, layer: layer === undefined ? undefined : layers.placeOf(layer) })
  }

  function addGroup(group: Atrule, around: Around): void {
    const inner = groupInside(group, around)
    if (inner === undefined || group.block === null) return
    // Declarations in a group that is nested in a rule are of that rule.
    if (inner.parents) addDeclarations(group.block, inner.parents, inner)
    addRules(group.block.children, inner)
  }

  /** Undefined: its rules do not hold. */
  function groupInside({ name, prelude, block }: Atrule, around: Around): Around | undefined {
    const conditions = prelude?.type === 'AtrulePrelude' ? prelude.children.toArray() : []
    const [condition] = conditions
    switch (name.toLowerCase()) {
      case 'media':
        return condition !== undefined && isOfScreen(condition) ? around : undefined
      case 'supports':
        return condition !== undefined && holdsCondition(condition) ? around : undefined
      case 'layer': {
        const names = condition?.type === 'LayerList' ? condition.children.toArray() : []
        const outer = around.layer === undefined ? '' : `${around.layer}.`
        const named = names.flatMap((layer) => (layer.type === 'Layer' ? [outer + layer.name] : []))
        for (const each of named) layers.placeOf(each)
        return block === null ? undefined : { ...around, layer: named[0] ?? outer + layers.newName() }
      }
      default:
        return undefined
    }
  }
}

/** Marks of XHTML, which saved pages keep: in HTML all between their brackets would be lost. */
const CDATA = /<!\[CDATA\[|\]\]>/g
const PARSING = { parseValue: false, onParseError: () => {} }

/** Whether a rule has a declaration that is looked at, or something nested. Most have neither. */
const mayTell = ({ children }: Block): boolean =>
  children.some((node) => node.type !== 'Declaration' || MATTERS.test(node.property))

/** The declarations of an element's own attribute. */
export function inlineDeclarations(style: string): Declarations {
  if (!MATTERS.test(style)) return {}
  const list = parse(style.slice(0, CSS_LENGTH_MAX), { ...PARSING, context: 'declarationList' })
  return list.type === 'DeclarationList' ? declared(list.children) : {}
}

const MATTERS = /display|visibility|mso-hide|absolute|fixed|clip|position/i

type Values = ReadonlyMap<string, { value: string; isImportant: boolean }>

function declared(nodes: Iterable<CssNode>): Declarations {
  const values = new Map<string, { value: string; isImportant: boolean }>()
  for (const node of nodes) {
    if (node.type !== 'Declaration') continue
    const name = node.property.toLowerCase()
    const isImportant = node.important !== false
    if (isImportant || !values.get(name)?.isImportant) values.set(name, { value: textOf(node), isImportant })
  }
  const declarations: Declarations = {}
  const declare = (way: Way, name: string, hides: (value: string) => boolean | undefined) => {
    const found = values.get(name)
    if (found) declarations[way] = { hides: hides(found.value), isImportant: found.isImportant }
  }
  declare('display', 'display', (value) => value.startsWith('none'))
  declare('visibility', 'visibility', visibilityOf)
  declare('content-visibility', 'content-visibility', (value) => value.startsWith('hidden'))
  declare('mso-hide', 'mso-hide', (value) => value.startsWith('all'))
  const position = values.get('position')?.value ?? ''
  if (isOutOfSight(values)) declare('clip', 'position', () => true)
  else declare('clip', values.has('clip') || !/^(?:static|rel)/.test(position) ? 'clip' : 'position', () => false)
  return declarations
}

const textOf = ({ value }: Declaration): string => (value.type === 'Raw' ? value.value.trim().toLowerCase() : '')

function visibilityOf(value: string): boolean | undefined {
  if (/^(?:hidden|collapse)/.test(value)) return true
  return /^(?:visible|initial)/.test(value) ? false : undefined
}

/** Cut to nothing, or moved off the screen: only programs that read pages aloud find it. */
function isOutOfSight(values: Values): boolean {
  const is = (name: string, pattern: RegExp) => pattern.test(values.get(name)?.value ?? '')
  if (!is('position', /^(?:absolute|fixed)/)) return false
  if (is('clip', /^rect\(\s*[01](?:px)?\b/) || is('clip-path', /^inset\(\s*(?:50|100)%/)) return true
  if (is('overflow', /^hidden/) && is('width', /^[01](?:px)?\b/) && is('height', /^[01](?:px)?\b/)) return true
  return ['left', 'right', 'top'].some((side) => is(side, /^-\d{4,}(?:px|em|rem)/))
}
