import { answersKind, cues, placeCues } from './answer-kind'
import { bagOf, type Quote, type Source } from './corpus'
import { contextOf, isCovered, type Likes, ownShare, wordLikeness } from './coverage'
import { definitionScore } from './definition'
import { discourseMarkers } from './discourse-markers'
import type { Question } from './question'
import { withoutReferences } from './sentences'
import { type Bag, byScore, likeness } from './textrank'

interface Match {
  quote: Quote
  score: number
}

/** Parameters of BM25 (Robertson & Zaragoza 2009): saturation of repeated terms, and weight of the length. */
const K1 = 1.2
const B = 0.6
const HEADING_WEIGHT = 0.4
/** Share of the question's terms that a passage must contain, so that one common word is not taken for an answer. */
const COVERAGE_MIN = 0.4
/** Sentences below this share of the best score are off topic. */
const SCORE_MIN = 0.35
const LIKENESS_MAX = 0.75
/** Weight of a term if the passage does not contain its whole phrase. */
const BROKEN_PHRASE = 0.5
const STRETCH_PARAGRAPHS = 12
const SUBJECT_CHARS = 30

/**
 * The best answering sentences of passages that hold at least this share of the question's terms, best first and without
 * repetition.
 */
function ranked(question: Question, source: Source, likes: Likes, coverageMin: number): Match[] {
  const covered = coverage(question, source, likes)
  const headings = headingBags(source)
  const average = source.quotes.reduce((sum, { bag }) => sum + bag.size, 0) / Math.max(1, source.quotes.length)
  const scores = source.quotes.map((quote, at) => {
    if (quote.kind === 'heading' || (covered.get(stretchOf(quote)) ?? 0) < coverageMin) return 0
    const around = { heading: headings.get(quote.heading), before: contextOf(at, source) }
    return overlap(question, quote, around, source, likes, average) * fitness(question, quote, source)
  })
  const order = byScore(scores)
  const best: Match[] = []
  for (const index of source.quotes.map((_, index) => index).sort(order)) {
    const [quote, score] = [source.quotes[index], scores[index] ?? 0]
    if (!quote || best.length >= CANDIDATES || score <= 0 || score < SCORE_MIN * (best[0]?.score ?? 0)) break
    if (best.some((other) => likeness(other.quote, quote, source.idf) > LIKENESS_MAX)) continue
    best.push({ quote, score })
  }
  return best
}

/** Sentences that share any word with the question, best first. */
export const sharing = (question: Question, source: Source): Quote[] =>
  ranked(question, source, wordLikeness(question, source), 0).map(({ quote }) => quote)

/** Quotes that answer the kind of question first. `isAnswer`: the first one does. */
export function answering(question: Question, source: Source, limit: number): { matches: Match[]; isAnswer: boolean } {
  const likes = wordLikeness(question, source)
  const found = ranked(question, source, likes, COVERAGE_MIN)
  const isNamed = question.names.every((name) => (likes.get(name) ?? []).length > 0)
  const fitting = found
    .filter(
      ({ quote, score }) =>
        score >= FITTING_MIN * (found[0]?.score ?? 0) &&
        isCovered(question, quote, source, likes) &&
        answersKind(question, quote, source, likes),
    )
    .map((match) => ({ match, worth: match.score * (0.5 + ownShare(question, match.quote, source, likes)) }))
    .sort((one, other) => Math.round((other.worth - one.worth) * 1e6))[0]?.match
  if (fitting === undefined || !isNamed) {
    const near = found.length > 0 ? found : ranked(question, source, likes, NEAR_COVERAGE_MIN)
    return { matches: near.slice(0, limit), isAnswer: false }
  }
  const chosen = [
    ...withAntecedent(fitting, source),
    ...followers(question, fitting, source),
    ...found.filter(({ score }) => score >= BESIDE_MIN * fitting.score),
  ]
  return { matches: [...new Map(chosen.map((match) => [match.quote, match])).values()].slice(0, limit), isAnswer: true }
}

/** The next sentences often say what to do and how it goes. */
const FOLLOWERS_MAX = 2

function followers({ wants }: Question, match: Match, { quotes }: Source): Match[] {
  if (wants !== 'any') return []
  const at = quotes.indexOf(match.quote)
  const next = quotes.slice(at + 1, at + 1 + FOLLOWERS_MAX)
  const end = next.findIndex(
    ({ paragraph, citation }) => paragraph !== match.quote.paragraph || citation !== match.quote.citation,
  )
  return next.slice(0, end === -1 ? undefined : end).map((quote) => ({ quote, score: match.score }))
}

