import { foldText } from '@collabry/runtime/fold-text'
import snowball from 'snowball-stemmers'
import { detectLanguage } from './detect-language'
import type { Language } from './languages'
import { stopWords } from './stop-words'

/** A word as it stands in the text, and the term it is matched by. */
export interface Word {
  /** The written form: text.slice(start, end) of the text it was cut from. */
  text: string
  start: number
  end: number
  /** Folded and stemmed. */
  term: string
  /** Grammar only: weighs nothing in a match. */
  stop: boolean
}

export interface Analysis {
  language: Language
  words(text: string): Word[]
}

/** Longer words are data, not language: they are matched by their beginning and never stemmed. */
const STEMMED_CHARS_MAX = 40
const TERM_CHARS_MAX = 80
/** Distinct words whose terms are remembered within one analysis. */
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
/** `l'énergie`, `dell'acqua`: the segmenter keeps what the apostrophe joins. */
const elision = /^(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quell|quest)['’](?=\p{L})/iu
const possessive = /['’]s?$/iu

/** Cuts texts into words by Unicode's rules (UAX 29) and brings each to its term: NFKC, lower case, Snowball stem, accents off. */
export function analyse(language: Language): Analysis {
  const stemmer = snowball.newStemmer(algorithms[language])
  const remembered = new Map<string, { term: string; stop: boolean }>()

  const understand = (written: string) => {
    const lower = foldText(written, 'NFKC', (word) => word.toLocaleLowerCase(language === 'tr' ? 'tr' : 'en'))
    const stem = lower.length <= STEMMED_CHARS_MAX ? stemmer.stem(lower) : lower.slice(0, TERM_CHARS_MAX)
    return { term: foldAccents(stem) || lower, stop: stopWords[language].has(lower) || isLoneLetter(lower) }
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

/** Counts as a reader does: `l'eau` is one word. */
export function countWords(text: string): number {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1
  return count
}

/** Base letters only; Turkish `ı` and German `ß` have no combining mark to take off. */
const foldAccents = (text: string): string =>
  foldText(text, 'NFKD', (letters) =>
    letters
      .replace(/\p{M}+/gu, '')
      .replaceAll('ı', 'i')
      .replaceAll('ß', 'ss'),
  )

const isLoneLetter = (word: string): boolean => /^[a-z]$/u.test(word)
