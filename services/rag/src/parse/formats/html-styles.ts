import type { PageElement } from './html-reading'

/** The width of the screen on which a page is taken to be read, in pixels. */
const SCREEN_WIDTH = 1_280
const RULES_MAX = 10_000
const CSS_LENGTH_MAX = 1_048_576
/** Comparisons of one page; after them no more is hidden by rules. */
const COMPARISONS_MAX = 3_000_000

/** Ways to hide an element. A later or stronger declaration wins only over one of the same way. */
const WAYS = ['display', 'visibility', 'mso-hide', 'clip'] as const
type Way = (typeof WAYS)[number]
type Declarations = Partial<Record<Way, { hides: boolean; isImportant: boolean }>>

/** The parts of a selector without a combinator, such as `p.note:not(.open)`. */
interface Compound {
  /** `.class`, `#id`, or the name of an element. */
  parts: string[]
  attributes: { name: string; value?: string }[]
  not: Compound[]
}

interface Selector {
  /** From the outermost element to the one that is selected. */
  compounds: Compound[]
  /** For each compound, whether it selects only children of the one before it. */
  isChild: boolean[]
  /** It holds only where a reader does something, or where siblings are like this. */
  isConditional: boolean
  specificity: number
}

interface Rule extends Selector {
  declarations: Declarations
  order: number
}

/** Style sheets of a page: they tell which elements are hidden on a screen before anybody touches it. */
export class HtmlStyles {
  /** By a part of the last compound. */
  private readonly rules = new Map<string, Rule[]>()
  private count = 0
  private comparisons = 0

  add(css: string, media = ''): void {
    if (media !== '' && !isOfScreen(media)) return
    for (const { selectors, body } of rulesOf(css.slice(0, CSS_LENGTH_MAX))) {
      const declarations = declarationsOf(body)
      const shown = WAYS.filter((way) => declarations[way]?.hides === false)
      for (const source of shown.length + Object.keys(declarations).length > 0 ? listOf(selectors) : []) {
        const selector = selectorOf(source)
        if (selector === undefined || this.count >= RULES_MAX) continue
        // A reader can make it show what it shows, so that nothing is lost by taking it as shown.
        const given = selector.isConditional ? only(declarations, shown) : declarations
        const key = selector.compounds.at(-1)?.parts.at(-1) ?? '*'
        const rule = { ...selector, declarations: given, order: this.count++ }
        const others = this.rules.get(key)
        if (others === undefined) this.rules.set(key, [rule])
        else others.push(rule)
      }
    }
  }

  /** `path`: the elements around it, from the outermost one. */
  isHidden(element: PageElement, path: readonly PageElement[]): boolean {
    const { style } = element.attributes
    const own = style === undefined ? {} : declarationsOf(style)
    // As browsers have it, the attribute is weaker than any rule of the page.
    const hasAttribute = element.attributes.hidden !== undefined
    const isCut = this.count === 0 || this.comparisons > COMPARISONS_MAX
    const rules = isCut ? [] : this.rulesFor(element, path)
    return WAYS.some((way) => {
      let strongest = way === 'display' && hasAttribute ? { hides: true, rank: 0 } : undefined
      for (const { declarations, specificity, order } of rules) {
        const declared = declarations[way]
        const rank = specificity * RULES_MAX + order + (declared?.isImportant ? IMPORTANT : 0)
        if (declared !== undefined && rank >= (strongest?.rank ?? 0)) strongest = { hides: declared.hides, rank }
      }
      const inline = own[way]
      const isOverruled = !inline?.isImportant && (strongest?.rank ?? 0) >= IMPORTANT
      return (inline === undefined || isOverruled ? strongest : inline)?.hides === true
    })
  }

  private rulesFor(element: PageElement, path: readonly PageElement[]): Rule[] {
    const keys = [...partsOf(element), '*']
    return keys.flatMap((key) => (this.rules.get(key) ?? []).filter((rule) => this.selects(rule, element, path)))
  }

  private selects({ compounds, isChild }: Selector, element: PageElement, path: readonly PageElement[]): boolean {
    /** Compounds up to `last` select elements of the path before `end`. */
    const hasAncestors = (last: number, end: number): boolean => {
      const compound = compounds[last]
      if (compound === undefined) return true
      for (let at = end - 1; at >= (isChild[last + 1] ? end - 1 : 0); at--) {
        const ancestor = path[at]
        if (ancestor !== undefined && this.matches(compound, ancestor) && hasAncestors(last - 1, at)) return true
      }
      return false
    }
    const last = compounds.length - 1
    const compound = compounds[last]
    return compound !== undefined && this.matches(compound, element) && hasAncestors(last - 1, path.length)
  }

