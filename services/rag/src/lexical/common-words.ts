import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { latinLanguages, stem } from './language'
import type { Language } from './stop-words'

/** The most frequent words of a language count as common: list, discover and lecture do, entropy and membrane do not. */
export const COMMON_MAX = 5_000

/** Words up to this rank are no subject: buy and war are among them, inflation and battle are not. */
export const FREQUENT_MAX = 1_500

export type Listed = Language | 'arabic' | 'chinese' | 'hebrew' | 'hindi' | 'japanese' | 'korean' | 'vietnamese'

export const LISTED: readonly Listed[] = [
  ...latinLanguages,
  ...(['russian', 'persian', 'arabic', 'chinese', 'hebrew', 'hindi', 'japanese', 'korean', 'vietnamese'] as const),
]

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

export interface Frequency {
  isCommon: boolean
  isFrequent: boolean
}

const listsFor = (word: string, languages: readonly Listed[]): readonly Listed[] => {
  const [script, own] = SCRIPTS.find(([one]) => one.test(word)) ?? []
  return script?.source.includes('Arabic') && languages.includes('persian') ? ['persian'] : (own ?? languages)
}

/** How frequent a folded word is in the first of the languages, or of those of its script, in which it is common. */
export function frequencyOf(word: string, languages: readonly Listed[]): Frequency {
  const own = Buffer.from(word)
  for (const language of listsFor(word, languages)) {
    const list = listOf(language)
    const stemmed = stem(word, stemmedAs(language))
    const forms = stemmed === word ? [own] : [own, Buffer.from(stemmed)]
    if (forms.some((form) => holds(list, form, 0, list.border))) return { isCommon: true, isFrequent: true }
    if (forms.some((form) => holds(list, form, list.border + 1, list.bytes.length))) return { isCommon: true, isFrequent: false }
  }
  return { isCommon: false, isFrequent: false }
}

/** Whether a folded word, or a stem of one, is in the list of a language. */
export function isListed(form: string, language: Language): boolean {
  const list = listOf(language)
  const bytes = Buffer.from(form)
  return holds(list, bytes, 0, list.border) || holds(list, bytes, list.border + 1, list.bytes.length)
}

export const stemmedAs = (language: Listed): Language => latinLanguages.find((one) => one === language) ?? 'english'

/** Words and their stems as they are in the file, which is searched as it is: it takes no time to be read, and 50 KB. */
interface List {
  bytes: Buffer
  /** The empty line between frequent and other common words. */
  border: number
}

const lists = new Map<Listed, List>()

export const listFile = (language: Listed): string => join(import.meta.dir, `../../data/common-words/${language}.txt`)

function listOf(language: Listed): List {
  const known = lists.get(language)
  if (known) return known
  const bytes = readFileSync(listFile(language))
  const list = { bytes, border: bytes.indexOf('\n\n') + 1 }
  lists.set(language, list)
  return list
}

const LINE_END = 10

/** Whether a word is one of the sorted lines from one place to another. */
function holds({ bytes }: List, word: Buffer, from: number, end: number): boolean {
  while (from < end) {
    const middle = (from + end) >> 1
    const lineEnd = bytes.indexOf(LINE_END, middle)
    let start = middle
    while (start > from && bytes[start - 1] !== LINE_END) start -= 1
    const order = bytes.compare(word, 0, word.length, start, lineEnd)
    if (order === 0) return true
    if (order < 0) from = lineEnd + 1
    else end = start
  }
  return false
}
