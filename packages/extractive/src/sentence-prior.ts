import type { Quote } from './corpus'
import { cues } from './discourse-markers'
import type { Language } from './languages'
import type { Bag } from './textrank'

/** Terms of a sentence that can be read at once; outside it is a fragment or a tangle. */
const TERMS_MIN = 4
const TERMS_MAX = 30

/**
 * How fit a sentence is to be quoted alone, as a factor around 1: its place (the lead of a text and of its paragraphs says most;
 * Edmundson, "New Methods in Automatic Extracting", 1969), the words of the headings in it, its length, and whether it leans on
 * the sentence before it.
 */
export function worth(quote: Quote, place: number, opensParagraph: boolean, titles: Bag, language: Language): number {
  const { text, kind, bag } = quote
  let factor = 1 + 0.5 * (1 - Math.min(1, place * 4)) + (opensParagraph ? 0.2 : 0) + (place === 0 ? 0.5 : 0)
  if (cues[language].dangling.test(text)) factor *= 0.6
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
  return words.some((_, size) => size > 0 && cues[language].defines.test(text.slice(words.slice(0, size).join(' ').length)))
}
