import type { WeightedWord } from '../vectors/store'
import { fold, languagesOf, latinLanguages, stem } from './language'
import { type Language, otherStopWords, stopWords } from './stop-words'

/** Longer words, which are no words, are found by their beginning. */
const WORD_LENGTH_MAX = 48
/** Distinct words of a query that are looked for; content words first. */
const QUERY_WORDS_MAX = 64
/** What a query says at such length holds more words than are looked for. */
const QUERY_LENGTH_MAX = 8_000
/** Pairs of characters that are looked for besides the words: each costs a look into the index. */
const QUERY_PAIRS_MAX = 256
/** Where headings are looked for in a text. */
const BEGINNING_LENGTH = 500
const STOP_WORD_WEIGHT = 0.1
/** A pair of characters of a longer word in a script without blanks: segmenters differ about where such words end. */
const PAIR_WEIGHT = 0.5

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** The words by which a text is found: folded, stemmed by the language of the text. `context`: its headings and the name of the file. */
export function indexWords(text: string, context: string[] = []): string[] {
  const words = segment([text, ...context].join('\n'))
  const [language = 'english'] = languagesOf(words)
  return words.flatMap((word) => [stem(word, language), ...pairs(word)])
}

/**
 * The forms under which the words of a query may be indexed. A query is too short to be sure of its language, so each word
 * is looked for as it stands and as every language that may be meant stems it.
 */
export function queryWords(query: string): WeightedWord[] {
  const words = segment(query.slice(0, QUERY_LENGTH_MAX))
  const evident = languagesOf(words)
  const languages: Language[] = evident.length === 0 ? latinLanguages : [...new Set<Language>([...evident, 'english'])]
  const isStop = (word: string) =>
    otherStopWords.has(word) || [...evident, 'russian' as const].some((language) => stopWords.get(language)?.has(word))
  const distinct = [...new Set(words)]
  const content = distinct.filter((word) => !isStop(word))
  const stops = distinct.filter(isStop)
  let pairsLeft = QUERY_PAIRS_MAX
  return [...content, ...stops].slice(0, QUERY_WORDS_MAX).flatMap((word) => {
    const paired = pairs(word).slice(0, pairsLeft)
    pairsLeft -= paired.length
    const weight = content.length > 0 && isStop(word) ? STOP_WORD_WEIGHT : 1
    const forms = new Set([...languages.map((language) => stem(word, language)), word])
    return [
      ...[...forms].map((form) => ({ word: form, weight, of: word })),
      ...paired.map((pair) => ({ word: pair, weight: weight * PAIR_WEIGHT, of: word })),
    ]
  })
}

/**
 * What is given to the embedding model for a chunk or a query: headings that it does not begin with anyway, and the text.
 * Folded, because the tokenizer may know no accented letters.
 */
export function embeddingText(text: string, context: string[] = []): string {
  const folded = fold(text)
  const beginning = folded.slice(0, BEGINNING_LENGTH).replaceAll(/\s+/g, ' ')
  return [...context.map(fold).filter((heading) => !beginning.includes(heading)), folded].join('\n')
}

/** Words of folded text; compound tokens (`node.js`, `l'homme`) are cut further. */
function segment(text: string): string[] {
  const words: string[] = []
  for (const { segment: token, isWordLike } of segmenter.segment(fold(text))) {
    if (!isWordLike) continue
    const parts = token.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '')
    if (parts.length > 1) words.push(...partsOf(token, parts))
    else if (parts[0] !== undefined) words.push(bounded(parts[0]))
  }
  return words
}

/** Of an elision or a genitive the long part; of other compounds every part, and the whole. */
function partsOf(token: string, parts: string[]): string[] {
  if (/^\p{L}+['’]\p{L}+$/u.test(token)) return parts.filter((part) => part.length > 2).map(bounded)
  return [parts.join(''), ...parts].map(bounded)
}

const bounded = (word: string): string => word.slice(0, WORD_LENGTH_MAX).toWellFormed()

function pairs(word: string): string[] {
  if (word.length < 3 || !/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(word)) return []
  const characters = [...word]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}
