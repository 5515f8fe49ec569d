import { toHiragana } from './language'
import { otherStopWords } from './stop-words'

/** Longer words, which are no words, are found by their beginning. */
const WORD_LENGTH_MAX = 48

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Words of folded text; compound tokens (`node.js`, `l'homme`) are cut further. */
export function segment(folded: string): string[] {
  const words: string[] = []
  let kana = ''
  for (const { segment: token, isWordLike } of segmenter.segment(folded)) {
    if (SINGLE_KANA.test(token)) {
      kana += toHiragana(token)
      continue
    }
    words.push(...kanaWords(kana))
    kana = ''
    if (!isWordLike) continue
    const parts = token.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '')
    if (parts.length > 1) words.push(...partsOf(token, parts))
    else if (parts[0] !== undefined) words.push(toHiragana(bounded(parts[0])))
  }
  return [...words, ...kanaWords(kana)]
}

const SINGLE_KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]$/u

/** A word that the segmenter does not know in this kana falls into its characters, unless all of them are particles. */
function kanaWords(characters: string): string[] {
  const single = [...characters]
  const isWord = single.length > 1 && single.some((character) => !otherStopWords.has(character))
  return isWord ? [toHiragana(bounded(characters))] : single
}

/** The long part of an elision or a genitive; every part of other compounds, and the whole. */
function partsOf(token: string, parts: string[]): string[] {
  if (/^\p{L}+['’]\p{L}+$/u.test(token)) return parts.filter((part) => part.length > 2).map(bounded)
  return [parts.join(''), ...parts].map(bounded)
}

export const bounded = (word: string): string => word.slice(0, WORD_LENGTH_MAX).toWellFormed()

/** Punctuation that ends a part of a sentence. In numbers and names blanks do not follow. */
const CLAUSE_END = /(?<=[,.;:!?…)،؛؟।])\s|[\n、。，；：！？—]|\s[–-]\s/u

/** The words of a query, and the places of those that begin a part of a sentence. */
export function inClauses(text: string): { words: string[]; breaks: ReadonlySet<number> } {
  const words: string[] = []
  const breaks = new Set<number>()
  for (const clause of text.split(CLAUSE_END)) {
    breaks.add(words.length)
    words.push(...segment(clause))
  }
  return { words, breaks }
}
