import type { Brief } from './brief'
import { detectLanguage } from './detect-language'
import type { Language } from './lexicon'
import { runningHeaders } from './running-headers'
import { type Sentence, splitSentences } from './sentences'
import { type Bag, inverseFrequency, normOf, type Weighed } from './textrank'
import { type Analysis, analyse, type Word } from './words'

/** A sentence of a source that may be quoted. */
export interface Quote extends Sentence, Weighed {
  /** Number of its passage, cited as [n]; 0: from the given text, which is not cited. */
  citation: number
  /** Number of its words. */
  length: number
}

/** All sentences that may be quoted in one answer, analysed once. */
export interface Source {
  quotes: Quote[]
  /** Numbers of the passages that are near to the question in meaning. */
  near: ReadonlySet<number>
  /** How similar in meaning texts are to the question: 0 as unrelated ones, 1 the same. undefined: not compared. */
  similarities: ReadonlyMap<string, number> | undefined
  analysis: Analysis
  idf: (term: string) => number
}

/** Beginning of each part that tells its language. */
const LANGUAGE_CHARS = 2_000

/**
 * Chunks may overlap; a sentence is quoted from the first passage that contains it. Words are those of the language of the
 * question where a passage is in it, else of the language of most passages.
 */
export function readCorpus(
  brief: Pick<Brief, 'passages' | 'text'> & Partial<Pick<Brief, 'question'>>,
  similarities?: ReadonlyMap<string, number>,
): Source {
  const parts = [
    ...brief.passages.map(({ content }, index) => ({ content, citation: index + 1 })),
    { content: brief.text, citation: 0 },
  ]
  const most = detectLanguage(parts.map(({ content }) => content.slice(0, LANGUAGE_CHARS)).join('\n'))
  const asked = detectLanguage(brief.question ?? '', most)
  const isThere = asked !== most && parts.some(({ content }) => detectLanguage(content.slice(0, LANGUAGE_CHARS), most) === asked)
  const analysis = analyse(isThere ? asked : most)
  const running = runningHeaders(parts.map(({ content }) => content))
  const quotes: Quote[] = []
  const seen = new Set<string>()
  const isNew = ({ text }: Sentence) => {
    const same = text.toLowerCase()
    if (seen.has(same)) return false
    seen.add(same)
    return true
  }
  for (const { content, citation } of parts) {
    for (const [sentence, words] of withWords(splitSentences(content, running).filter(isNew), analysis))
      quotes.push(Object.assign(sentence, { citation, length: words.length, bag: bagOfWords(words), norm: 0 }))
  }
  const idf = inverseFrequency(quotes.map(({ bag }) => bag))
  // Set in place: a long text has tens of thousands of sentences, and a copy of each would be garbage.
  for (const quote of quotes) quote.norm = normOf(quote.bag, idf)
  const near = new Set(brief.passages.flatMap(({ isNear }, index) => (isNear ? [index + 1] : [])))
  return { quotes, near, similarities, analysis, idf }
}

/** Sentences whose words are found by one call. */
const SENTENCES_SEGMENTED = 100

/**
 * Each sentence with its words. Each call of a segmenter takes memory that the garbage collector does not see, so many sentences
 * share one: a line end between them ends a word, whatever stands beside it (UAX 29, WB3a and WB3b).
 */
function* withWords(sentences: Sentence[], analysis: Analysis): Generator<[Sentence, Word[]]> {
  for (let first = 0; first < sentences.length; first += SENTENCES_SEGMENTED) {
    const some = sentences.slice(first, first + SENTENCES_SEGMENTED)
    const words = analysis.words(some.map(({ text }) => text).join('\n'))
    let [word, end] = [0, 0]
    for (const sentence of some) {
      const from = word
      end += sentence.text.length + 1
      while ((words[word]?.start ?? end) < end) word++
      yield [sentence, words.slice(from, word)]
    }
  }
}

/** Sentences on each side that tell the language of one. */
const NEIGHBOURS = 6

/** The language of the part of a source in which a quote lies: documents of several languages may lie in one. */
export function languageAround(quote: Quote, { quotes, analysis }: Source): Language {
  const at = quotes.indexOf(quote)
  const near = quotes.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS).filter(({ citation }) => citation === quote.citation)
  return detectLanguage(near.map(({ text }) => text).join(' '), analysis.language)
}

export const bagOf = (text: string, analysis: Analysis): Bag => bagOfWords(analysis.words(text))

function bagOfWords(words: Word[]): Bag {
  const bag: Bag = new Map()
  for (const { term, stop } of words) if (!stop) bag.set(term, (bag.get(term) ?? 0) + 1)
  return bag
}

/** The quote with its citation. */
export const cited = ({ text, citation }: Quote): string => (citation === 0 ? text : `${text} [${citation}]`)
