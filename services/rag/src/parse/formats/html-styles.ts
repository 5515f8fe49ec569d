import { isOfScreen } from './css-media'
import { type Declarations, inlineDeclarations, Layers, rulesOf, WAYS, type Way } from './css-rules'
import { Comparisons, partsOf, type Selector } from './css-selector'
import type { PageElement } from './html-reading'

const RULES_MAX = 10_000
/** Comparisons of one page; after them no more is hidden by rules. */
const COMPARISONS_MAX = 3_000_000

interface Rule extends Selector {
  declarations: Declarations
  /** Among the rules of the page. */
  order: number
  layer: number
}

/** Layers after this one are as strong as rules in no layer. */
const LAYERS_MAX = 1_000
const SPECIFICITY_MAX = 1_000_000
/** Ranks from here on are of important declarations. */
const IMPORTANT = Number.MAX_SAFE_INTEGER / 2

/** How an element is shown. Something in an invisible one can be visible again; in a hidden one nothing is shown. */
export type Sight = 'visible' | 'invisible' | 'hidden'

/** Style sheets of a page: they tell which elements are hidden on a screen before anybody touches it. */
export class HtmlStyles {
  /** By a part of the last compound. */
  private readonly rules = new Map<string, Rule[]>()
  private readonly layers = new Layers()
  private readonly comparisons = new Comparisons(COMPARISONS_MAX)
  private count = 0

  add(css: string, media = ''): void {
    if (this.count >= RULES_MAX || (media.trim() !== '' && !isOfScreen(media))) return
    for (const { selectors, declarations, layer = LAYERS_MAX } of rulesOf(css, this.layers)) {
      for (const selector of selectors) {
        if (this.count >= RULES_MAX) return
        // A reader can make it show what it shows, so that nothing is lost by taking it as shown.
        const given = selector.isConditional ? onlyShowing(declarations) : declarations
        const key = selector.compounds.at(-1)?.parts.at(-1) ?? '*'
        const rule = { ...selector, declarations: given, order: this.count++, layer: Math.min(layer, LAYERS_MAX) }
        const others = this.rules.get(key)
        if (others === undefined) this.rules.set(key, [rule])
        else others.push(rule)
      }
    }
  }

  /** `path`: the elements around it, from the outermost one. Undefined: it is as visible as the one around it. */
  sightOf(element: PageElement, path: readonly PageElement[]): Sight | undefined {
    const { style } = element.attributes
    const own = style === undefined ? {} : inlineDeclarations(style)
    // As browsers have it, the attribute is weaker than any rule of the page.
    const hasAttribute = element.attributes.hidden !== undefined
    const isCut = this.count === 0 || this.comparisons.isOver
    const rules = isCut ? [] : this.rulesFor(element, path)
    const hides = (way: Way): boolean | undefined => {
      let strongest = way === 'display' && hasAttribute ? { hides: true as boolean | undefined, rank: -1 } : undefined
      for (const rule of rules) {
        const declared = rule.declarations[way]
        if (declared === undefined) continue
        const rank = rankOf(rule, declared.isImportant)
        if (rank >= (strongest?.rank ?? 0)) strongest = { hides: declared.hides, rank }
      }
      const inline = own[way]
      const isOverruled = !inline?.isImportant && (strongest?.rank ?? 0) >= IMPORTANT
      return (inline === undefined || isOverruled ? strongest : inline)?.hides
    }
    if (WAYS.some((way) => way !== 'visibility' && hides(way))) return 'hidden'
    const isInvisible = hides('visibility')
    return isInvisible === undefined ? undefined : isInvisible ? 'invisible' : 'visible'
  }

  private rulesFor(element: PageElement, path: readonly PageElement[]): Rule[] {
    const keys = [...partsOf(element), '*']
    return keys.flatMap((key) => (this.rules.get(key) ?? []).filter((rule) => this.comparisons.selects(rule, element, path)))
  }
}

/** By layer, then by specificity, then by order. Of important declarations those of earlier layers are stronger. */
function rankOf({ layer, specificity, order }: Rule, isImportant: boolean): number {
  const place = isImportant ? LAYERS_MAX - layer : layer
  const within = Math.min(specificity, SPECIFICITY_MAX - 1) * RULES_MAX + order
  return (isImportant ? IMPORTANT : 0) + place * SPECIFICITY_MAX * RULES_MAX + within
}

const onlyShowing = (declarations: Declarations): Declarations =>
  Object.fromEntries(Object.entries(declarations).filter(([, { hides }]) => hides === false))
