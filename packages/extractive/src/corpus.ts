import type { Brief } from './brief'
import { detectLanguage } from './detect-language'
import { runningHeaders, type Sentence, splitSentences } from './sentences'
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
  analysis: Analysis
  idf: (term: string) => number
}

/** Chunks may overlap; a sentence is quoted from the first passage that contains it. */
export function readCorpus(brief: Pick<Brief, 'passages' | 'text'>): Source {
  const parts = [
    ...brief.passages.map(({ content }, index) => ({ content, citation: index + 1 })),
    { content: brief.text, citation: 0 },
  ]
  const analysis = analyse(detectLanguage(parts.map(({ content }) => content.slice(0, 2_000)).join('\n')))
  const running = runningHeaders(parts.map(({ content }) => content))
  const found: Omit<Quote, 'norm'>[] = []
  const seen = new Set<string>()
  for (const { content, citation } of parts) {
    for (const sentence of splitSentences(content, running)) {
      const same = sentence.text.toLowerCase()
      if (seen.has(same)) continue
      seen.add(same)
      // Segmented once: a segmenter takes memory that the garbage collector does not see.
      const words = analysis.words(sentence.text)
      found.push({ ...sentence, citation, length: words.length, bag: bagOfWords(words) })
    }
  }
  const idf = inverseFrequency(found.map(({ bag }) => bag))
  return { quotes: found.map((quote) => ({ ...quote, norm: normOf(quote.bag, idf) })), analysis, idf }
}

export const bagOf = (text: string, analysis: Analysis): Bag => bagOfWords(analysis.words(text))

function bagOfWords(words: Word[]): Bag {
  const bag: Bag = new Map()
  for (const { term, stop } of words) if (!stop) bag.set(term, (bag.get(term) ?? 0) + 1)
  return bag
}

/** The quote with its citation. */
export const cited = ({ text, citation }: Quote): string => (citation === 0 ? text : `${text} [${citation}]`)