/** A sentence that begins with `It` or `This` comes after the one that says what is meant. */
function withAntecedent(match: Match, { quotes, analysis }: Source): Match[] {
  const before = quotes[quotes.indexOf(match.quote) - 1]
  const isDangling = discourseMarkers[analysis.language].dangling.test(match.quote.text)
  const isBeside = before?.paragraph === match.quote.paragraph && before.citation === match.quote.citation
  return isDangling && isBeside ? [{ quote: before, score: match.score }, match] : [match]
}

const CANDIDATES = 12
/** A fitting sentence with less than this share of the best score is about something else. */
const FITTING_MIN = 0.4
/** Sentences beside the one that answers have this share of its score. */
const BESIDE_MIN = 0.6
/** A passage with less has next to nothing to do with the question. */
const NEAR_COVERAGE_MIN = 0.3
/** Terms of a heading count for each sentence of its section, with a lower weight. */
function headingBags({ quotes, analysis }: Source): Map<string, Bag> {
  return new Map([...new Set(quotes.map(({ heading }) => heading))].map((heading) => [heading, bagOf(heading, analysis)]))
}

function overlap(
  question: Question,
  quote: Quote,
  { heading, before }: { heading: Bag | undefined; before: Bag },
  { idf }: Source,
  likes: Likes,
  average: number,
): number {
  let score = 0
  let matched = 0
  const length = 1 - B + (B * quote.bag.size) / Math.max(1, average)
  for (const term of question.terms) {
    let frequency = 0
    for (const [like, weight] of likes.get(term) ?? []) {
      frequency += weight * ((quote.bag.get(like) ?? 0) || (heading?.has(like) || before.has(like) ? HEADING_WEIGHT : 0))
    }
    if (frequency === 0) continue
    matched += 1
    score += (idf(term) * frequency * (K1 + 1)) / (frequency + K1 * length)
  }
  // A sentence with all terms of the question ranks above one that repeats some of them.
  return score * (0.5 + matched / question.terms.length)
}

/** How well the form of a sentence fits the question, as a factor. */
function fitness({ wants, terms }: Question, quote: Quote, { analysis }: Source): number {
  const cue = discourseMarkers[analysis.language]
  const text = withoutReferences(quote.text)
  let factor = quote.bag.size < 3 ? 0.4 : 1
  if (quote.text.endsWith('?')) factor *= 0.4
  if (quote.text.endsWith(':')) factor *= 0.5
  if (cue.dangling.test(quote.text)) factor *= 0.8
  if (wants === 'reason' && cue.reason.test(quote.text)) factor *= 1.5
  if (wants === 'time' && /\d{3,4}|\b\d{1,2}(?:st|nd|rd|th)\b/u.test(text)) factor *= 1.6
  if (wants === 'amount' && /\d/u.test(text)) factor *= 1.5
  if (wants === 'place' && placeCues[analysis.language].test(text)) factor *= 1.3
  if (wants === 'price' && cues.currency.test(text)) factor *= 1.5
  if (wants === 'definition') {
    factor *= 1 + 0.25 * Math.max(0, definitionScore(terms, quote, analysis))
  }
  // The beginning of a sentence names its subject.
  const subject = analysis.words(quote.text.slice(0, SUBJECT_CHARS)).some(({ term }) => terms.includes(term))
  if (subject) factor *= 1.4
  // The passages are in the order of the search, best first.
  factor *= 1 - 0.02 * Math.min(10, Math.max(0, quote.citation - 1))
  return factor
}

/** The share of the question's terms that each passage (or section of a long text) contains. */
function coverage({ terms, phrases }: Question, { quotes }: Source, likes: Likes): Map<string, number> {
  const held = new Map<string, Set<string>>()
  for (const quote of quotes) {
    const stretch = stretchOf(quote)
    const own = held.get(stretch) ?? new Set()
    for (const term of terms) if (likes.get(term)?.some(([like]) => quote.bag.has(like))) own.add(term)
    held.set(stretch, own)
  }
  // A word of another passage may well belong to the same phrase.
  const isMissing = (term: string) => (likes.get(term) ?? []).length === 0
  const share = (own: Set<string>) => {
    const broken = new Set(phrases.filter((phrase) => phrase.some((term) => isMissing(term))).flat())
    return [...own].reduce((sum, term) => sum + (broken.has(term) ? BROKEN_PHRASE : 1), 0) / Math.max(1, terms.length)
  }
  return new Map([...held].map(([stretch, own]) => [stretch, share(own)]))
}

const stretchOf = ({ citation, paragraph }: Quote): string => `${citation}.${Math.floor(paragraph / STRETCH_PARAGRAPHS)}`