  private matches({ parts, attributes, not }: Compound, element: PageElement): boolean {
    if (++this.comparisons > COMPARISONS_MAX) return false
    const own = partsOf(element)
    for (const part of parts) if (!own.has(part)) return false
    const has = ({ name, value }: Compound['attributes'][number]) =>
      value === undefined ? element.attributes[name] !== undefined : element.attributes[name] === value
    return attributes.every(has) && !not.some((other) => this.matches(other, element))
  }
}

/** Above every specificity. */
const IMPORTANT = Number.MAX_SAFE_INTEGER / 4

const only = (declarations: Declarations, ways: readonly Way[]): Declarations =>
  Object.fromEntries(ways.map((way) => [way, declarations[way]]))

/** Its name, classes and id. */
function partsOf(element: PageElement): Set<string> {
  if (element.parts === undefined) {
    const { class: classes = '', id } = element.attributes
    element.parts = new Set([element.name])
    for (const name of classes.split(/\s+/)) if (name !== '') element.parts.add(`.${name}`)
    if (id !== undefined) element.parts.add(`#${id.trim()}`)
  }
  return element.parts
}

function declarationsOf(body: string): Declarations {
  if (!/display|visibility|mso-hide|absolute|fixed|clip|position/i.test(body)) return {}
  const values = new Map<string, string>()
  for (const declaration of body.split('{', 1).join('').split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0)
      values.set(
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      )
  }
  const declarations: Declarations = {}
  const declare = (way: Way, value: string | undefined, hides: (value: string) => boolean) => {
    if (value !== undefined) declarations[way] = { hides: hides(value), isImportant: value.includes('!important') }
  }
  declare('display', values.get('display'), (value) => value.startsWith('none'))
  declare('visibility', values.get('visibility'), (value) => /^(?:hidden|collapse)/.test(value))
  declare('mso-hide', values.get('mso-hide'), (value) => value.startsWith('all'))
  const position = values.get('position') ?? ''
  const clip = isOutOfSight(position, values)
    ? position
    : (values.get('clip') ?? (/^(?:static|rel)/.test(position) ? position : undefined))
  declare('clip', clip, () => isOutOfSight(position, values))
  return declarations
}

