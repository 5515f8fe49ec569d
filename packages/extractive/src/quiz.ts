import type { Difficulty } from './brief'
import type { Quote, Source } from './corpus'
import { DEFINED_SCORE, definitionScore, isDefinition, nameIn } from './definition'
import { discourseMarkers } from './discourse-markers'
import { distinct, headed, keyPhrases, type Phrase } from './key-phrases'
import { runs } from './noun-phrases'
import { phrasebook } from './phrasebook'

interface QuizQuestion {
  question: string
  /** The correct one is first. */
  options: string[]
  answer: string
  /** The sentence of the source. */
  explanation: string
}

export const QUESTIONS_USUAL = 5
const QUESTIONS_MAX = 100
/** Phrases examined per wanted question: some have no suitable sentence, and others are used as wrong options. */
const PHRASES_EACH = 4
const WRONG_MAX = 3
/** Sentences examined per phrase. */
const SENTENCES_MAX = 50
/** Words around the gap: fewer make no question, more are hard to read. */
const TERMS_MIN = 3
const CHARS_MAX = 320
/** The place in the text outweighs a difference in number or length, but not that of a name and a noun. */
const KIND_COST = 1_000
const MISPLACED_COST = 1_500
const GAP = '_____'

/**
 * Fill-in questions: a sentence without one of its key phrases. Wrong options are key phrases of the same kind that it does not
 * contain. Easy questions ask for the term that a sentence defines, and the other options are from elsewhere in the text. Medium
 * ones ask about statements. Hard ones ask about reasons, and the other options are from the same section.
 */
export function quiz(source: Source, itemsMax: number, difficulty: Difficulty = 'medium'): QuizQuestion[] {
  const wanted = Math.min(itemsMax > 0 ? itemsMax : QUESTIONS_USUAL, QUESTIONS_MAX)
  const phrases = phrasesFor(wanted, source)
  const questions: QuizQuestion[] = []
  for (const gap of gapsIn(phrases, source, difficulty, new Set())) {
    if (questions.length === wanted) break
    const wrong = wrongOptions(gap, { phrases, source, difficulty })
    if (wrong.length === 0) continue
    questions.push({
      question: gapped(gap, source),
      options: [gap.form, ...wrong],
      answer: gap.form,
      explanation: gap.quote.text,
    })
  }
  return questions
}

/** A sentence with a gap, and the phrase that fills it. */
interface Gap {
  phrase: Phrase
  quote: Quote
  form: string
}

/** Up to so many sentences with a gap: other ones than the given. */
export function cloze(source: Source, wanted: number, notThese: ReadonlySet<string>) {
  const used = new Set(source.quotes.filter(({ text }) => notThese.has(text)))
  const found: { question: string; answer: string; quote: Quote }[] = []
  for (const gap of gapsIn(phrasesFor(wanted, source), source, 'medium', used)) {
    if (found.length >= wanted) break
    if (!notThese.has(gap.quote.text)) found.push({ question: gapped(gap, source), answer: gap.form, quote: gap.quote })
  }
  return found
}

const phrasesFor = (wanted: number, { quotes, analysis }: Source): Phrase[] =>
  distinct(keyPhrases(quotes, analysis, Math.max(wanted * PHRASES_EACH, 20)))

const gapped = ({ quote, form }: Gap, source: Source): string =>
  phrasebook[source.analysis.language].fillIn(quote.text.replaceAll(form, GAP))

/**
 * One gap per phrase. Sentences that fit the level come first, then others. A short text has too few sentences: a second gap in a
 * used one, or a part of a longer phrase, is better than no question.
 */
function* gapsIn(phrases: Phrase[], source: Source, difficulty: Difficulty, used: Set<Quote>): Generator<Gap> {
  const asked = new Set<Phrase>()
  for (const strictness of ['level', 'near', 'whole', 'any'] as const) {
    for (const phrase of phrases) {
      const gap = asked.has(phrase) ? undefined : gapFor(phrase, source, difficulty, strictness, used)
      if (!gap) continue
      asked.add(phrase)
      used.add(gap.quote)
      yield gap
    }
  }
}

/** `level`: only sentences of the level; `near`: also those of the next one; `whole`: any where the gap is a whole noun phrase. */
type Strictness = 'level' | 'near' | 'whole' | 'any'

/** The sentence that is most informative about the phrase. */
function gapFor(phrase: Phrase, source: Source, difficulty: Difficulty, strictness: Strictness, used: Set<Quote>) {
  const { quotes, analysis } = source
  const terms = phrase.key.split(' ')
  let best: (Gap & { score: number }) | undefined
  for (const index of phrase.sentences.slice(0, SENTENCES_MAX)) {
    const quote = quotes[index]
    if (!quote || quote.kind === 'heading' || quote.text.length > CHARS_MAX) continue
    if (strictness !== 'any' && used.has(quote)) continue
    if (quote.bag.size < terms.length + TERMS_MIN || discourseMarkers[analysis.language].dangling.test(quote.text)) continue
    const form = nameIn(terms, quote.text, analysis)
    if (form === undefined || isCut(quote.text, form, source) || stillThere(terms, quote.text.replaceAll(form, GAP), analysis))
      continue
    const defines = definitionScore(terms, quote, analysis)
    const explains = discourseMarkers[analysis.language].reason.test(quote.text)
    const level = levelOf(quote, defines, explains, analysis)
    if (strictness === 'level' && level !== difficulty) continue
    if (strictness === 'near' && level === opposite[difficulty]) continue
    if (strictness !== 'any' && !isWhole(terms, quote.text, source)) continue
    const score = difficulty === 'easy' ? defines : difficulty === 'hard' ? (explains ? 2 : 0) - defines : -Math.abs(defines - 2)
    if (!best || score > best.score) best = { phrase, quote, form, score }
  }
  return best
}

