import type { Quote, Source } from './corpus'
import { cues } from './discourse-markers'
import type { Word } from './words'

/** From this on a sentence says what the term is; below it only tells about it. */
export const DEFINED_SCORE = 4
/** Words before a term that keep it the subject: `In general, the …`. */
const LEAD_WORDS_MAX = 4

/** How much a sentence reads like the definition of what the terms name: 0 not at all. */
export function definitionScore(terms: string[], { text }: Pick<Quote, 'text'>, { language, words }: Source['analysis']): number {
  const found = words(text)
  const at = placeOf(terms, found)
  const [first, last] = [found[at], found[at + lengthAt(at, terms, found) - 1]]
  if (!first || !last) return 0
  const before = found.slice(0, at)
  const subject = at <= LEAD_WORDS_MAX && before.every(({ stop }) => stop)
  const behind = text.slice(last.end)
  let score = subject ? 2 : at <= LEAD_WORDS_MAX * 2 ? 1 : 0.5
  if (subject && cues[language].defines.test(language === 'tr' ? text : behind)) score += 3
  if (at === 0 && /^\**\s*[:–—]\s/u.test(behind)) score += 2
  if (cues[language].dangling.test(text)) score -= 1.5
  if (text.endsWith('?')) score -= 2
  return score
}

/** The name as the sentence writes it; undefined: it does not hold the terms in a row. */
export function nameIn(terms: string[], text: string, { words }: Source['analysis']): string | undefined {
  const found = words(text)
  const at = placeOf(terms, found)
  const [first, last] = [found[at], found[at + terms.length - 1]]
  return first && last && lengthAt(at, terms, found) === terms.length ? text.slice(first.start, last.end) : undefined
}

/** Where the terms stand in a row, else where the first of any stands. */
function placeOf(terms: string[], words: Word[]): number {
  const whole = words.findIndex((_, from) => terms.every((term, index) => words[from + index]?.term === term))
  return whole === -1 ? words.findIndex(({ term }) => terms.includes(term)) : whole
}

function lengthAt(from: number, terms: string[], words: Word[]): number {
  let length = 0
  while (from >= 0 && terms.includes(words[from + length]?.term ?? '')) length += 1
  return length
}
