import type { TextFilter } from '../../generation/citations'

/** Near the limit, from this share of it on, sentences are let through whole or not at all. */
const WHOLE_SENTENCES_FROM = 0.85

const BLANK = /\s/
const SENTENCE_END = /[.!?…]["'»”)\]]?\s$|[。！？\n]$/

/**
 * Passes a text on up to a number of words. A longer text is cut after the last sentence that ends near the limit, or after the
 * last word if none does. Buffers at most the words near the limit.
 */
export function wordLimit(wordsMax: number): TextFilter {
  let words = 0
  let inWord = false
  let over = false
  let wholeSentence = false
  let held = ''

  const take = (text: string): string => {
    let out = ''
    for (const character of text) {
      const blank = BLANK.test(character)
      if (!blank && !inWord && words === wordsMax) {
        over = true
        return wholeSentence ? out : out + held
      }
      if (!blank && !inWord) words++
      inWord = !blank
      held += character
      const ends = SENTENCE_END.test(held.slice(-3))
      if (words >= wordsMax * WHOLE_SENTENCES_FROM && !ends) continue
      wholeSentence = ends
      out += held
      held = ''
    }
    return out
  }
  return {
    push: (text) => (over ? '' : take(text)),
    flush: () => (over ? '' : held),
  }
}
