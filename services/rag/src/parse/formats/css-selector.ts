import type { AttributeSelector, CssNode, PseudoClassSelector } from 'css-tree'
import { ident } from 'css-tree/utils'
import type { PageElement } from './html-reading'

/** A selector, from the outermost element to the one that is selected. */
export interface Selector {
  compounds: Compound[]
  /** For each compound, whether it selects only children of the one before it. */
  isChild: boolean[]
  /** It holds only where a reader does something, or where siblings are like this. */
  isConditional: boolean
  specificity: number
}

/** The parts of a selector without a combinator, such as `p.note:not(.open)`. */
interface Compound {
  /** `.class`, `#id`, or the name of an element. */
  parts: string[]
  attributes: AttributeTest[]
  /** `:is()` and `:where()`: of each list one selects the element. */
  any: Selector[][]
  /** `:not()`: none selects it. */
  none: Selector[]
}

interface AttributeTest {
  name: string
  holds(value: string): boolean
}

/** More selectors of one list are not read. */
const SELECTORS_MAX = 10_000
const SPECIFICITY = { id: 10_000, class: 100, name: 1 }

/** A reader touches the element, or it is text that is no part of the page. */
const NEVER = /^(?:hover|focus.*|active|visited|before|after|first-l.*)$/

/** The selectors of a list that can select an element which nobody touches. `parents`: those of the rule around the list's rule. */
export function selectorsOf(list: CssNode, parents?: Selector[]): Selector[] {
  if (list.type !== 'SelectorList') return []
  const nodes = list.children.toArray().slice(0, SELECTORS_MAX)
  return nodes.flatMap((node) => selectorOf(node, parents) ?? [])
}

/** Undefined: it never selects an element that nobody touches, or is of a form that is not known. */
function selectorOf(node: CssNode, parents?: Selector[]): Selector | undefined {
  if (node.type !== 'Selector') return undefined
  const selector: Selector = { compounds: [], isChild: [], isConditional: false, specificity: 0 }
  if (parents && !node.children.some(({ type }) => type === 'NestingSelector')) {
    const around = beginCompound(selector, '')
    addParents(selector, around, parents)
  }
  let compound: Compound | undefined
  let combinator = ''
  for (const part of node.children) {
    if (part.type === 'Combinator') {
      combinator = part.name
      compound = undefined
      continue
    }
    compound ??= beginCompound(selector, combinator)
    if (part.type === 'NestingSelector') addParents(selector, compound, parents ?? [])
    else if (!addPart(selector, compound, part)) return undefined
  }
  return compound === undefined ? undefined : selector
}

function beginCompound(selector: Selector, combinator: string): Compound {
  const compound = { parts: [], attributes: [], any: [], none: [] }
  if (/[+~]/.test(combinator)) {
    selector.isConditional = true
    selector.compounds.pop() // a sibling: the elements around it are the same
  } else selector.isChild.push(combinator === '>')
  selector.compounds.push(compound)
  return compound
}

/** False: the whole selector selects nothing that nobody touches. */
function addPart(selector: Selector, compound: Compound, part: CssNode): boolean {
  switch (part.type) {
    case 'TypeSelector':
      if (part.name === '*' || part.name.endsWith('|*')) return true
      compound.parts.push(part.name.slice(part.name.indexOf('|') + 1).toLowerCase())
      selector.specificity += SPECIFICITY.name
      return true
    case 'ClassSelector':
      compound.parts.push(`.${ident.decode(part.name)}`)
      selector.specificity += SPECIFICITY.class
      return true
    case 'IdSelector':
      compound.parts.push(`#${ident.decode(part.name)}`)
      selector.specificity += SPECIFICITY.id
      return true
    case 'AttributeSelector':
      compound.attributes.push(attributeTest(part))
      selector.specificity += SPECIFICITY.class
      return true
    case 'PseudoClassSelector':
      return addPseudoClass(selector, compound, part)
    default:
      return false
  }
}

function addPseudoClass(selector: Selector, compound: Compound, { name: written, children }: PseudoClassSelector): boolean {
  const name = written.toLowerCase()
  const list = children?.first
  if (NEVER.test(name)) return false
  if (/^(?:is|where|not|matches|-webkit-any|-moz-any)$/.test(name) && list?.type === 'SelectorList') {
    const inner = selectorsOf(list)
    if (name === 'not') compound.none.push(...inner)
    else if (inner.length === 0) return false
    else compound.any.push(inner)
    // Nothing is known of those that depend on a reader or on siblings, in either case.
    if (inner.some(({ isConditional }) => isConditional)) selector.isConditional = true
    if (name !== 'where') selector.specificity += greatest(inner)
    return true
  }
  if (name === 'root') compound.parts.push('html')
  else selector.isConditional = true
  selector.specificity += SPECIFICITY.class
  return true
}

