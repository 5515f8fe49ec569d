import { foldText } from '@collabry/runtime/fold-text'
import { smallWordsElsewhere } from '@collabry/runtime/small-words'
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

/**
 * Detects the language by stop words; of equal scores `otherwise` wins, then the earlier language. A text in another language or
 * script counts as English.
 */
export function detectLanguage(text: string, otherwise: Language = 'en'): Language {
  const sample = foldText(text.slice(0, SAMPLE_CHARS_MAX), 'NFKC', (normal) => normal.toLowerCase())
  const words = wordsOf(sample)
  const byScript = scriptLanguage(sample, words)
  if (byScript) return byScript
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if ((sample.match(/\p{Script=Latin}/gu)?.length ?? 0) < letters / 2) return 'en'
  let best = otherwise
  let bestScore = 0
  for (const language of [otherwise, ...languages.filter((other) => other !== otherwise)]) {
    const known = lexicon[language].stopWords
    const hint = hints.find(([hinted]) => hinted === language)
    let score = hint ? Math.min((sample.match(hint[1])?.length ?? 0) / 2, words.length / 4) : 0
    for (const word of words) if (known.has(word)) score += 1
    if (score > bestScore) [best, bestScore] = [language, score]
  }
  return smallWordsElsewhere(wordsOf(withoutMarks(sample))) > bestScore ? 'en' : best
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}]+/gu) ?? []
const withoutMarks = (text: string): string => foldText(text, 'NFKD', (apart) => apart.replace(/\p{M}/gu, ''))

/** The language that the script of a text shows, however short it is. */
export function detectScript(text: string): Language | undefined {
  const sample = foldText(text, 'NFKC', (normal) => normal.toLowerCase())
  return scriptLanguage(sample, wordsOf(sample))
}

/**
 * Share of the letters, or of the words for Vietnamese, that shows the language. A text in one of them may hold many Latin names.
 */
const SCRIPT_SHARE_MIN = 0.3
const VIETNAMESE_SHARE_MIN = 0.2

/** The language of a script that one offered language has. Japanese and Korean hold kana or hangul beside Chinese signs. */
function scriptLanguage(sample: string, words: string[]): Language | undefined {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const share = (script: RegExp) => (sample.match(script)?.length ?? 0) / Math.max(1, letters)
  if (share(/\p{Script=Han}/gu) >= SCRIPT_SHARE_MIN && share(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) < 0.1)
    return 'zh'
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) >= 0.1) return 'ja'
  if (share(/\p{Script=Devanagari}/gu) >= SCRIPT_SHARE_MIN) return 'hi'
  if (share(/\p{Script=Arabic}/gu) >= SCRIPT_SHARE_MIN) return 'ar'
  if (share(/\p{Script=Cyrillic}/gu) >= SCRIPT_SHARE_MIN) return 'ru'
  const marked = words.filter((word) => /[ơưăđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u.test(word)).length
  return marked >= VIETNAMESE_SHARE_MIN * words.length && marked > 0 ? 'vi' : undefined
}
