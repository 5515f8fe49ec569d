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
const REMEMBERED_MAX = 50_000

const algorithms: Record<Language, string> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  tr: 'turkish',
}
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
/** Elided articles (`l'énergie`, `dell'acqua`), which the segmenter does not separate. */
const elision = /^(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quell|quest)['’](?=\p{L})/iu
const possessive = /['’]s?$/iu

/** Splits texts into words by Unicode's rules (UAX 29) and maps each to its term: NFKC, lower case, Snowball stem, no accents. */
export function analyse(language: Language): Analysis {
  const stemmer = snowball.newStemmer(algorithms[language])
  const remembered = new Map<string, { term: string; stop: boolean }>()

  const understand = (written: string) => {
    const lower = foldText(written, 'NFKC', (word) => word.toLocaleLowerCase(language === 'tr' ? 'tr' : 'en'))
    const stem = lower.length <= STEMMED_CHARS_MAX ? stemmer.stem(lower) : lower.slice(0, TERM_CHARS_MAX)
    return { term: foldAccents(stem) || lower, stop: lexicon[language].stopWords.has(lower) || isLoneLetter(lower) }
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

export const analysisOf = (text: string): Analysis => analyse(detectLanguage(text))

/** Counts words as readers do: `l'eau` is one word. */
export function countWords(text: string): number {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1
  return count
}

/** Removes combining marks; Turkish `ı` and German `ß` have none. */
const foldAccents = (text: string): string =>
  foldText(text, 'NFKD', (letters) =>
    letters
      .replace(/\p{M}+/gu, '')
      .replaceAll('ı', 'i')
      .replaceAll('ß', 'ss'),
  )

const isLoneLetter = (word: string): boolean => /^[a-z]$/u.test(word)