/** Cut to nothing, or moved off the screen: only programs that read pages aloud find it. */
function isOutOfSight(position: string, values: ReadonlyMap<string, string>): boolean {
  if (!/^(?:absolute|fixed)/.test(position)) return false
  const is = (name: string, pattern: RegExp) => pattern.test(values.get(name) ?? '')
  if (is('clip', /^rect\(\s*[01](?:px)?\b/) || is('clip-path', /^inset\(\s*(?:50|100)%/)) return true
  if (is('overflow', /^hidden/) && is('width', /^[01](?:px)?\b/) && is('height', /^[01](?:px)?\b/)) return true
  return ['left', 'right', 'top'].some((side) => is(side, /^-\d{4,}(?:px|em|rem)/))
}

/** Rules that hold on a screen. */
function* rulesOf(css: string): Generator<{ selectors: string; body: string }> {
  const bare = withoutComments(css).replaceAll(/<!--|-->/g, '')
  let close = 0
  const ends = [bare.length]
  for (let at = 0; at < bare.length; ) {
    const open = bare.indexOf('{', at)
    if (close !== -1 && close < at) close = bare.indexOf('}', at)
    // The end of a group whose rules hold.
    if (close >= 0 && (open < 0 || close < open) && ends.length > 1) {
      ends.pop()
      at = close + 1
      continue
    }
    if (open < 0) return
    const before = bare.slice(at, open)
    const head = before.slice(before.lastIndexOf(';') + 1).trim()
    const group = /^@(media|supports|layer)\b/i.exec(head)?.[1]?.toLowerCase()
    const condition = head.slice(1 + (group?.length ?? 0)).trim()
    if (
      group === 'layer' ||
      (group === 'supports' && !/^not\b/i.test(condition)) ||
      (group === 'media' && isOfScreen(condition))
    ) {
      ends.push(open)
      at = open + 1
      continue
    }
    const end = endOf(bare, open)
    if (!head.startsWith('@')) yield { selectors: head, body: bare.slice(open + 1, end) }
    at = end + 1
  }
}

function withoutComments(css: string): string {
  let bare = ''
  let at = 0
  for (let open = css.indexOf('/*'); open >= 0; open = css.indexOf('/*', at)) {
    bare += css.slice(at, open)
    const close = css.indexOf('*/', open + 2)
    if (close < 0) return bare
    at = close + 2
  }
  return bare + css.slice(at)
}

function endOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    else if (css[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return css.length
}

/** A condition that is not known does not hold. */
const isOfScreen = (media: string): boolean =>
  media
    .toLowerCase()
    .split(',')
    .some((query) => {
      const text = query.trim()
      const [, not, type = 'all'] = /^(?:(not)\s|only\s)?\s*([a-z][\w-]*)?/.exec(text) ?? []
      const isOther = type !== 'all' && type !== 'screen'
      if (not !== undefined || isOther) return not !== undefined && isOther
      return [...text.matchAll(/\(([^()]*)\)/g)].every(([, feature = '']) => holds(feature.trim()))
    })

function holds(feature: string): boolean {
  const [, name = '', value = '', unit] = /^(m(?:in|ax)-(?:device-)?width)\s*:\s*([\d.]+)(px|r?em)/.exec(feature) ?? []
  const pixels = Number(value) * (unit === 'px' ? 1 : 16)
  if (name !== '') return name.startsWith('min') ? pixels <= SCREEN_WIDTH : pixels >= SCREEN_WIDTH
  const [, sign = '', bound = '', boundUnit] = /^width\s*([<>])=?\s*([\d.]+)(px|r?em)/.exec(feature) ?? []
  const width = Number(bound) * (boundUnit === 'px' ? 1 : 16)
  if (sign !== '') return sign === '>' ? width <= SCREEN_WIDTH : width >= SCREEN_WIDTH
  return /^(?:prefers-color-scheme\s*:\s*light|orientation\s*:\s*landscape|(?:any-)?hover\s*:\s*hover|(?:any-)?pointer\s*:\s*fine)$/.test(
    feature,
  )
}

/** The selectors of a list. Commas in brackets belong to one of them. */
function listOf(selectors: string): string[] {
  const list: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < selectors.length; at += 1) {
    const sign = selectors[at]
    if (sign === '(' || sign === '[') depth += 1
    else if (sign === ')' || sign === ']') depth -= 1
    else if (sign === ',' && depth <= 0) {
      list.push(selectors.slice(from, at))
      from = at + 1
    }
  }
  return [...list, selectors.slice(from)].map((selector) => selector.trim()).filter((selector) => selector !== '')
}

const TOKEN =
  /([>+~\s])|([.#]?(?:[\w-]|[\u0080-\uffff]|\\.)+)|(\*)|\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]|:not\(([^()]*)\)|(::?[\w-]+)(?:\([^()]*\))?/gy
/** A reader touches the element, or it is text that is no part of the page. */
const NEVER = /^(?:::|:(?:hover|focus|active|visited|before|after|first-l))/

function beginCompound(selector: Selector, combinators: string): Compound {
  const compound = { parts: [], attributes: [], not: [] }
  if (/[+~]/.test(combinators)) {
    selector.isConditional = true
    selector.compounds.pop() // a sibling: the elements around it are the same
  } else selector.isChild.push(combinators.includes('>'))
  selector.compounds.push(compound)
  return compound
}

/** Undefined: it never selects an element that nobody touches, or is of a form that is not known. */
function selectorOf(source: string): Selector | undefined {
  const selector: Selector = { compounds: [], isChild: [], isConditional: false, specificity: 0 }
  let compound: Compound | undefined
  let combinators = ''
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length
    const [, combinator, part, all, attribute, value, not, pseudo] = match
    if (combinator !== undefined) {
      combinators += combinator
      compound = undefined
      continue
    }
    compound ??= beginCompound(selector, combinators)
    combinators = ''
    if (part !== undefined) {
      const isName = !/^[.#]/.test(part)
      compound.parts.push(isName ? part.toLowerCase() : part.replaceAll('\\', ''))
      selector.specificity += isName ? 1 : part.startsWith('#') ? 10_000 : 100
    } else if (attribute !== undefined) {
      compound.attributes.push({ name: attribute.toLowerCase(), ...(value === undefined ? {} : { value }) })
      selector.specificity += 100
    } else if (not !== undefined) {
      for (const one of listOf(not)) {
        const inner = selectorOf(one)
        if (inner?.compounds.length !== 1 || inner.isConditional) return undefined
        compound.not.push(...inner.compounds)
      }
      selector.specificity += 100
    } else if (pseudo !== undefined) {
      if (NEVER.test(pseudo)) return undefined
      if (pseudo === ':root') compound.parts.push('html')
      else selector.isConditional = true
      selector.specificity += 100
    } else if (all === undefined) return undefined
  }
  return end === source.length && compound !== undefined ? selector : undefined
}
