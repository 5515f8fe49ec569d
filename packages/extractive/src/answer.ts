import { answersKind, cues, isSpecific, likelihood, placeCues } from './answer-evidence'
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

interface Answering {
  matches: Match[]
  /** `answer`: the first one answers. `closest`: it may. `nearest`: nothing says that it does. */
  state: 'answer' | 'closest' | 'nearest'
}

/** Quotes that answer the kind of question first. */
export function answering(question: Question, source: Source, limit: number): Answering {
  const { likes, found, byWords, open } = readByWords(question, source)
  const compared = open ? comparedQuotes(question, source) : []
  const byMeaning = nearestByMeaning(compared, question, source, likes)
  const likely = byLikelihood(compared, question, source, likes)
  const logit = likely[0]?.score ?? 0
  const isUnlikely = byMeaning !== undefined && logit < UNLIKELY_MAX
  const best = byMeaning === undefined ? byWords : answerByMeaning(byMeaning, { question, source, byWords, found })
  if (best === undefined || isUnlikely) {
    if (byMeaning !== undefined && logit >= LIKELY_MIN) return { matches: likely.slice(0, limit), state: 'closest' }
    const near = found.length > 0 ? found : ranked(question, source, likes, NEAR_COVERAGE_MIN)
    const all = unique([...(byMeaning?.matches ?? []), ...near])
    const matches = [...all.filter(({ quote }) => quote.kind !== 'row'), ...all.filter(({ quote }) => quote.kind === 'row')]
    const isClose = byMeaning !== undefined && !isUnlikely && isNear(byMeaning, CLOSEST_MIN) && hasNames(question, likes)
    return { matches: matches.slice(0, limit), state: isClose ? 'closest' : 'nearest' }
  }
  const chosen = [
    ...withAntecedent(best, source),
    ...followers(question, best, source),
    ...found.filter(({ score }) => score >= BESIDE_MIN * best.score),
  ]
  return { matches: unique(chosen).slice(0, limit), state: 'answer' }
}

/** Logits from which the likeliest sentence is shown as what may answer, and below which nothing is. */
const LIKELY_MIN = 0.3
const UNLIKELY_MAX = -1

interface ByWords {
  likes: Likes
  found: Match[]
  byWords: Match | undefined
  /** The words leave it open. */
  open: boolean
}

/** The last reading of each source, which is asked for again once the similarities are known. */
const readings = new WeakMap<Quote[], { question: string } & ByWords>()

function readByWords(question: Question, source: Source): ByWords {
  const known = readings.get(source.quotes)
  if (known?.question === question.text) return known
  const likes = wordLikeness(question, source)
  const found = ranked(question, source, likes, COVERAGE_MIN)
  const byWords = fittingByWords(question, source, likes, found)
  const reading = { question: question.text, likes, found, byWords, open: isOpen(question, source, likes, byWords) }
  readings.set(source.quotes, reading)
  return reading
}

const unique = (matches: Match[]): Match[] => [...new Map(matches.map((match) => [match.quote, match])).values()]

/** A text that lacks a name of the question is about another one. */
const hasNames = ({ names }: Question, likes: Likes): boolean => names.every((name) => (likes.get(name) ?? []).length > 0)

/** The best sentence that holds the words of the question and can be an answer to its kind. */
function fittingByWords(question: Question, source: Source, likes: Likes, found: Match[]): Match | undefined {
  if (!hasNames(question, likes)) return undefined
  return found
    .filter(
      ({ quote, score }) =>
        score >= FITTING_MIN * (found[0]?.score ?? 0) &&
        isCovered(question, quote, source, likes) &&
        answersKind(question, quote, source, likes),
    )
    .map((match) => ({ match, worth: match.score * (0.5 + ownShare(question, match.quote, source, likes)) }))
    .sort((one, other) => Math.round((other.worth - one.worth) * 1e6))[0]?.match
}

/** Whether the words leave open if the sentence answers: there is none, or no text holds a word of the question. */
const isOpen = (question: Question, source: Source, likes: Likes, byWords: Match | undefined): boolean =>
  byWords === undefined ||
  ownShare(question, byWords.quote, source, likes) < OWN_SHARE_MIN ||
  question.terms.some((term) => term !== question.attribute && (likes.get(term) ?? []).length === 0) ||
  question.language !== source.analysis.language

/** A sentence that holds less of the question itself may be about something else. */
const OWN_SHARE_MIN = 0.6
/** Sentences that are compared with the question: each takes some 20 ms. */
const COMPARED_MAX = 40
const COMPARED_CHARS_MAX = 400

/**
 * The sentences whose similarity to the question decides where words leave it open, those that share words with it first; none:
 * the words tell.
 */
export function undecided(question: Question, source: Source): string[] {
  if (question.terms.length === 0) return []
  const { likes, open } = readByWords(question, source)
  if (!open) return []
  const first = ranked(question, source, likes, 0).map(({ quote }) => source.quotes.indexOf(quote))
  const prose = source.quotes.keys().filter((at) => source.quotes[at]?.kind !== 'heading')
  const places = [...new Set([...first, ...prose.take(COMPARED_MAX + first.length)])].slice(0, COMPARED_MAX)
  return [...new Set(places.map((at) => comparable(at, source, question)))]
}

/**
 * A sentence as it is compared by meaning. One that begins with `It` stands below the heading, or the sentence, that says what is
 * meant; one whose heading names what the question does stands below it, too, unless that is the title of all.
 */
