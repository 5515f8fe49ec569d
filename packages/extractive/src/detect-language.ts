import { foldText } from '@collabry/runtime/fold-text'
import { type Language, languages, lexicon } from './lexicon'

/** The beginning of a text is enough to detect its language. */
const SAMPLE_CHARS_MAX = 8_000
/** Letters that are typical of one language; they decide when there are few stop words. */
const hints: [Language, RegExp][] = [
  ['de', /[äß]/gu],
  ['tr', /[ğış]/gu],
  ['es', /[ñ¿¡]/gu],
  ['pt', /[ãõ]/gu],
  ['fr', /[œêèà]/gu],
]

/** Detects the language by stop words; of equal scores the earlier language wins, and `otherwise` if none matches. */
export function detectLanguage(text: string, otherwise: Language = 'en'): Language {
  const sample = foldText(text.slice(0, SAMPLE_CHARS_MAX), 'NFKC', (normal) => normal.toLowerCase())
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? []
  let best = otherwise
  let bestScore = 0
  for (const language of languages) {
    const known = lexicon[language].stopWords
    const hint = hints.find(([hinted]) => hinted === language)
    let score = hint ? Math.min((sample.match(hint[1])?.length ?? 0) / 2, words.length / 4) : 0
    for (const word of words) if (known.has(word)) score += 1
    if (score > bestScore) [best, bestScore] = [language, score]
  }
  return best
}
