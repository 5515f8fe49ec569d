import { matches, type Question, readQuestion } from './answer'
import { exampleOf } from './concepts'
import { cues } from './cues'
import { detectLanguage, type Language } from './language'
import { type Phrasebook, phrasebook } from './phrasebook'
import { keyPhrases, type Phrase, runs } from './phrases'
import { courtesy } from './small-talk'
import { cited, type Quote, type Source } from './source'
import { pickSentences } from './summarize'
import { analysisOf } from './words'

const STEPS_MAX = 5
const ANSWER_SENTENCES_MAX = 4
const OVERVIEW_WORDS = 160
const FOLLOW_UPS = 3
const TERM_CHARS_MAX = 60

/** A study copilot's answer in pieces: quoted steps, an example where the source has one, follow-up questions, a tip. */
export function chat(message: string, source: Source): string[] {
  const small = courtesy(message)
  if (small) return [phrasebook[small.language][small.kind]]
  const question = readQuestion(message, source)
  const book = phrasebook[question.language]
  if (source.quotes.length === 0) return withoutSource(message, book)
  const steps = stepsFor(question, source)
  if (steps.length === 0) return [book.notFound, `\n\n**${book.tip}:** ${book.notFoundTip}`]
  const terms = termsAround(question, steps, source)
  const example = steps.length > 0 ? exampleFor(terms, steps, source) : undefined
  const intro = question.terms.length === 0 ? book.overview : book.steps
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

/** The best-matching sentences with their citations; without a subject in the question, the main points. */
export function answer(text: string, source: Source): string[] {
  const question = readQuestion(text, source)
  const quotes = quotesFor(question, source, ANSWER_SENTENCES_MAX)
  if (quotes.length === 0) return [phrasebook[question.language].notFound]
  return quotes.map((quote, index) => (index === 0 ? cited(quote) : ` ${cited(quote)}`))
}

function quotesFor(question: Question, source: Source, limit: number): Quote[] {
  if (source.quotes.length === 0) return []
  if (question.terms.length === 0) return pickSentences(source, OVERVIEW_WORDS).slice(0, limit + 1)
  return matches(question, source, limit).map(({ quote }) => quote)
}

/** The best sentence first, then the others as the source has them: an explanation follows its text. */
function stepsFor(question: Question, source: Source): Quote[] {
  const [best, ...others] = quotesFor(question, source, STEPS_MAX)
  if (!best) return []
  const chosen = new Set(others)
  return [best, ...source.quotes.filter((quote) => chosen.has(quote))]
}

/** Key phrases of what was quoted first, then of the rest: the subject of the question leads. */
function termsAround(question: Question, steps: Quote[], source: Source): Phrase[] {
  const asked = new Set(question.terms)
  const shown = new Set(steps)
  const weigh = ({ key, sentences }: Phrase) =>
    (key.split(' ').some((term) => asked.has(term)) ? 2 : 0) +
    (sentences.some((index) => shown.has(source.quotes[index] as Quote)) ? 1 : 0)
  const phrases = keyPhrases(source.quotes, source.analysis, 30).map((phrase, place) => ({
    phrase,
    place,
    weight: weigh(phrase),
  }))
  return phrases.sort((one, other) => other.weight - one.weight || one.place - other.place).map(({ phrase }) => phrase)
}

function exampleFor(terms: Phrase[], steps: Quote[], source: Source): Quote | undefined {
  const example = cues[source.analysis.language].example
  const shown = new Set(steps)
  if (steps.some(({ text }) => example.test(text))) return undefined
  return terms
    .slice(0, 5)
    .flatMap((term) => exampleOf(term, source, steps[0] as Quote) ?? [])
    .find((quote) => !shown.has(quote))
}

function followUps(labels: string[], book: Phrasebook): string[] {
  const [first, second, third] = labels.filter((label) => label.length <= TERM_CHARS_MAX)
  const questions = [
    first && second ? book.related(first, second) : undefined,
    second ? book.matters(second) : first ? book.matters(first) : undefined,
    third ? book.whatIs(third) : first && !second ? book.whatIs(first) : undefined,
  ].flatMap((question) => question ?? [])
  return questions.length === 0
    ? []
    : [`\n\n**${book.goOn}**\n`, ...questions.slice(0, FOLLOW_UPS).map((question) => `\n- ${question}`)]
}

function withoutSource(message: string, book: Phrasebook): string[] {
  const terms = runs(message.slice(0, 4_000), analysisOf(message))
    .map(({ words, text }) => text.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0))
    .filter((label) => label.length > 1)
  const distinct = [...new Set(terms)].slice(0, 3)
  const [first] = distinct
  return [
    book.noModel,
    '\n',
    ...book.noModelSteps.map((step, index) => `\n${index + 1}. ${step}`),
    ...followUps(distinct, book),
    ...(first ? [`\n\n**${book.tip}:** ${tip(first, message, book)}`] : []),
  ]
}

/** The same message gets the same tip, another one perhaps another. */
function tip(term: string, message: string, book: Phrasebook): string {
  const chosen = book.tips[message.length % book.tips.length]
  return chosen ? chosen(term) : ''
}

export const messageLanguage = (message: string): Language => detectLanguage(message)
