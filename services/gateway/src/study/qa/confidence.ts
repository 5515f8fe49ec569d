import type { Passage } from '../../documents/ports'

const CITATION = /\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]/g
const SENTENCE = /[^.!?。！？\n]+(?:[.!?。！？]+(?:\s*\[[\d,; ]+\])*|\n|$)/g

/**
 * How far an answer rests on what was retrieved, 0 to 1, to two decimals:
 *
 *   strength × (1 + citedShare) / 2
 *
 * strength: the mean over the cited passages of max(similarity, wordCoverage), within 0 to 1; over the best passage when
 * none is cited. citedShare: the share of the answer's sentences that carry a citation. 0 when nothing was found, null
 * when nothing was looked for. It tells how well the answer is supported, not whether it is right.
 */
export function confidence(answer: string, passages: Passage[] | null): number | null {
  if (passages === null) return null
  if (passages.length === 0) return 0
  const cited = new Set([...answer.matchAll(CITATION)].flatMap(([, list = '']) => list.split(/[,;]/).map(Number)))
  const scores = passages.map(({ similarity, wordCoverage }) => Math.min(1, Math.max(0, similarity, wordCoverage)))
  const citedScores = scores.filter((_, index) => cited.has(index + 1))
  const strength = citedScores.length > 0 ? mean(citedScores) : Math.max(...scores)
  const sentences = (answer.match(SENTENCE) ?? []).filter((sentence) => /\p{L}/u.test(sentence))
  const citedShare =
    sentences.length > 0 ? sentences.filter((sentence) => sentence.search(CITATION) >= 0).length / sentences.length : 0
  return Math.round(50 * strength * (1 + citedShare)) / 100
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
