import { foldText } from '@collabry/runtime/fold-text'
import { answering, sharing } from './answer'
import { cited, type Quote, type Source } from './corpus'
import { discourseMarkers } from './discourse-markers'
import { distinct, headed, keyPhrases, type Phrase } from './key-phrases'
import { type Language, languages, lexicon } from './lexicon'
import { runs } from './noun-phrases'
import { type Phrasebook, phrasebook } from './phrasebook'
import { type Question, readQuestion } from './question'
import { pickSentences } from './summarize'
import { likeness } from './textrank'
import { analysisOf } from './words'

const STEPS_MAX = 5
const ANSWER_SENTENCES_MAX = 4
const OVERVIEW_WORDS = 160
const FOLLOW_UPS = 3
/** Quotes that are shown where none answers. */
const NEAREST_MAX = 3
const NEAREST_WORDS = 80
const PHRASES_MAX = 120
const TERM_CHARS_MAX = 60
const EXAMPLE_LIKENESS_MIN = 0.08

/** The parts of a study answer: quoted steps, an example if the source has one, follow-up questions and a tip. */
export function chat(message: string, source: Source): string[] {
  const small = courtesy(message)
  if (small) return [phrasebook[small.language][small.kind]]
  const question = readQuestion(message, source)
  const book = phrasebook[question.language]
  if (source.quotes.length === 0) return withoutSource(message, book)
  const { steps, state } = stepsFor(question, source)
  if (steps.length === 0) return [book.notFound, `\n\n**${book.tip}:** ${book.notFoundTip}`]
  const terms = termsAround(question, steps, source)
  const example = exampleFor(question, steps, source)
  const intro = question.terms.length === 0 ? book.overview : introductionOf(state, book)
  const [first] = terms
  return [
    `${intro}\n`,
    ...steps.map((quote, index) => `\n${index + 1}. ${cited(quote)}`),
    ...(example ? [`\n\n**${book.example}:** ${cited(example)}`] : []),
    ...followUps(
      terms.map(({ label }) => label),
      book,
    ),
    ...(first ? [`\n\n**${book.tip}:** ${tip(first.label, message, book)}`] : []),
  ]
}

/** A prompt without documents asks about none; the answer says that no model is available here. */
export function prompt(text: string, source: Source): string[] {
  const { language } = courtesy(text) ?? readQuestion(text, source)
  return [phrasebook[language].noModelPrompt]
}

/**
 * The best matching sentences with their citations; the main points if the question names no subject. `unanswered`: nothing was
 * found, or nothing but passages that are near.
 */
export function answer(text: string, source: Source): { parts: string[]; unanswered: boolean } {
  const question = readQuestion(text, source)
  const { quotes, state } = quotesFor(question, source, ANSWER_SENTENCES_MAX)
  const book = phrasebook[question.language]
  if (quotes.length === 0) return { parts: [book.notFound], unanswered: true }
  const nearest = () => [introductionOf(state, book), ...quotes.slice(0, NEAREST_MAX).map((quote) => ` ${cited(quote)}`)]
  if (state !== 'answer') return { parts: nearest(), unanswered: true }
  return { parts: quotes.map((quote, index) => (index === 0 ? cited(quote) : ` ${cited(quote)}`)), unanswered: false }
}

type State = ReturnType<typeof answering>['state']

const introductionOf = (state: State, book: Phrasebook): string =>
  ({ answer: book.steps, closest: book.closest, nearest: book.nearest })[state]

function quotesFor(question: Question, source: Source, limit: number): { quotes: Quote[]; state: State } {
  if (source.quotes.length === 0) return { quotes: [], state: 'nearest' }
  if (question.terms.length === 0) return { quotes: pickSentences(source, OVERVIEW_WORDS).slice(0, limit + 1), state: 'answer' }
  const { matches, state } = answering(question, source, limit)
  return { quotes: matches.length > 0 ? matches.map(({ quote }) => quote) : nearestBy(question, source), state }
}

/**
 * Sentences of the first passage that means something near to the question: those that share a word with it, else the most
 * informative.
 */
function nearestBy(question: Question, source: Source): Quote[] {
  const nearest = source.quotes.find(({ citation }) => source.near.has(citation))?.citation
  if (nearest === undefined) return []
  const passage = { ...source, quotes: source.quotes.filter(({ citation }) => citation === nearest) }
  const shared = sharing(question, passage)
  return (shared.length > 0 ? shared : pickSentences(passage, NEAREST_WORDS)).slice(0, NEAREST_MAX)
}

