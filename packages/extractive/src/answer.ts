import { bagOf, type Quote, type Source } from './corpus'
import { definitionScore } from './definition'
import { discourseMarkers } from './discourse-markers'
import type { Question } from './question'
import { withoutReferences } from './sentences'
import { type Bag, byScore, likeness } from './textrank'

export interface Match {
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

/** The best answering sentences, best first and without repetition; empty if the source does not cover the question. */
export function matches(question: Question, source: Source, limit: number): Match[] {
  const likes = wordLikeness(question, source)
  const covered = coverage(question, source, likes)
  const headings = headingBags(source)
  const average = source.quotes.reduce((sum, { bag }) => sum + bag.size, 0) / Math.max(1, source.quotes.length)
  const scores = source.quotes.map((quote) => {
    if (quote.kind === 'heading' || (covered.get(stretchOf(quote)) ?? 0) < COVERAGE_MIN) return 0
    return overlap(question, quote, headings.get(quote.heading), source, likes, average) * fitness(question, quote, source)
  })
  const order = byScore(scores)
  const best: Match[] = []
  for (const index of source.quotes.map((_, index) => index).sort(order)) {
    const [quote, score] = [source.quotes[index], scores[index] ?? 0]
    if (!quote || best.length >= limit || score <= 0 || score < SCORE_MIN * (best[0]?.score ?? 0)) break
    if (best.some((other) => likeness(other.quote, quote, source.idf) > LIKENESS_MAX)) continue
    best.push({ quote, score })
  }
  return best
}

/** Quotes that answer the kind of question first. `isAnswer`: the first one does. */
export function answering(question: Question, source: Source, limit: number): { matches: Match[]; isAnswer: boolean } {
  const found = matches(question, source, CANDIDATES)
  const likes = wordLikeness(question, source)
  const isNamed = question.names.every((name) => (likes.get(name) ?? []).length > 0)
  const fitting = found.find(
    ({ quote, score }) => score >= FITTING_MIN * (found[0]?.score ?? 0) && answersKind(question, quote, source, likes),
  )
  const order = fitting === undefined ? found : [fitting, ...found.filter((match) => match !== fitting)]
  return { matches: order.slice(0, limit), isAnswer: fitting !== undefined && isNamed }
}

const CANDIDATES = 8
/** A fitting sentence with less than this share of the best score is about something else. */
const FITTING_MIN = 0.5

/** Whether a sentence can be an answer to the kind of question: a reason to why, a number to how many. */
function answersKind(question: Question, quote: Quote, { analysis }: Source, likes: Likes): boolean {
  const text = withoutReferences(quote.text)
  const holds = (term: string) => (likes.get(term) ?? []).some(([like]) => quote.bag.has(like))
  switch (question.wants) {
    case 'reason':
      return discourseMarkers[analysis.language].reason.test(text)
    case 'time':
      return timeCue.test(text)
    case 'amount':
      return (
        (question.counted === undefined || holds(question.counted)) &&
        (/\d/.test(text.replace(years, '')) || numberWord.test(text))
      )
    case 'person':
      return namesPerson(question, text, analysis) || question.terms.every(holds)
    default:
      return true
  }
}

const years = /(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)/gu
const timeCue =
  /\d|(?<!\p{L})(?:centur(?:y|ies)|jahrhunderts?|siècles?|siglos?|secol[oi]|séculos?|yüzyıl|spring|summer|autumn|winter|morning|evening|night|frühlings?|frühjahr|sommers?|herbst|winters?|morgens|abends|nachts|when|after|before|until|once|wenn|sobald|nachdem|bevor|quand|lorsqu|après|avant|cuando|después|antes|quando|dopo|prima|depois|zaman|sonra|önce)(?!\p{L})/iu
const numberWord =
  /(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundreds?|thousands?|millions?|once|twice|half|eine[nmrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|millionen|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|cien(?:to)?|mil|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|cento|dois|duas|três|quatro|sete|oito|dez|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|yüz|bin)(?!\p{L})/iu

/** Two names in a row, or a name after `by`, that the question does not have itself. */
function namesPerson({ terms }: Question, text: string, analysis: Source['analysis']): boolean {
  const words = analysis.words(text)
  const isNew = (at: number) => {
    const word = words[at]
    return word !== undefined && /^\p{Lu}/u.test(word.text) && !word.stop && !terms.includes(word.term)
  }
  return words.some(({ text: word }, at) => (isNew(at) && isNew(at + 1)) || (by.test(word) && isNew(at + 1)))
}

const by = /^(?:by|under|von|vom|unter|durch|par|por|da|de)$/iu

/** Terms of a heading count for each sentence of its section, with a lower weight. */
function headingBags({ quotes, analysis }: Source): Map<string, Bag> {
  return new Map([...new Set(quotes.map(({ heading }) => heading))].map((heading) => [heading, bagOf(heading, analysis)]))
}

function overlap(
  question: Question,
  quote: Quote,
  heading: Bag | undefined,
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
      frequency += weight * ((quote.bag.get(like) ?? 0) || (heading?.has(like) ? HEADING_WEIGHT : 0))
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
  if (wants === 'time' && /\b\d{3,4}\b|\b\d{1,2}(?:st|nd|rd|th)\b/u.test(text)) factor *= 1.6
  if (wants === 'amount' && /\d/u.test(text)) factor *= 1.5
  if (wants === 'definition') {
    factor *= 1 + 0.25 * Math.max(0, definitionScore(terms, quote, analysis))
  }
  // The beginning of a sentence names its subject.
  const subject = analysis.words(quote.text.slice(0, SUBJECT_CHARS)).some(({ term }) => terms.includes(term))
  if (subject) factor *= 1.25
  // The passages are in the order of the search, best first.
  factor *= 1 - 0.02 * Math.min(10, Math.max(0, quote.citation - 1))
  return factor
}

type Likes = Map<string, [string, number][]>

/** The terms of the source that match a term of the question: itself, and with less weight those that differ only in the ending. */
function wordLikeness({ terms }: Question, { quotes }: Source): Likes {
  const vocabulary = new Set(quotes.flatMap(({ bag }) => [...bag.keys()]))
  return new Map(terms.map((term) => [term, [...vocabulary].flatMap((other) => like(term, other))]))
}

function like(term: string, other: string): [string, number][] {
  if (term === other) return [[other, 1]]
  const STEM_MIN = 5
  const shorter = Math.min(term.length, other.length)
  if (shorter < STEM_MIN || term.charCodeAt(0) !== other.charCodeAt(0)) return []
  let same = 0
  while (same < shorter && term.charCodeAt(same) === other.charCodeAt(same)) same += 1
  if (same === shorter) return [[other, 0.6]]
  return same >= STEM_MIN && same >= 0.75 * Math.max(term.length, other.length) ? [[other, 0.5]] : []
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
  const share = (own: Set<string>) => {
    const broken = new Set(phrases.filter((phrase) => phrase.some((term) => !own.has(term))).flat())
    return [...own].reduce((sum, term) => sum + (broken.has(term) ? BROKEN_PHRASE : 1), 0) / Math.max(1, terms.length)
  }
  return new Map([...held].map(([stretch, own]) => [stretch, share(own)]))
}

const stretchOf = ({ citation, paragraph }: Quote): string => `${citation}.${Math.floor(paragraph / STRETCH_PARAGRAPHS)}`
