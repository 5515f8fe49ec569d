import type { Brief } from './brief'
import { detectLanguage, detectScript } from './detect-language'
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

/**
 * For texts, and in each for the words of the question in their order, the cosine of what a word means there with the nearest
 * word of the text.
 */
export type Comparisons = ReadonlyMap<string, number[]>

/** All sentences that may be quoted in one answer, analysed once. */
export interface Source {
  quotes: Quote[]
  /** Numbers of the passages that are near to the question in meaning. */
  near: ReadonlySet<number>
  /** How texts meet the words of the question. undefined: they were not compared. */
  comparisons: Comparisons | undefined
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
  brief: Pick<Brief, 'passages' | 'text'> & Partial<Pick<Brief, 'question' | 'task'>>,
  comparisons?: Comparisons,
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
  // A row answers a question; it is no sentence for a summary or a card.
  const withRows = brief.task === 'answer' || brief.task === 'chat'
  const quotes: Quote[] = []
  const seen = new Set<string>()
  const isNew = ({ text }: Sentence) => {
    const same = text.toLowerCase()
    if (seen.has(same)) return false
    seen.add(same)
    return true
  }
  for (const { content, citation } of parts) {
    for (const [sentence, words] of withWords(splitSentences(content, { running, withRows }).filter(isNew), analysis))
      quotes.push(Object.assign(sentence, { citation, length: words.length, bag: bagOfWords(words), norm: 0 }))
  }
  const idf = inverseFrequency(quotes.map(({ bag }) => bag))
  // Set in place: a long text has tens of thousands of sentences, and a copy of each would be garbage.
  for (const quote of quotes) quote.norm = normOf(quote.bag, idf)
  const near = new Set(brief.passages.flatMap(({ isNear }, index) => (isNear ? [index + 1] : [])))
  return { quotes, near, comparisons, analysis, idf }
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

/** Letters of a paragraph that tell its language; a shorter one has the language of the one before. */
const TELLING_CHARS_MIN = 80
const TELLING_CHARS_MAX = 400

/** Less of a text in another language is a quotation, or a mistake of the detection. */
const LANGUAGE_SHARE_MIN = 0.08

interface LanguagePart {
  language: Language
  quotes: Quote[]
}

/** The parts of a source in their order, each in one language: documents of several languages may lie in one source. */
export function languageParts({ quotes, analysis }: Source): LanguagePart[] {
  const parts: LanguagePart[] = []
  let headings: Quote[] = []
  for (const paragraph of Map.groupBy(quotes, ({ citation, paragraph }) => `${citation}.${paragraph}`).values()) {
    headings.push(...paragraph)
    // The section below a heading tells its language.
    if (paragraph.every(({ kind }) => kind === 'heading')) continue
    const before = parts.at(-1)?.language ?? analysis.language
    parts.push({ language: languageOf(paragraph, before), quotes: headings })
    headings = []
  }
  parts.at(-1)?.quotes.push(...headings)
  const total = wordsIn(quotes)
  const isRare = new Map(
    [...Map.groupBy(parts, ({ language }) => language)].map(([language, some]) => [
      language,
      some.reduce((sum, part) => sum + wordsIn(part.quotes), 0) < total * LANGUAGE_SHARE_MIN,
    ]),
  )
  const joined: LanguagePart[] = []
  for (const { language, quotes } of parts) {
    const last = joined.at(-1)
    if (last && (isRare.get(language) || last.language === language)) last.quotes.push(...quotes)
    else joined.push({ language: isRare.get(language) ? analysis.language : language, quotes: [...quotes] })
  }
  return joined
}

function languageOf(paragraph: Quote[], before: Language): Language {
  const text = paragraph.map((quote) => quote.text).join(' ')
  const isTelling = text.length >= TELLING_CHARS_MIN || detectScript(text) !== undefined
  return isTelling ? detectLanguage(text.slice(0, TELLING_CHARS_MAX), before) : before
}

/** The source as one source per language, the one that begins first in front. A source in one language is returned as it is. */
export function perLanguage(source: Source): Source[] {
  const groups = [...Map.groupBy(languageParts(source), ({ language }) => language)]
  const [only] = groups
  if (groups.length < 2 && (!only || only[0] === source.analysis.language)) return [source]
  return groups.map(([language, parts]) =>
    inLanguage(
      source,
      language,
      parts.flatMap(({ quotes }) => quotes),
    ),
  )
}

/** The quotes as a source of their own, with the words of that language. */
function inLanguage(source: Source, language: Language, quotes: Quote[]): Source {
  const analysis = language === source.analysis.language ? source.analysis : analyse(language)
  const own = quotes.map((quote) =>
    analysis === source.analysis ? { ...quote } : { ...quote, bag: bagOfWords(analysis.words(quote.text)) },
  )
  const idf = inverseFrequency(own.map(({ bag }) => bag))
  for (const quote of own) quote.norm = normOf(quote.bag, idf)
  return { ...source, quotes: own, analysis, idf }
}

const wordsIn = (quotes: Quote[]): number => quotes.reduce((sum, { length }) => sum + length, 0)

/** Divides items over parts of a text by their length. Each part gets at least one where there are enough. */
export function shares(wanted: number, parts: Pick<Source, 'quotes'>[]): number[] {
  const lengths = parts.map(({ quotes }) => wordsIn(quotes))
  const total = Math.max(1, wordsIn(parts.flatMap(({ quotes }) => quotes)))
  const counts = lengths.map((_, index): number => (index < wanted ? 1 : 0))
  for (let left = wanted - parts.length; left > 0; left--) {
    let most = 0
    const lack = (index: number) => ((lengths[index] ?? 0) / total) * wanted - (counts[index] ?? 0)
    for (const index of counts.keys()) if (lack(index) > lack(most)) most = index
    counts[most] = (counts[most] ?? 0) + 1
  }
  return counts
}

export const bagOf = (text: string, analysis: Analysis): Bag => bagOfWords(analysis.words(text))

function bagOfWords(words: Word[]): Bag {
  const bag: Bag = new Map()
  for (const { term, stop } of words) if (!stop) bag.set(term, (bag.get(term) ?? 0) + 1)
  return bag
}

/** The quote with its citation. */
export const cited = ({ text, citation }: Quote): string => (citation === 0 ? text : `${text} [${citation}]`)
