import type { Brief } from './brief'
import { concepts, relatedTo } from './concepts'
import type { Quote, Source } from './corpus'
import { discourseMarkers } from './discourse-markers'
import { phrasebook } from './phrasebook'
import { rankSentences } from './sentence-ranking'
import { likeness } from './textrank'
import { countWords } from './words'

/** Words of each style if no length is given, and the maximum share of the text. */
const styleWords = { concise: 120, detailed: 350, bullet: 160, study_guide: 320 }
const SHARE_MAX = { concise: 0.4, detailed: 0.6, bullet: 0.4, study_guide: 0.9 }
const WORDS_MIN = 25
/** Penalty for similarity to a chosen sentence (MMR, Carbonell & Goldstein, SIGIR 1998). */
const REDUNDANCY = 0.7
/** Above this similarity two sentences say the same. */
const LIKENESS_MAX = 0.75

/** The parts of a summary: quoted sentences in the order of the text, never longer than the given length. */
export function summarize(source: Source, brief: Pick<Brief, 'style' | 'wordsMax'>): string[] {
  const total = source.quotes.reduce((sum, { length }) => sum + length, 0)
  const usual = Math.min(styleWords[brief.style], Math.max(WORDS_MIN, Math.round(total * SHARE_MAX[brief.style])))
  const wordsMax = brief.wordsMax > 0 ? brief.wordsMax : usual
  if (brief.style === 'study_guide') return studyGuide(source, wordsMax, pickSentences)
  const picked = pickSentences(source, wordsMax)
  if (brief.style === 'bullet') return picked.map(({ text }, index) => `${index === 0 ? '' : '\n'}- ${text}`)
  return brief.style === 'detailed' ? inParagraphs(picked) : picked.map(({ text }, index) => (index === 0 ? text : ` ${text}`))
}

/** The most informative sentences within the word limit, in the order of the source; at least one, cut if necessary. */
export function pickSentences(source: Source, wordsMax: number): Quote[] {
  const ranked = rankSentences(source)
  const open = new Map(ranked.map(({ quote, score }) => [quote, { score, words: quote.length, repeated: 0 }]))
  const picked = new Set<Quote>()
  let left = wordsMax
  while (open.size > 0 && left > 0) {
    let best: Quote | undefined
    let most = Number.NEGATIVE_INFINITY
    for (const [quote, { score, words, repeated }] of open) {
      const gain = Math.round(score * (1 - REDUNDANCY * repeated) * 1e6)
      if (words > left || repeated > LIKENESS_MAX) open.delete(quote)
      else if (gain > most) [best, most] = [quote, gain]
    }
    if (!best) break
    left -= open.get(best)?.words ?? 0
    open.delete(best)
    picked.add(best)
    for (const [quote, state] of open) state.repeated = Math.max(state.repeated, likeness(quote, best, source.idf))
  }
  const first = ranked[0]
  if (picked.size === 0 && first) return [{ ...first.quote, text: firstWords(first.quote.text, wordsMax) }]
  return source.quotes.filter((quote) => picked.has(quote))
}

/** Starts a paragraph at each new heading or, without headings, after a few sentences. */
function inParagraphs(picked: Quote[]): string[] {
  const SENTENCES_MAX = 4
  let inParagraph = 0
  return picked.map((quote, index) => {
    const before = picked[index - 1]
    if (!before) return quote.text
    inParagraph += 1
    const turns = quote.heading !== before.heading || inParagraph >= SENTENCES_MAX
    if (turns) inParagraph = 0
    return `${turns ? '\n\n' : ' '}${quote.text}`
  })
}

function firstWords(text: string, wordsMax: number): string {
  let count = 0
  for (const { segment, index, isWordLike } of new Intl.Segmenter('en', { granularity: 'word' }).segment(text)) {
    if (isWordLike) count += 1
    if (count >= wordsMax) return `${text.slice(0, index + segment.length)}…`
  }
  return text
}

/** Shares of the words; the rest of one part goes to the next. */
const POINTS_SHARE = 0.55
const TERMS_SHARE = 0.7
const TERMS_MAX = 6
const QUESTIONS_MAX = 4
type PickQuotes = (source: Source, wordsMax: number) => Quote[]

/** Main points, terms with their defining sentences, and review questions. A part without enough room is left out. */
function studyGuide(source: Source, wordsMax: number, pick: PickQuotes): string[] {
  const book = phrasebook[source.analysis.language]
  const found = concepts(source, TERMS_MAX)
  const terms = found.filter(({ defined }) => defined)
  const definitions = new Set(terms.map(({ quote }) => quote))
  // A sentence that refers to a definition makes no sense without it.
  const { dangling } = discourseMarkers[source.analysis.language]
  const others = { ...source, quotes: source.quotes.filter((quote) => !definitions.has(quote) && !dangling.test(quote.text)) }
  const points = pick(others, Math.max(1, Math.floor(wordsMax * POINTS_SHARE)))
  const questions = found.slice(0, QUESTIONS_MAX).flatMap((concept) => {
    if (concept.defined) return [book.whatIs(concept.name)]
    return relatedTo(concept, found)
      .slice(0, 1)
      .map((other) => book.related(concept.name, other))
  })

  const guide: string[] = []
  let left = wordsMax
  const section = (title: string, lines: string[], share: number) => {
    const heading = `## ${title}\n`
    const fitting = fit(lines, Math.floor(left * share) - countWords(heading))
    if (fitting.length === 0) return
    left -= countWords([heading, ...fitting].join('\n'))
    guide.push(`${guide.length === 0 ? '' : '\n\n'}${heading}`, ...fitting.map((line) => `\n${line}`))
  }
  section(
    book.keyPoints,
    points.map(({ text }) => `- ${text}`),
    terms.length > 0 ? POINTS_SHARE + 0.1 : TERMS_SHARE,
  )
  section(
    book.keyTerms,
    terms.map(({ name, definition }) => `- **${name}**: ${definition}`),
    TERMS_SHARE,
  )
  section(
    book.review,
    questions.map((question) => `- ${question}`),
    1,
  )
  // If the length leaves no room for headings, the result is the best sentence.
  return guide.length > 0 ? guide : pick(source, wordsMax).map(({ text }, index) => (index === 0 ? text : ` ${text}`))
}

function fit(lines: string[], wordsMax: number): string[] {
  let left = wordsMax
  return lines.filter((line) => {
    const words = countWords(line)
    if (words > left) return false
    left -= words
    return true
  })
}
