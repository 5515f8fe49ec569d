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
  // The mark of a long vowel is no word: the segmenter cuts it off words that it does not know.
  return isWord ? [toHiragana(bounded(characters))] : single.filter((character) => character !== 'ー')
}

/** The long part of an elision or a genitive; every part of other compounds, and the whole. */
function partsOf(token: string, parts: string[]): string[] {
  if (/^\p{L}+['’]\p{L}+$/u.test(token)) return parts.filter((part) => part.length > 2).map(bounded)
  return [parts.join(''), ...parts].map(bounded)
}

/** A run of hiragana in a query, and the pieces of it that are put together: all of them in one of a few words. */
const HIRAGANA_RUN = /[\p{Script=Hiragana}ー]{3,24}/gu
const RUN_PIECES_MAX = 8
const RUN_WORD_CHARS_MIN = 3

/**
 * Words of a query in hiragana that are written in katakana otherwise, of which the segmenter knows only pieces: ういるす falls into
 * three. Each row of pieces beside each other may be the word. In a query with other signs hiragana are mostly endings and verbs.
 */
export function hiraganaWords(folded: string): { whole: string; parts: string[] }[] {
  if (/[\p{Script=Han}ァ-ヺ]/u.test(folded)) return []
  return [...folded.matchAll(HIRAGANA_RUN)].flatMap(([run]) => {
    const pieces = [...segmenter.segment(run)].map((piece) => piece.segment)
    if (pieces.length > RUN_PIECES_MAX) return []
    return pieces.flatMap((_, from) =>
      pieces.slice(from + 1).flatMap((__, more) => {
        const word = pieces.slice(from, from + more + 2).join('')
        const parts = segment(word)
        return word.length < RUN_WORD_CHARS_MIN || parts.length < 2 ? [] : [{ whole: toHiragana(word), parts }]
      }),
    )
  })
}

export const bounded = (word: string): string => word.slice(0, WORD_LENGTH_MAX).toWellFormed()

/** An article without its vowel separates phrases like any other one. */
const ELISION = /(?<!\p{L})([cjlmnst]|qu|d|de?ll|dall|nell|sull|all)['’](?=\p{L})/gu

export const withoutElisions = (folded: string): string =>
  folded.replaceAll(ELISION, (_, article: string) => (article.startsWith('d') ? ' de ' : ' le '))

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
