import { foldText } from '@collabry/runtime/fold-text'
import type { Hit } from '../vectors/store'
import type { Ranked } from './fuse'

/** Neighbours are put together up to this length: a passage is to be read, and quoted. */
const PASSAGE_LENGTH_MAX = 2_000

/** The first `count` distinct passages: neighbours are joined, and passages that repeat an earlier one are left out. */
export function mergePassages(ranked: Ranked[], count: number): Ranked[] {
  const passages: Ranked[] = []
  const said: string[] = []
  for (const next of ranked) {
    const at = passages.findIndex(({ hit }) => joins(hit, next.hit))
    const near = passages[at]
    if (near !== undefined) {
      passages[at] = { ...near, hit: joined(near.hit, next.hit), similarity: Math.max(near.similarity, next.similarity) }
      said[at] = sayingOf(passages[at].hit.content)
      continue
    }
    if (passages.some(({ hit }) => holds(hit, next.hit))) continue
    if (passages.length === count) break
    const saying = sayingOf(next.hit.content)
    if (said.some((other) => other.includes(saying))) continue
    said.push(saying)
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

/**
 * The words, numbers and signs of a text in their order, each between blanks. A text is a copy if another one has all of them.
 * One other word, number, sign or negation makes it another text; case, white space and punctuation do not.
 */
function sayingOf(content: string): string {
  const plain = foldText(content, 'NFC', (text) => text.toLowerCase())
  return ` ${(plain.match(SAYING) ?? [content]).join(' ')} `
}

/** Numbers with their sign and decimals; words, also with a sign after them, as in `c++`; operators and currencies. */
const SAYING =
  /(?<![\p{L}\p{N}])[-−]?\p{N}+(?:[.,:]\p{N}+)*(?![\p{L}\p{M}])|[\p{L}\p{M}\p{N}]+(?:[+#]{1,2}(?![\p{L}\p{N}]))?|(?![|~])\p{Sm}|\p{Sc}|[−%‰°]|\p{Extended_Pictographic}/gu
