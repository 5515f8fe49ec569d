import { foldText } from '@collabry/runtime/fold-text'
import { type Language, languages } from './languages'
import { stopWords } from './stop-words'

/** A language shows itself within its first words; more would only cost time. */
const SAMPLE_CHARS_MAX = 8_000
/** Letters that one of the languages has and the others (nearly) lack; they decide where stop words are few. */
const hints: [Language, RegExp][] = [
  ['de', /[äß]/gu],
  ['tr', /[ğış]/gu],
  ['es', /[ñ¿¡]/gu],
  ['pt', /[ãõ]/gu],
  ['fr', /[œêèà]/gu],
]

/** The language of a text by its stop words; the earlier of two that fit equally, `otherwise` when none fits. */
export function detectLanguage(text: string, otherwise: Language = 'en'): Language {
  const sample = foldText(text.slice(0, SAMPLE_CHARS_MAX), 'NFKC', (normal) => normal.toLowerCase())
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? []
  let best = otherwise
  let bestScore = 0
  for (const language of languages) {
    const known = stopWords[language]
    const hint = hints.find(([hinted]) => hinted === language)
    let score = hint ? Math.min((sample.match(hint[1])?.length ?? 0) / 2, words.length / 4) : 0
    for (const word of words) if (known.has(word)) score += 1
    if (score > bestScore) [best, bestScore] = [language, score]
  }
  return best
}