/** The best sentence and the next ones of its paragraph, then the other matches in the order of the source. */
function stepsFor(question: Question, source: Source): { steps: Quote[]; state: State } {
  const { quotes, state } = quotesFor(question, source, STEPS_MAX)
  const [best, ...others] = quotes
  if (!best) return { steps: [], state }
  if (state !== 'answer') return { steps: quotes.slice(0, NEAREST_MAX), state }
  const chosen = new Set(others)
  const followers =
    question.terms.length === 0 ? [] : followersOf(best, source, STEPS_MAX - 1 - Math.min(chosen.size, STEPS_MAX - 2))
  for (const follower of followers) chosen.delete(follower)
  const steps = [best, ...followers, ...source.quotes.filter((quote) => chosen.has(quote))]
  return { steps: steps.slice(0, STEPS_MAX), state }
}

function followersOf(best: Quote, { quotes, analysis }: Source, limit: number): Quote[] {
  const from = quotes.indexOf(best) + 1
  const end = quotes.findIndex(
    (quote, index) => index >= from && (quote.citation !== best.citation || quote.paragraph !== best.paragraph),
  )
  const example = discourseMarkers[analysis.language].example
  return quotes
    .slice(from, end === -1 ? undefined : end)
    .filter(({ text }) => !text.endsWith('?') && !example.test(text))
    .slice(0, limit)
}

/** Key phrases: first the subject of the question, then those of the quotes, then those of the rest. */
function termsAround(question: Question, steps: Quote[], source: Source): Phrase[] {
  const asked = new Set(question.terms)
  const shown = new Set(steps.map((quote) => source.quotes.indexOf(quote)))
  const weigh = ({ key, sentences }: Phrase) =>
    (key.split(' ').some((term) => asked.has(term)) ? 2 : 0) + (sentences.some((index) => shown.has(index)) ? 1 : 0)
  const phrases = distinct(keyPhrases(source.quotes, source.analysis, PHRASES_MAX)).map((phrase, place) => ({
    phrase,
    place,
    weight: weigh(phrase),
  }))
  return phrases.sort((one, other) => other.weight - one.weight || one.place - other.place).map(({ phrase }) => phrase)
}

/** A sentence with an example that is related to the quotes. */
function exampleFor(question: Question, steps: Quote[], { quotes, analysis, idf }: Source): Quote | undefined {
  const { example } = discourseMarkers[analysis.language]
  if (steps.some(({ text }) => example.test(text))) return undefined
  const near = (quote: Quote) =>
    steps.some(({ citation, paragraph }) => citation === quote.citation && paragraph === quote.paragraph) ||
    question.terms.some((term) => quote.bag.has(term)) ||
    steps.some((step) => likeness(step, quote, idf) > EXAMPLE_LIKENESS_MIN)
  return quotes.find((quote) => quote.kind !== 'heading' && example.test(quote.text) && !steps.includes(quote) && near(quote))
}

function followUps(labels: string[], book: Phrasebook): string[] {
  const [first, second, third] = labels.filter((label) => label.length <= TERM_CHARS_MAX)
  const questions = [
    first && second ? book.related(first, second) : undefined,
    second ? book.whatIs(second) : first ? book.whatIs(first) : undefined,
    second && third ? book.related(second, third) : undefined,
  ].flatMap((question) => question ?? [])
  return questions.length === 0
    ? []
    : [`\n\n**${book.goOn}**\n`, ...questions.slice(0, FOLLOW_UPS).map((question) => `\n- ${question}`)]
}

function withoutSource(message: string, book: Phrasebook): string[] {
  const terms = runs(message.slice(0, 4_000), analysisOf(message))
    .map(({ words, text }) => text.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0))
    .filter((label) => label.length > 1)
  const [first, second] = new Set(terms.map(headed))
  return [
    book.noModel,
    '\n',
    ...book.noModelSteps.map((step, index) => `\n${index + 1}. ${step}`),
    ...(first ? [`\n\n**${book.goOn}**\n`, `\n- ${book.whatIs(first)}`] : []),
    ...(first && second ? [`\n- ${book.related(first, second)}`] : []),
    ...(first ? [`\n\n**${book.tip}:** ${book.card(first)}`] : []),
  ]
}

/** Chooses a tip by the message, so that the same message gets the same tip. */
function tip(term: string, message: string, book: Phrasebook): string {
  const tips = [book.card, ...book.tips]
  return (tips[message.length % tips.length] ?? book.card)(term)
}

interface Courtesy {
  kind: 'greeting' | 'thanks'
  language: Language
}

const COURTESY_CHARS_MAX = 60

const known = new Map<string, Courtesy>(
  languages.flatMap((language) => [
    ...lexicon[language].greetings.map((words): [string, Courtesy] => [words, { kind: 'greeting', language }]),
    ...lexicon[language].thanks.map((words): [string, Courtesy] => [words, { kind: 'thanks', language }]),
  ]),
)

/** Recognises a message that is only a greeting or thanks. */
function courtesy(message: string): Courtesy | undefined {
  if (message.length > COURTESY_CHARS_MAX) return undefined
  const words = foldText(message, 'NFKC', (normal) => normal.toLowerCase())
    .replace(/[^\p{L}\s]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return known.get(words)
}
