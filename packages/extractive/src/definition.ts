import type { Quote, Source } from './corpus'
import { discourseMarkers } from './discourse-markers'
import type { Language } from './lexicon'
import type { Word } from './words'

/** Sentences with at least this score define the term. */
export const DEFINED_SCORE = 4
/** Maximum words before a term that is still the subject: `In general, the …`. */
const LEAD_WORDS_MAX = 4

/** How likely a sentence defines the phrase of the terms; 0: not at all. */
export function definitionScore(terms: string[], { text }: Pick<Quote, 'text'>, { language, words }: Source['analysis']): number {
  const found = words(text)
  const at = placeOf(terms, found)
  const [first, last] = [found[at], found[at + lengthAt(at, terms, found) - 1]]
  if (!first || !last) return 0
  const before = found.slice(0, at)
  const subject = at <= LEAD_WORDS_MAX && before.every(({ stop }) => stop)
  const after = text.slice(last.end)
  let score = subject ? 2 : at <= LEAD_WORDS_MAX * 2 ? 1 : 0.5
  if (subject && discourseMarkers[language].defines.test(language === 'tr' ? text : after)) score += 3
  if (at === 0 && /^\**\s*[:–—]\s/u.test(after)) score += 2
  if (calledBefore.test(text.slice(Math.max(0, first.start - NAMING_CHARS), first.start))) score += 4
  if (discourseMarkers[language].dangling.test(text)) score -= 1.5
  if (text.endsWith('?')) score -= 2
  return score
}

const SUBJECT_WORDS_MAX = 4
const SUBJECT_SIGNS_MAX = 10

/** `X is a …`, where X is at most a few words. */
export function isDefinition(text: string, language: Language): boolean {
  const { defines } = discourseMarkers[language]
  // These languages write no spaces between words.
  if (language === 'zh' || language === 'ja')
    return Array.from({ length: SUBJECT_SIGNS_MAX }, (_, index) => index + 1).some((size) => defines.test(text.slice(size)))
  const words = text.split(' ', SUBJECT_WORDS_MAX + 1)
  return words.some((_, size) => size > 0 && defines.test(text.slice(words.slice(0, size).join(' ').length)))
}

const NAMING_CHARS = 24
/** A term that comes after its definition: `this is called osmosis`. */
const calledBefore =
  /(?:called|known as|termed|referred to as|genannt|heißt|nennt man|bezeichnet man als|appelée?s?|nommée?s?|llamad[oa]s?|denominad[oa]s?|se llama|chiamat[oaie]|dett[oaie]|chamad[oa]s?|denominad[oa]s?|adı verilen|denilen|называют|называется|يسمى|تسمى|gọi là|称为|叫做|叫作)\s*(?:the |an? |die |der |das |el |la |le |un[ae]? )?["“„«'‘]?$/iu

/** The phrase as written in the sentence; undefined if the terms are not adjacent. */
export function nameIn(terms: string[], text: string, { words }: Source['analysis']): string | undefined {
  const found = words(text)
  const at = placeOf(terms, found)
  const [first, last] = [found[at], found[at + terms.length - 1]]
  return first && last && lengthAt(at, terms, found) === terms.length ? text.slice(first.start, last.end) : undefined
}

/** Position of the adjacent terms, or of the first one of any. */
function placeOf(terms: string[], words: Word[]): number {
  const whole = words.findIndex((_, from) => terms.every((term, index) => words[from + index]?.term === term))
  return whole === -1 ? words.findIndex(({ term }) => terms.includes(term)) : whole
}

function lengthAt(from: number, terms: string[], words: Word[]): number {
  let length = 0
  while (from >= 0 && terms.includes(words[from + length]?.term ?? '')) length += 1
  return length
}
