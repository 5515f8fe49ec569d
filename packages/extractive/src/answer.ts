import { answersKind, contradicts, cues, likelihood, type Meeting, missesKind, placeCues } from './answer-evidence'
import type { Quote, Source } from './corpus'
import { contextOf, headingBag, isCovered, type Likes, ownShare, placesBefore, wordLikeness } from './coverage'
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
  const average = source.quotes.reduce((sum, { bag }) => sum + bag.size, 0) / Math.max(1, source.quotes.length)
  const scores = source.quotes.map((quote, at) => {
    if (quote.kind === 'heading' || (covered.get(stretchOf(quote)) ?? 0) < coverageMin) return 0
    const around = { heading: headingBag(quote.heading, source), before: contextOf(at, source) }
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

/** The sentences that answer, or those that are nearest: by their odds where texts were compared, else by their words alone. */
export function answering(question: Question, source: Source, limit: number): Answering {
  const { likes, found, byWords } = readByWords(question, source)
  const likely = byLikelihood(question, source, likes)
  const [first] = likely
  // One that lacks what the kind of question asks for is never claimed.
  if (first !== undefined && first.score >= ANSWER_MIN && !missesKind(question, first.quote, source, likes)) {
    const beside = likely.filter(({ score }) => score >= first.score - BESIDE_LOGIT_MAX)
    return { matches: withBeside(first, beside, question, source).slice(0, limit), state: 'answer' }
  }
  if (first !== undefined && first.score >= CLOSEST_MIN) return { matches: likely.slice(0, limit), state: 'closest' }
  if (first === undefined && byWords !== undefined) {
    const beside = found.filter(({ score }) => score >= BESIDE_MIN * byWords.score)
    return { matches: withBeside(byWords, beside, question, source).slice(0, limit), state: 'answer' }
  }
  const near = found.length > 0 ? found : ranked(question, source, likes, NEAR_COVERAGE_MIN)
  const all = unique([...likely.slice(0, LIKELY_SHOWN), ...near])
  const matches = [...all.filter(({ quote }) => quote.kind !== 'row'), ...all.filter(({ quote }) => quote.kind === 'row')]
  return { matches: matches.slice(0, limit), state: 'nearest' }
}

const withBeside = (best: Match, beside: Match[], question: Question, source: Source): Match[] =>
  unique([...withAntecedent(best, source), ...followers(question, best, source), ...beside])

/** Logits from which the likeliest sentence answers, and from which it is shown as what may answer. */
const ANSWER_MIN = 1
const CLOSEST_MIN = -0.35
/** Sentences beside the one that answers are less likely by so much. */
const BESIDE_LOGIT_MAX = 1
/** The likeliest ones that are shown where none answers. */
const LIKELY_SHOWN = 2

interface ByWords {
  likes: Likes
  found: Match[]
  byWords: Match | undefined
  /** The words leave it open. */
  open: boolean
}

/** The last reading of each source, which is asked for again once the comparisons are known. */
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
 * The sentences whose comparison with the question decides, those that share words with it first; where words leave little open,
 * those alone.
 */
export function undecided(question: Question, source: Source): string[] {
  if (question.terms.length === 0) return []
  const { likes, open } = readByWords(question, source)
  const first = ranked(question, source, likes, 0).map(({ quote }) => source.quotes.indexOf(quote))
  const prose = source.quotes.keys().filter((at) => source.quotes[at]?.kind !== 'heading')
  const others = open ? [...prose.take(COMPARED_MAX + first.length)] : []
  const places = [...new Set([...first, ...others])].slice(0, COMPARED_MAX)
  return [...new Set(places.map((at) => comparable(at, source, question)))]
}

/**
 * A sentence as it is compared by meaning. One that begins with `It` stands below the heading, or the sentence, that says what is
 * meant; one whose heading names what the question does stands below it, too, unless that is the title of all.
 */
function comparable(at: number, source: Source, { terms }: Question): string {
  const { quotes, analysis } = source
  const { text = '', heading = '', bag, citation } = quotes[at] ?? {}
  const title = quotes.find((quote) => quote.citation === citation)?.text
  const isNamed =
    heading !== '' &&
    heading !== title &&
    [...headingBag(heading, source).keys()].some((term) => terms.includes(term) && !bag?.has(term))
  const isDangling = discourseMarkers[analysis.language].dangling.test(text)
  const about = isDangling ? heading || quotes[at - 1]?.text : isNamed ? heading : undefined
  return (about ? `${about}\n${text}` : text).slice(0, COMPARED_CHARS_MAX).toWellFormed()
}

/** The sentences that were compared, by the logit that each answers. */
function byLikelihood(question: Question, source: Source, likes: Likes): Match[] {
  if (question.terms.length === 0 || source.comparisons === undefined) return []
  const met = source.quotes.map((_, at) => source.comparisons?.get(comparable(at, source, question)))
  return source.quotes
    .flatMap((quote, at) => {
      const own = quote.kind === 'heading' ? undefined : met[at]
      if (own === undefined || contradicts(question, quote, source)) return []
      const before = placesBefore(at, source).flatMap((place) => (met[place] ? [met[place]] : []))
      return [{ quote, score: likelihood(question, quote, meetingOf(question, own, before), source, likes) }]
    })
    .sort((one, other) => other.score - one.score)
}

/** A word that only the sentences before meet counts by so much less. */
const BEFORE_BEHIND = 0.03

/** How the words of the question are met by a sentence, together with those before it that tell what it is about. */
function meetingOf({ words, terms }: Question, own: number[], before: number[][]): Meeting {
  const [content, others]: [number[], number[]] = [[], []]
  for (const [at, { term }] of words.entries()) {
    const share = own[at] ?? 1
    if (!terms.includes(term)) others.push(share)
    else content.push(Math.max(share, ...before.map((met) => (met[at] ?? 0) - BEFORE_BEHIND)))
  }
  return { least: Math.min(...content), asked: average(others.length > 0 ? others : content) }
}

const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

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
function overlap(
  question: Question,
  quote: Quote,
  { heading, before }: { heading: Bag; before: Bag },
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
      frequency += weight * ((quote.bag.get(like) ?? 0) || (heading.has(like) || before.has(like) ? HEADING_WEIGHT : 0))
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