function comparable(at: number, { quotes, analysis }: Source, { terms }: Question): string {
  const { text = '', heading = '', bag, citation } = quotes[at] ?? {}
  const title = quotes.find((quote) => quote.citation === citation)?.text
  const isNamed =
    heading !== '' && heading !== title && analysis.words(heading).some(({ term }) => terms.includes(term) && !bag?.has(term))
  const isDangling = discourseMarkers[analysis.language].dangling.test(text)
  const about = isDangling ? heading || quotes[at - 1]?.text : isNamed ? heading : undefined
  return (about ? `${about}\n${text}` : text).slice(0, COMPARED_CHARS_MAX).toWellFormed()
}

interface Nearest {
  /** The nearest, and the next one. */
  matches: [Match, Match]
  similarity: number
  /** By so much it is nearer than the next one. */
  lead: number
  /** Whether it can be an answer to the kind of question. */
  isFitting: boolean
}

/**
 * The sentence that means most nearly what the question does, among those that can answer its kind where one of them is about as
 * near as any. undefined: they were not compared.
 */
function nearestByMeaning(quotes: ComparedQuote[], question: Question, source: Source, likes: Likes): Nearest | undefined {
  const compared = quotes.toSorted((one, other) => other.similarity - one.similarity)
  const [top] = compared
  if (top === undefined) return undefined
  const fitting = compared.filter(
    ({ quote, similarity }) => similarity >= top.similarity - BESIDE_SIMILARITY && answersKind(question, quote, source, likes),
  )
  const [first = top, second] = fitting.length > 0 && isSpecific(question) ? fitting : compared
  const lead = second ? first.similarity - second.similarity : BESIDE_SIMILARITY
  const next = second ?? compared.find((one) => one !== first) ?? first
  const matches: [Match, Match] = [
    { quote: first.quote, score: 1 },
    { quote: next.quote, score: 1 },
  ]
  return { matches, similarity: first.similarity, lead, isFitting: fitting.includes(first) }
}

interface ComparedQuote {
  quote: Quote
  similarity: number
}

/** The sentences that were compared; one that gives the reason for the one before is about as near as that. */
function comparedQuotes(question: Question, source: Source): ComparedQuote[] {
  if (question.terms.length === 0) return []
  const similarityOf = (at: number) => source.similarities?.get(comparable(at, source, question))
  return source.quotes.flatMap((quote, at) => {
    const own = quote.kind === 'heading' ? undefined : similarityOf(at)
    if (own === undefined) return []
    const before = givesReasonFor(at, source, question) ? similarityOf(at - 1) : undefined
    return [{ quote, similarity: Math.max(own, (before ?? own) - REASON_BEHIND) }]
  })
}

/** The same by the logit that each answers. */
const byLikelihood = (compared: ComparedQuote[], question: Question, source: Source, likes: Likes): Match[] =>
  compared
    .map(({ quote, similarity }) => ({ quote, score: likelihood(question, quote, similarity, source, likes) }))
    .sort((one, other) => other.score - one.score)

/** The reason often stands in the sentence after the one that the question is about, and shares a word with it. */
function givesReasonFor(at: number, { quotes, analysis }: Source, { wants }: Question): boolean {
  const [before, quote] = [quotes[at - 1], quotes[at]]
  if (wants !== 'reason' || !before || !quote || before.kind === 'heading') return false
  const isBeside = before.citation === quote.citation && before.paragraph === quote.paragraph
  return (
    isBeside &&
    discourseMarkers[analysis.language].reason.test(quote.text) &&
    [...quote.bag.keys()].some((term) => before.bag.has(term))
  )
}

/** It is less near than that sentence by so much. */
const REASON_BEHIND = 0.05
/** A sentence that is less near than another by more is no answer in its place. */
const BESIDE_SIMILARITY = 0.15

interface Least {
  similarity: number
  lead: number
}

/**
 * Similarities by which a sentence answers, as shares of the way from unrelated to the same, and its lead over the next one: of a
 * question whose kind few sentences can answer, and of others. A sentence about the subject that lacks the predicate (`When did
 * Thorburn die?`) can be an answer by its kind, too, and lies at up to 0.37.
 */
const ANSWER_MIN = { specific: { similarity: 0.38, lead: 0.08 }, other: { similarity: 0.33, lead: 0.08 } } satisfies Record<
  string,
  Least
>
/** Those by which it may answer. */
const CLOSEST_MIN: Least = { similarity: 0.25, lead: 0.08 }
/** The similarity of a sentence that answers by its words. */
const SUPPORT_SIMILARITY_MIN = 0.32

const isNear = ({ similarity, lead, isFitting }: Nearest, least: Least): boolean =>
  isFitting && similarity >= least.similarity && lead >= least.lead

interface Compared {
  question: Question
  source: Source
  byWords: Match | undefined
  found: Match[]
}

/** The sentence that answers by its meaning and its kind, or by its words and no meaning that speaks against it. */
function answerByMeaning(nearest: Nearest, { question, source, byWords, found }: Compared): Match | undefined {
  const [{ quote }] = nearest.matches
  const score = found.find((match) => match.quote === quote)?.score ?? found[0]?.score ?? 1
  if (isNear(nearest, isSpecific(question) ? ANSWER_MIN.specific : ANSWER_MIN.other)) return { quote, score }
  if (byWords === undefined) return undefined
  const supported = source.similarities?.get(comparable(source.quotes.indexOf(byWords.quote), source, question)) ?? 0
  return supported >= SUPPORT_SIMILARITY_MIN ? byWords : undefined
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
