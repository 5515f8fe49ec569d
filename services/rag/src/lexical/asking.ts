import { askingPhrases, askingWords } from './asking-words'
import { fold, foldKeepingMarks, stem } from './language'
import { type Language, otherStopWords, stopWords, vietnameseStopWords } from './stop-words'

const CODES: Partial<Record<Language, string>> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  portuguese: 'pt',
  italian: 'it',
  dutch: 'nl',
  turkish: 'tr',
}
/** Languages that have a script of their own. Their words are asking words in any query. */
const BY_SCRIPT = ['zh', 'ja', 'ar', 'ru', 'hi', 'th', 'he']

const foldedParts = (words: readonly string[]) => words.flatMap((word) => fold(word).split(/[^\p{L}\p{M}\p{N}]+/u)).filter(Boolean) // biome-ignore format: one line reads best

const asking = new Map(
  Object.entries(CODES).map(([language, code]) => [language as Language, new Set(foldedParts(askingWords.get(code) ?? []))]),
)
const inScripts = new Set([
  ...foldedParts([...otherStopWords]),
  ...BY_SCRIPT.flatMap((code) => foldedParts(askingWords.get(code) ?? [])),
])
const arabicStems = new Set((askingWords.get('ar') ?? []).map((word) => stem(fold(word), 'english')).filter(({ length }) => length > 2)) // biome-ignore format: one line reads best
const inVietnamese = new Set([...vietnameseStopWords, ...(askingWords.get('vi') ?? [])].flatMap((word) => foldKeepingMarks(word).split(/\s+/))) // biome-ignore format: one line reads best
const phrases = askingPhrases.map((phrase) => foldedParts([phrase]))

/** Languages in Latin script whose stop words and asking words a query has most of; none: nothing tells. */
export function evidentLanguages(words: string[]): Language[] {
  let most = 1
  let evident: Language[] = []
  for (const [language, stops] of stopWords) {
    if (language === 'russian') continue
    let count = 0
    for (const word of words) if (stops.has(word) || asking.get(language)?.has(word)) count++
    if (count > most) evident = []
    if (count >= most) evident.push(language)
    most = Math.max(most, count)
  }
  return evident
}

/** For each word of a query whether it says little about what the query is about: stop words, and words with which somebody asks. */
export function areAsking(words: string[], languages: Language[]): boolean[] {
  const says = words.map((word) => !isAsking(word, languages))
  for (const phrase of phrases) {
    for (let at = 0; at + phrase.length <= words.length; at++) {
      if (phrase.every((word, offset) => words[at + offset] === word)) says.fill(false, at, at + phrase.length)
    }
  }
  // "How does it work" asks; "work" alone is a word of physics.
  if (words.includes('how')) for (const [at, word] of words.entries()) if (/^work(?:s|ing|ed)?$/.test(word)) says[at] = false
  return says.map((some) => !some)
}

export const isAskingInVietnamese = (word: string): boolean => inVietnamese.has(word)

function isAsking(word: string, languages: Language[]): boolean {
  if (inScripts.has(word) || stopWords.get('russian')?.has(word)) return true
  if (/^\p{Script=Han}{2,4}$/u.test(word) && [...word].every((character) => inScripts.has(character))) return true
  if (/^\p{Script=Arabic}+$/u.test(word) && arabicStems.has(stem(word, 'english'))) return true
  return languages.some((language) => stopWords.get(language)?.has(word) || asking.get(language)?.has(word))
}
