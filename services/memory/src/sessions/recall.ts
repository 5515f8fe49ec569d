import { foldText } from '@collabry/runtime/fold-text'
import type { Pause } from '@collabry/runtime/time-slices'
import { HISTORY_CHARS_MAX } from './store'

/** How far back a recall looks, in turns and in characters of questions and answers: what it costs does not grow further. */
export const RECALL_REACH = { turns: 500, chars: 1_000_000 }

/** A turn as a recall sees it. */
export interface FoldedTurn {
  answerId: string
  /** Length of question and answer. */
  chars: number
  /** The two, folded. */
  texts: string[]
}

interface Wanted {
  query: string
  limit: number
}

/** Words of a query or a turn. Common words have little weight, because many turns contain them. */
const WORD = /[\p{L}\p{N}]{2,}/gu
/** Number of words between two pauses. */
const WORDS_A_STEP = 1_000

/** The newest turns within the bounds of a recall. A turn that is longer than the rest of the bound is skipped. */
export function withinReach<Turn extends { chars: number }>(newestFirst: Turn[]): Turn[] {
  let chars = 0
  return newestFirst.slice(0, RECALL_REACH.turns).filter((turn) => {
    if (chars + turn.chars > RECALL_REACH.chars) return false
    chars += turn.chars
    return true
  })
}

/**
 * Ids of the answers that are most relevant to a query, best first: their turns share rare words with it. Together they fit
 * into a prompt.
 */
export async function recall(turns: AsyncIterable<FoldedTurn>, { query, limit }: Wanted, pause: Pause): Promise<string[]> {
  const wanted = wordIndex(new Set(foldCase(query).match(WORD)))
  const seen: { answerId: string; chars: number; held: number[] }[] = []
  const turnsWith = new Uint32Array(wanted.size)
  for await (const { answerId, chars, texts } of turns) {
    const held = [...(await wordsIn(texts, wanted, pause))].sort((a, b) => a - b)
    for (const index of held) turnsWith[index] = (turnsWith[index] ?? 0) + 1
    seen.push({ answerId, chars, held })
  }
  const weights = Array.from(turnsWith, (count) => Math.log(1 + (seen.length - count + 0.5) / (count + 0.5)))
  const ranked = seen
    .map(({ held, ...turn }) => ({ ...turn, score: held.reduce((sum, index) => sum + (weights[index] ?? 0), 0) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
  let chars = 0
  return ranked.flatMap((turn) => {
    if (chars + turn.chars > HISTORY_CHARS_MAX) return []
    chars += turn.chars
    return [turn.answerId]
  })
}

const GAP = /[^\p{L}\p{N}]+/uy
const RUN = /[\p{L}\p{N}]+/uy

/**
 * The end of the match of a sticky expression at a place, or the place itself if nothing matches. An object for each match would
 * take most of the memory of a recall.
 */
function endOf(expression: RegExp, text: string, start: number): number {
  expression.lastIndex = start
  return expression.test(text) ? expression.lastIndex : start
}

interface WordIndex {
  size: number
  /** The number of the word that lies between two places of a text; undefined: none of the index. */
  at(text: string, start: number, end: number): number | undefined
}

const CODE_UNITS = 0x10000

/**
 * A trie. Its edges are in one map: a node's number and a code unit lead to the next node. No string is made of a text's words,
 * of which there may be half a million, and no client can choose words that collide.
 */
function wordIndex(words: ReadonlySet<string>): WordIndex {
  const edges = new Map<number, number>()
  const indexOf = new Map<number, number>()
  let nodes = 1
  for (const word of words) {
    let node = 0
    for (let at = 0; at < word.length; at++) {
      const edge = node * CODE_UNITS + word.charCodeAt(at)
      node = edges.get(edge) ?? nodes++
      edges.set(edge, node)
    }
    indexOf.set(node, indexOf.size)
  }
  return {
    size: words.size,
    at(text, start, end) {
      let node: number | undefined = 0
      for (let at = start; at < end && node !== undefined; at++) node = edges.get(node * CODE_UNITS + text.charCodeAt(at))
      return node === undefined ? undefined : indexOf.get(node)
    },
  }
}

/** Which of the wanted words the texts hold. */
async function wordsIn(texts: string[], wanted: WordIndex, pause: Pause): Promise<Set<number>> {
  const held = new Set<number>()
  let words = 0
  for (const text of texts) {
    await pause()
    for (let end = 0; end < text.length; ) {
      const start = endOf(GAP, text, end)
      end = endOf(RUN, text, start)
      if (++words % WORDS_A_STEP === 0) await pause()
      const index = wanted.at(text, start, end)
      if (index !== undefined) held.add(index)
    }
  }
  return held
}

/**
 * The form in which texts and queries are compared. Upper case comes first because only that way round `ß` meets `SS`;
 * a final sigma is one letter with the other sigma; composed and decomposed accents are one.
 */
export const foldCase = (text: string): string =>
  foldText(text, 'NFKC', (normal) => normal.toUpperCase().toLowerCase().replaceAll('ς', 'σ'), 'NFKC')
