import type { CssNode, MediaQuery } from 'css-tree'
import parse from 'css-tree/parser'

/** The width of the screen on which a page is taken to be read, in pixels. */
const SCREEN_WIDTH = 1_280
const PIXELS: Record<string, number> = { px: 1, em: 16, rem: 16 }
/** Features that are not numbers, of a computer with a mouse and the settings that it came with. */
const FEATURES: Record<string, string> = {
  'prefers-color-scheme': 'light',
  orientation: 'landscape',
  hover: 'hover',
  'any-hover': 'hover',
  pointer: 'fine',
  'any-pointer': 'fine',
}

/** Whether the condition of a group of rules holds on the screen; undefined: that is not known. */
type Truth = boolean | undefined

/** Whether a list of media queries, parsed or as an attribute has it, holds on a screen. One that is not known does not. */
export function isOfScreen(media: CssNode | string): boolean {
  const list = typeof media === 'string' ? parsed(media) : media
  return list?.type === 'MediaQueryList' && list.children.some((query) => query.type === 'MediaQuery' && holdsQuery(query))
}

/** Undefined: it is no list of media queries. As part of a style sheet the parser would pass over it, alone it throws. */
function parsed(media: string): CssNode | undefined {
  try {
    return parse(media, { context: 'mediaQueryList', onParseError: () => {} })
  } catch {
    return undefined
  }
}

function holdsQuery({ modifier, mediaType, condition }: MediaQuery): boolean {
  const type = mediaType?.toLowerCase() ?? 'all'
  const isType = type === 'all' || type === 'screen'
  const holds = condition === null ? isType : isType && holdsCondition(condition)
  return modifier?.toLowerCase() === 'not' ? holds === false : holds === true
}

/** A condition of `@media` or `@supports`, with its `not`, `and` and `or`. */
export function holdsCondition(condition: CssNode): Truth {
  if (condition.type !== 'Condition') return holdsFeature(condition)
  let isNegated = false
  let joins: 'and' | 'or' = 'and'
  const truths: Truth[] = []
  for (const node of condition.children) {
    if (node.type !== 'Identifier') truths.push(isNegated ? negated(holdsCondition(node)) : holdsCondition(node))
    else if (node.name.toLowerCase() === 'or') joins = 'or'
    isNegated = node.type === 'Identifier' && node.name.toLowerCase() === 'not'
  }
  const deciding = joins === 'or'
  if (truths.includes(deciding)) return deciding
  return truths.includes(undefined) ? undefined : !deciding
}

const negated = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)

function holdsFeature(node: CssNode): Truth {
  // A browser of today knows what a style sheet asks for.
  if (node.type === 'SupportsDeclaration' || node.type === 'FeatureFunction') return true
  if (node.type === 'FeatureRange')
    return holdsRange([node.left, node.middle, node.right], [node.leftComparison, node.rightComparison])
  if (node.type !== 'Feature') return undefined
  const name = node.name.toLowerCase()
  const [, bound] = /^(min|max)-(?:device-)?width$/.exec(name) ?? []
  const pixels = node.value === null ? undefined : pixelsOf(node.value)
  if (bound !== undefined)
    return pixels === undefined ? undefined : bound === 'min' ? pixels <= SCREEN_WIDTH : pixels >= SCREEN_WIDTH
  const expected = FEATURES[name]
  if (expected === undefined) return undefined
  return node.value === null || (node.value.type === 'Identifier' && node.value.name.toLowerCase() === expected)
}

/** `400px <= width < 700px`, or one half of it. */
function holdsRange(sides: (CssNode | null)[], comparisons: (string | null)[]): Truth {
  const values = sides.map((side) => (side === null ? undefined : isWidth(side) ? SCREEN_WIDTH : pixelsOf(side)))
  if (!sides.some((side) => side !== null && isWidth(side))) return undefined
  let holds = true
  for (const [at, comparison] of comparisons.entries()) {
    const [left, right] = [values[at], values[at + 1]]
    if (comparison === null) continue
    if (left === undefined || right === undefined) return undefined
    const isBetween = comparison.startsWith('<') ? left < right : comparison.startsWith('>') ? left > right : false
    holds &&= isBetween || (comparison.endsWith('=') && left === right)
  }
  return holds
}

const isWidth = (node: CssNode): boolean => node.type === 'Identifier' && node.name.toLowerCase() === 'width'

function pixelsOf(node: CssNode): number | undefined {
  if (node.type === 'Number') return Number(node.value) === 0 ? 0 : undefined
  const pixels = node.type === 'Dimension' ? PIXELS[node.unit.toLowerCase()] : undefined
  return node.type === 'Dimension' && pixels !== undefined ? Number(node.value) * pixels : undefined
}
