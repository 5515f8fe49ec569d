import type { Difficulty } from './brief'
import { languageAround, type Quote, type Source } from './corpus'
import { definitionScore, nameIn } from './definition'
import { discourseMarkers } from './discourse-markers'
import { distinct, keyPhrases, type Phrase } from './key-phrases'
import { phrasebook } from './phrasebook'

interface QuizQuestion {
  question: string
  /** The correct one is first. */
  options: string[]
  answer: string
  /** The sentence of the source. */
  explanation: string
}

const QUESTIONS_USUAL = 5
const QUESTIONS_MAX = 100
/** Phrases examined per wanted question: some have no suitable sentence, and others are used as wrong options. */
const PHRASES_EACH = 4
const WRONG_MAX = 3
/** Sentences examined per phrase. */
const SENTENCES_MAX = 50
/** Words around the gap: fewer make no question, more are hard to read. */
const TERMS_MIN = 3
const CHARS_MAX = 320
const GAP = '_____'

/**
 * Fill-in questions: a sentence without one of its key phrases. Wrong options are key phrases that it does not contain. Easy ones
 * ask for the main phrases and are given options of another kind; hard ones ask for phrases that are mentioned in passing, in
 * sentences that give reasons, and are given options that resemble the answer.
 */
export function quiz(source: Source, itemsMax: number, difficulty: Difficulty = 'medium'): QuizQuestion[] {
  const wanted = Math.min(itemsMax > 0 ? itemsMax : QUESTIONS_USUAL, QUESTIONS_MAX)
  const found = distinct(keyPhrases(source.quotes, source.analysis, Math.max(wanted * PHRASES_EACH, 20)))
  const phrases = difficulty === 'hard' ? found.toReversed() : found
  const used = new Set<Quote>()
  const asked = new Set<Phrase>()
  const questions: QuizQuestion[] = []
  // A short text has too few sentences: a second gap in a used one is better than no question.
  for (const fresh of [true, false]) {
    for (const phrase of phrases) {
      if (questions.length === wanted) return questions
      const made = asked.has(phrase) ? undefined : questionOn(phrase, { phrases, source, difficulty }, fresh ? used : new Set())
      if (!made) continue
      asked.add(phrase)
      used.add(made.quote)
      questions.push(made.question)
    }
  }
  return questions
}

interface Material {
  phrases: Phrase[]
  source: Source
  difficulty: Difficulty
}

function questionOn(phrase: Phrase, { phrases, source, difficulty }: Material, used: Set<Quote>) {
  const found = gapFor(phrase, source, difficulty, used)
  if (!found) return undefined
  const { quote, form } = found
  const wrong = wrongOptions(phrase, form, quote, { phrases, source, difficulty })
  if (wrong.length === 0) return undefined
  const question: QuizQuestion = {
    question: phrasebook[languageAround(quote, source)].fillIn(quote.text.replaceAll(form, GAP)),
    options: [form, ...wrong],
    answer: form,
    explanation: quote.text,
  }
  return { question, quote }
}

/** The unused sentence that is most informative about the phrase. */
function gapFor({ key, sentences }: Phrase, { quotes, analysis }: Source, difficulty: Difficulty, used: Set<Quote>) {
  const terms = key.split(' ')
  let best: { quote: Quote; form: string; score: number } | undefined
  for (const index of sentences.slice(0, SENTENCES_MAX)) {
    const quote = quotes[index]
    if (!quote || used.has(quote) || quote.kind === 'heading' || quote.text.length > CHARS_MAX) continue
    if (quote.bag.size < terms.length + TERMS_MIN || discourseMarkers[analysis.language].dangling.test(quote.text)) continue
    const form = nameIn(terms, quote.text, analysis)
    if (form === undefined || stillThere(terms, quote.text.replaceAll(form, GAP), analysis)) continue
    const defines = definitionScore(terms, quote, analysis)
    const explains = discourseMarkers[analysis.language].reason.test(quote.text) ? 2 : 0
    const score = difficulty === 'hard' ? explains - defines : defines
    if (!best || score > best.score) best = { quote, form, score }
  }
  return best
}

/** Whether the rest of the sentence contains the answer. */
const stillThere = (terms: string[], text: string, { words }: Source['analysis']): boolean =>
  words(text).some(({ term }) => terms.includes(term))

/** Phrases that resemble the answer: with as many words, and with a capital if it has one. */
function wrongOptions(answer: Phrase, form: string, quote: Quote, { phrases, source, difficulty }: Material): string[] {
  const { analysis } = source
  const size = answer.key.split(' ').length
  const isName = /^\p{Lu}/u.test(answer.label)
  const unlike = ({ key, label }: Phrase) =>
    Math.abs(key.split(' ').length - size) * 2 + (/^\p{Lu}/u.test(label) === isName ? 0 : 1)
  const inSentence = new Set(analysis.words(quote.text).map(({ term }) => term))
  const terms = new Set(answer.key.split(' '))
  const seen = new Set([form.toLowerCase()])
  return phrases
    .filter(({ key }) => key !== answer.key && !key.split(' ').some((term) => terms.has(term)))
    .filter(({ key }) => !key.split(' ').every((term) => inSentence.has(term)))
    .map((phrase, place) => ({ phrase, cost: (difficulty === 'easy' ? -1 : 1) * unlike(phrase) * 100 + place }))
    .sort((one, other) => one.cost - other.cost)
    .map(({ phrase }) => phrase.label)
    .filter((label) => !seen.has(label.toLowerCase()) && seen.add(label.toLowerCase()))
    .slice(0, WRONG_MAX)
}
