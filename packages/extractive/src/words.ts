import { foldText } from '@collabry/runtime/fold-text'
import snowball from 'snowball-stemmers'
import { detectLanguage } from './detect-language'
import { type Language, lexicon } from './lexicon'

/** A word of a text, and the term by which it is matched. */
export interface Word {
  /** As written: text.slice(start, end). */
  text: string
  start: number
  end: number
  /** Folded and stemmed. */
  term: string
  /** A stop word, which has no weight in a match. */
  stop: boolean
}

export interface Analysis {
  language: Language
  words(text: string): Word[]
}

/** Longer words are data, not language: they are matched by their beginning and not stemmed. */
const STEMMED_CHARS_MAX = 40
const TERM_CHARS_MAX = 80
/** Distinct words whose terms are cached within one analysis. */
const REMEMBERED_MAX = 10_000

/** Snowball's stemmers; languages without one have words that do not change, or a stemmer here. */
const algorithms: Partial<Record<Language, string>> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  tr: 'turkish',
  ru: 'russian',
}
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
/** Elided articles (`l'énergie`, `dell'acqua`), which the segmenter does not separate. */
const elision = /^(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quell|quest)['’](?=\p{L})/iu
const possessive = /['’]s?$/iu

/** Splits texts into words by Unicode's rules (UAX 29) and maps each to its term: NFKC, lower case, Snowball stem, no accents. */
export function analyse(language: Language): Analysis {
  const stem = stemmerOf(language)
  const remembered = new Map<string, { term: string; stop: boolean }>()

  const toLowerCase = (word: string) => word.toLocaleLowerCase(language === 'tr' ? 'tr' : 'en')
  const understand = (written: string) => {
    const lower = foldText(written, 'NFKC', toLowerCase)
    const stemmed = lower.length <= STEMMED_CHARS_MAX ? stem(lower) : lower.slice(0, TERM_CHARS_MAX)
    return {
      term: (language === 'vi' ? stemmed : foldAccents(stemmed)) || lower,
      stop: lexicon[language].stopWords.has(lower) || isLoneLetter(lower),
    }
  }

  const words = (text: string) => {
    const found: Word[] = []
    for (const { segment, index, isWordLike } of segmenter.segment(text)) {
      if (!isWordLike) continue
      const from = elision.exec(segment)?.[0].length ?? 0
      const written = segment.slice(from).replace(possessive, '')
      if (written === '') continue
      let known = remembered.get(written)
      if (!known) {
        known = understand(written)
        if (remembered.size < REMEMBERED_MAX) remembered.set(written, known)
      }
      const start = index + from
      found.push({ text: written, start, end: start + written.length, ...known })
    }
    return found
  }

  return { language, words }
}

function stemmerOf(language: Language): (word: string) => string {
  const algorithm = algorithms[language]
  if (language === 'ar') return arabicStem
  return algorithm === undefined ? (word) => word : snowballOf(algorithm)
}

function snowballOf(algorithm: string): (word: string) => string {
  const stemmer = snowball.newStemmer(algorithm)
  return (word) => stemmer.stem(word)
}

const ARABIC_PREFIX = /^(?:وال|بال|كال|فال|ال|لل|و(?=\p{L}{3}))(?=\p{L}{2})/u
const ARABIC_SUFFIX = /(?<=\p{L}{2})(?:ها|ان|ات|ون|ين|ية|ا|ه|ة|ي)$/u

/**
 * Light stemming (Larkey, Ballesteros and Connell 2002): vowel signs, conjunction, article and endings go, forms of alef are one.
 */
const arabicStem = (word: string): string =>
  word
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(ARABIC_PREFIX, '')
    .replace(ARABIC_SUFFIX, '')

export const analysisOf = (text: string): Analysis => analyse(detectLanguage(text))

/** Counts words as readers do: `l'eau` is one word. */
export function countWords(text: string): number {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1
  return count
}

const MARKS = /\p{M}+/gu
const ASCII = /^[\x20-\x7e]*$/

const withoutMarks = (letters: string): string => letters.replace(MARKS, '').replaceAll('ı', 'i').replaceAll('ß', 'ss')

/** Removes combining marks; Turkish `ı` and German `ß` have none. */
const foldAccents = (text: string): string => (ASCII.test(text) ? text : foldText(text, 'NFKD', withoutMarks))

const LONE_LETTER = /^[a-z]$/u
const isLoneLetter = (word: string): boolean => LONE_LETTER.test(word)