const opposite: Partial<Record<Difficulty, Difficulty>> = { easy: 'hard', hard: 'easy' }

/** The level that a sentence fits; undefined: it defines another term, which would be the one to ask for. */
function levelOf({ text }: Quote, defines: number, explains: boolean, { language }: Source['analysis']): Difficulty | undefined {
  if (explains) return 'hard'
  if (defines >= DEFINED_SCORE) return 'easy'
  return isDefinition(text, language) ? undefined : 'medium'
}

/** A gap before the number of a king or the point of an ordinal (`Iwan III. schloss`), and after the first half of a name. */
const halfName = (before: string, after: string): boolean =>
  /^(?:\.\s*\p{Ll}|\s[IVX]+(?!\p{L}))/u.test(after) || /(?<!\p{L})\p{Lu}\p{L}{1,40} (?:of|de|du|von|van) $/u.test(before)

/** Whether the gap would be only a part of a word or of a name. */
function isCut(text: string, form: string, { analysis: { language } }: Source): boolean {
  const parts = text.split(form)
  // One Chinese character is a part of the word that it stands in.
  const isSpaced = (language !== 'zh' && language !== 'ja') || /^\p{Script=Han}$/u.test(form)
  const letter = isSpaced ? '[\\p{L}\\p{M}\\p{N}]' : '[a-zA-Z0-9]'
  const [begins, ends] = [new RegExp(`^${letter}`, 'u'), new RegExp(`${letter}$`, 'u')]
  return parts.slice(1).some((after, index) => {
    const before = parts[index] ?? ''
    return begins.test(after) || ends.test(before) || (/^\p{Lu}/u.test(form) && halfName(before, after))
  })
}

/** Whether the terms are all of a noun phrase: `key` is only a part of `primary key`. */
const isWhole = (terms: string[], text: string, { analysis }: Source): boolean =>
  runs(text, analysis).some(
    ({ words }) => words.length === terms.length && words.every(({ term }, index) => term === terms[index]),
  )

/** Whether the rest of the sentence contains the answer. */
const stillThere = (terms: string[], text: string, { words }: Source['analysis']): boolean =>
  words(text).some(({ term }) => terms.includes(term))

interface Material {
  phrases: Phrase[]
  source: Source
  difficulty: Difficulty
}

/** Phrases of the kind of the answer that are not in its sentence. */
function wrongOptions({ phrase: answer, form, quote }: Gap, { phrases, source, difficulty }: Material): string[] {
  const { analysis } = source
  const inSentence = new Set(analysis.words(quote.text).map(({ term }) => term))
  const terms = new Set(answer.key.split(' '))
  const kind = kindOf(answer, source)
  const sectioned = hasSections(source)
  // The capital of a first word would show the answer.
  const write = /^\p{Lu}/u.test(form) && quote.text.startsWith(form) ? headed : (label: string) => label
  const seen = new Set([form.toLowerCase()])
  return phrases
    .filter(({ key }) => key !== answer.key && !key.split(' ').some((term) => terms.has(term)))
    .filter(({ key }) => !key.split(' ').every((term) => inSentence.has(term)))
    .map((phrase, place) => {
      const isNear = phrase.sentences.some((index) => isBeside(source.quotes[index], quote, sectioned))
      const misplaced = difficulty === 'easy' ? isNear : difficulty === 'hard' && !isNear
      return { phrase, cost: unlike(kind, kindOf(phrase, source)) * KIND_COST + (misplaced ? MISPLACED_COST : 0) + place }
    })
    .sort((one, other) => one.cost - other.cost)
    .map(({ phrase }) => write(phrase.label))
    .filter((label) => !seen.has(label.toLowerCase()) && seen.add(label.toLowerCase()))
    .slice(0, WRONG_MAX)
}

/** Fewer headings, such as the title alone, do not divide a text in sections. */
const SECTIONS_MIN = 3

const hasSections = ({ quotes }: Source): boolean => new Set(quotes.map(({ heading }) => heading)).size >= SECTIONS_MIN

/** Whether two sentences are of one section, or of one paragraph where a text has no sections. */
const isBeside = (one: Quote | undefined, other: Quote, sectioned: boolean): boolean =>
  one !== undefined &&
  one.citation === other.citation &&
  (sectioned ? one.heading === other.heading : one.paragraph === other.paragraph)

interface Kind {
  isName: boolean
  isPlural: boolean
  isDefinite: boolean
  size: number
}

function kindOf({ label, key, sentences }: Phrase, { quotes, analysis: { language } }: Source): Kind {
  // A German noun has a capital, too, but an article somewhere.
  const hasArticle = () =>
    sentences.slice(0, SENTENCES_MAX).some((index) => {
      const before = quotes[index]?.text.split(label)[0] ?? ''
      return /(?<!\p{L})(?:d(?:er|ie|as|em|en|es)|(?:k?ein)(?:e[nmrs]?)?|zu[mr]|[ib]m|beim)\s+(?:\p{Ll}+\s+)?$/iu.test(before)
    })
  return {
    isName: /^\p{Lu}/u.test(label) && (language !== 'de' || !hasArticle()),
    isPlural: inS.has(language) && /[^s]s$/u.test(label),
    isDefinite: language === 'ar' && label.startsWith('ال'),
    size: key.split(' ').length,
  }
}

const inS: ReadonlySet<string> = new Set(['en', 'es', 'fr', 'pt'])

const unlike = (one: Kind, other: Kind): number =>
  (one.isName === other.isName ? 0 : 4) +
  (one.isPlural === other.isPlural ? 0 : 1) +
  (one.isDefinite === other.isDefinite ? 0 : 1) +
  Math.abs(one.size - other.size)