const greatest = (selectors: Selector[]): number => selectors.reduce((most, { specificity }) => Math.max(most, specificity), 0)

function addParents(selector: Selector, compound: Compound, parents: Selector[]): void {
  compound.any.push(parents)
  selector.specificity += greatest(parents)
  if (parents.some(({ isConditional }) => isConditional)) selector.isConditional = true
}

function attributeTest({ name, matcher, value, flags }: AttributeSelector): AttributeTest {
  const own = ident.decode(name.name).toLowerCase()
  if (matcher === null || value === null) return { name: own, holds: () => true }
  const isFolded = flags?.toLowerCase() === 'i'
  const folded = (text: string) => (isFolded ? text.toLowerCase() : text)
  const wanted = folded(value.type === 'String' ? value.value : ident.decode(value.name))
  const holds = MATCHERS[matcher]
  return { name: own, holds: (text) => holds?.(folded(text), wanted) ?? false }
}

const MATCHERS: Record<string, (text: string, wanted: string) => boolean> = {
  '=': (text, wanted) => text === wanted,
  '~=': (text, wanted) => text.includes(wanted) && text.split(/\s+/).includes(wanted),
  '|=': (text, wanted) => text === wanted || text.startsWith(`${wanted}-`),
  '^=': (text, wanted) => wanted !== '' && text.startsWith(wanted),
  '$=': (text, wanted) => wanted !== '' && text.endsWith(wanted),
  '*=': (text, wanted) => wanted !== '' && text.includes(wanted),
}

/** An attribute of so many characters counts as one more comparison. */
const CHARS_PER_COMPARISON = 4

/** Compares elements with selectors, as often as one page may. */
export class Comparisons {
  private count = 0

  constructor(private readonly max: number) {}

  get isOver(): boolean {
    return this.count > this.max
  }

  /** `path`: the elements around it, from the outermost one. */
  selects(selector: Selector, element: PageElement, path: readonly PageElement[]): boolean {
    return this.selectsIn(selector, element, path, path.length)
  }

  /** The elements around it are those of the path before `depth`. */
  private selectsIn(
    { compounds, isChild }: Selector,
    element: PageElement,
    path: readonly PageElement[],
    depth: number,
  ): boolean {
    /** Compounds up to `last` select elements of the path before `end`. */
    const hasAncestors = (last: number, end: number): boolean => {
      const compound = compounds[last]
      if (compound === undefined) return true
      for (let at = end - 1; at >= (isChild[last + 1] ? end - 1 : 0); at--) {
        const ancestor = path[at]
        if (ancestor !== undefined && this.matches(compound, ancestor, path, at) && hasAncestors(last - 1, at)) return true
      }
      return false
    }
    const last = compounds.length - 1
    const compound = compounds[last]
    return compound !== undefined && this.matches(compound, element, path, depth) && hasAncestors(last - 1, depth)
  }

  private matches(
    { parts, attributes, any, none }: Compound,
    element: PageElement,
    path: readonly PageElement[],
    depth: number,
  ): boolean {
    if (++this.count > this.max) return false
    const own = partsOf(element)
    for (const part of parts) if (!own.has(part)) return false
    for (const { name, holds } of attributes) {
      const value = element.attributes[name]
      this.count += (value?.length ?? 0) / CHARS_PER_COMPARISON
      if (value === undefined || !holds(value)) return false
    }
    const isSelected = (selector: Selector) => this.selectsIn(selector, element, path, depth)
    return any.every((list) => list.some(isSelected)) && !none.some(isSelected)
  }
}

/** Its name, classes and id. */
export function partsOf(element: PageElement): Set<string> {
  if (element.parts === undefined) {
    const { class: classes = '', id } = element.attributes
    element.parts = new Set([element.name])
    for (const name of classes.split(/\s+/)) if (name !== '') element.parts.add(`.${name}`)
    if (id !== undefined) element.parts.add(`#${id.trim()}`)
  }
  return element.parts
}
