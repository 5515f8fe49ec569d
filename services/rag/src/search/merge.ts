import type { Hit } from '../vectors/store'
import type { Ranked } from './fuse'

/** Neighbours are put together up to this length: a passage is to be read, and quoted. */
const PASSAGE_LENGTH_MAX = 2_000
/** Share of distinct words that two texts have in common when one is a copy of the other with little changes. */
const SAME_WORDS = 0.95

/** The first `count` passages that say something each: neighbours put together, and copies of what was said left out. */
export function mergePassages(ranked: Ranked[], count: number): Ranked[] {
  const passages: Ranked[] = []
  const said: Set<string>[] = []
  for (const next of ranked) {
    const at = passages.findIndex(({ hit }) => joins(hit, next.hit))
    const near = passages[at]
    if (near !== undefined) {
      passages[at] = { ...near, hit: joined(near.hit, next.hit), similarity: Math.max(near.similarity, next.similarity) }
      continue
    }
    if (passages.some(({ hit }) => holds(hit, next.hit))) continue
    if (passages.length === count) break
    const words = wordsOf(next.hit.content)
    if (said.some((other) => isCopy(words, other))) continue
    said.push(words)
    passages.push(next)
  }
  return passages
}

const isSameText = (a: Hit, b: Hit): boolean => a.documentId === b.documentId && a.version === b.version && a.page === b.page

/** More than half of the shorter one is in the other already. */
const holds = (a: Hit, b: Hit): boolean => isSameText(a, b) && overlapOf(a, b) > Math.min(a.end - a.start, b.end - b.start) / 2

const joins = (a: Hit, b: Hit): boolean =>
  isSameText(a, b) && overlapOf(a, b) >= 0 && Math.max(a.end, b.end) - Math.min(a.start, b.start) <= PASSAGE_LENGTH_MAX

const overlapOf = (a: Hit, b: Hit): number => Math.min(a.end, b.end) - Math.max(a.start, b.start)

/** Both as one piece of the text, under the id of the better one. */
function joined(better: Hit, other: Hit): Hit {
  const [first, second] = better.start <= other.start ? [better, other] : [other, better]
  const content = first.content + second.content.slice(first.end - second.start)
  return { ...better, content, words: `${better.words} ${other.words}`, start: first.start, end: Math.max(first.end, second.end) }
}

const wordsOf = (content: string): Set<string> => new Set(content.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [content])

/** Texts that differ in a number say different things, however alike they are. */
function isCopy(a: Set<string>, b: Set<string>): boolean {
  const commonMin = (SAME_WORDS * (a.size + b.size)) / (1 + SAME_WORDS)
  const lacks = (some: Set<string>, other: Set<string>) => {
    let missing = 0
    for (const word of some) {
      if (other.has(word)) continue
      missing += 1
      if (missing > some.size - commonMin || /\p{N}/u.test(word)) return true
    }
    return false
  }
  return !lacks(a, b) && !lacks(b, a)
}
