import type { Quote } from './corpus'
import { discourseMarkers } from './discourse-markers'
import type { Language } from './lexicon'
import type { Bag } from './textrank'

/** A sentence with fewer terms is a fragment, one with more is hard to read. */
const TERMS_MIN = 4
const TERMS_MAX = 30

/**
 * How suitable a sentence is to be quoted alone, as a factor around 1. It depends on the position (the beginnings of a text and
 * of its paragraphs are most informative; Edmundson, "New Methods in Automatic Extracting", 1969), on words of headings, on the
 * length, and on references to the sentence before.
 */
export function sentencePrior(quote: Quote, place: number, opensParagraph: boolean, titles: Bag, language: Language): number {
  const { text, kind, bag } = quote
  let factor = 1 + 0.5 * (1 - Math.min(1, place * 4)) + (opensParagraph ? 0.2 : 0) + (place === 0 ? 0.5 : 0)
  if (discourseMarkers[language].dangling.test(text)) factor *= 0.6
  if (text.endsWith('?')) factor *= 0.4
  if (text.endsWith(':')) factor *= 0.3
  if (kind === 'item') factor *= 0.7
  if (bag.size < TERMS_MIN) factor *= 0.4
  if (bag.size > TERMS_MAX) factor *= 0.7
  let named = 0
  for (const term of bag.keys()) if (titles.has(term)) named += 1
  if (named > 0 && defines(text, language)) factor *= 1.4
  return factor * (1 + 0.1 * Math.min(3, named))
}

/** `X is a …`, where X is at most a few words. */
function defines(text: string, language: Language): boolean {
  const SUBJECT_WORDS_MAX = 4
  const words = text.split(' ', SUBJECT_WORDS_MAX + 1)
  return words.some(
    (_, size) => size > 0 && discourseMarkers[language].defines.test(text.slice(words.slice(0, size).join(' ').length)),
  )
}
