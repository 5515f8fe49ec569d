import { foldCase } from './fold'
import type { RecalledTurn } from './store'

/** Words by which a turn is looked for; common ones weigh little by themselves, because many turns hold them. */
const wordsOf = (text: string): Set<string> => new Set(foldCase(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [])

/** Turns that have most to do with a query, best first: those that share words with it which few others hold. */
export function recall(turns: RecalledTurn[], query: string, limit: number): RecalledTurn[] {
  const wanted = wordsOf(query)
  const held = turns.map(({ question, answer }) => wordsOf(`${question}\n${answer}`))
  const weights = new Map(
    [...wanted].map((word) => {
      const holders = held.filter((words) => words.has(word)).length
      return [word, Math.log(1 + (turns.length - holders + 0.5) / (holders + 0.5))]
    }),
  )
  return held
    .map((words, index) => ({
      index,
      score: [...weights].reduce((sum, [word, weight]) => sum + (words.has(word) ? weight : 0), 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .flatMap(({ index }) => turns[index] ?? [])
}
