import { foldText } from '@collabry/runtime/fold-text'
import { isRecord } from '@collabry/runtime/validation'
import type { Evidence, EvidenceFinder } from '../source-material/evidence'
import { itemKey } from '../structured-output/item-key'
import { lineOf, linesOf } from '../structured-output/json-answer'

export interface ReadQuestion {
  question: string
  options: string[]
  answer: string
  explanation: string
  /** Where the material says it. */
  place: Evidence
}

const OPTIONS_WANTED = 4
const OPTIONS_MIN = 2
const QUESTION_CHARS_MAX = 1_000
const ANSWER_CHARS_MAX = 400
/** Longest option that the schema allows. */
const OPTION_CHARS_MAX = 160
/** Share of the answer's words that one place of the material must hold. */
const SUPPORT_MIN = 0.6

export function questionsSchema(count: number, includeOptions: boolean): Record<string, unknown> {
  const text = { type: 'string', maxLength: ANSWER_CHARS_MAX }
  const options = {
    type: 'array',
    items: { type: 'string', maxLength: OPTION_CHARS_MAX },
    minItems: OPTIONS_WANTED,
    maxItems: OPTIONS_WANTED,
  }
  const properties = {
    question: text,
    ...(includeOptions ? { options } : {}),
    answer: { type: 'string', maxLength: OPTION_CHARS_MAX },
    explanation: text,
  }
  const question = { type: 'object', properties, required: Object.keys(properties) }
  return {
    type: 'object',
    properties: { questions: { type: 'array', items: question, minItems: count, maxItems: count } },
    required: ['questions'],
  }
}

export const keyOf = ({ question }: ReadQuestion): string => itemKey(question)

/** A question that can be put to a student, or what is wrong with it. */
export function readQuestion(entry: unknown, includeOptions: boolean, evidence: EvidenceFinder): ReadQuestion | string {
  if (!isRecord(entry)) return 'Every question must be an object.'
  const question = lineOf(entry.question)
  if (question === '' || question.length > QUESTION_CHARS_MAX) return 'Every question needs a "question", a sentence.'
  const given = lineOf(entry.answer)
  const { options, answer } = includeOptions ? readOptions(linesOf(entry.options), given) : { options: [], answer: given }
  if (answer === undefined) return `The answer of "${question}" must be one of its options, which must all be different.`
  if (answer === '' || answer.length > ANSWER_CHARS_MAX) return `The answer of "${question}" must be one to ten words.`
  const explanation = lineOf(entry.explanation)
  const place = evidence.find(answer, `${question} ${explanation}`)
  if (!place || place.share < SUPPORT_MIN || !evidence.holdsNumbers(answer, place)) {
    return `The answer "${answer}" does not stand in the material.`
  }
  return { question, options, answer, explanation: explanation || wordsOf(place), place }
}

/** Distinct options in an order that does not reveal the answer, and the answer; undefined: they have no answer, or are too few. */
function readOptions(given: string[], answer: string): { options: string[]; answer: string | undefined } {
  const lettered = given.every((option) => LETTER.test(option))
  const bare = lettered ? given.map((option) => option.replace(LETTER, '')) : given
  const right = rightOf(bare, lettered ? answer.replace(LETTER, '') : answer)
  if (right === undefined || CATCH_ALL.test(right)) return { options: [], answer: undefined }
  const seen = new Set([plain(right)])
  const wrong = bare.filter((option) => !CATCH_ALL.test(option) && !seen.has(plain(option)) && seen.add(plain(option)))
  const options = [right, ...wrong.slice(0, OPTIONS_WANTED - 1)]
  if (options.length < OPTIONS_MIN) return { options: [], answer: undefined }
  return { options: options.toSorted((one, other) => orderOf(one, right) - orderOf(other, right)), answer: right }
}

const LETTER = /^\(?[A-Fa-f1-6][.):]\s+/
const CATCH_ALL =
  /\b(?:all|none|both|any) of (?:the|these|those)(?: above| options| answers)?\b|\b(?:alle|keine) der (?:genannten|oben)/i

/** The option that an answer means: the same words, or its letter. */
function rightOf(options: string[], answer: string): string | undefined {
  const same =
    options.find((option) => plain(option) === plain(answer)) ?? options.find((option) => itemKey(option) === itemKey(answer))
  if (same !== undefined || !/^\(?[A-Fa-f][.):]?$/.test(answer)) return same
  return options['abcdef'.indexOf(answer.replace(/\W/g, '').toLowerCase())]
}

/** The same question always has the same order, and the right option is at each place equally often. */
const orderOf = (option: string, right: string) => Number(Bun.hash.wyhash(`${right}\n${option}`) % 1_000_003n)

/** Marks count: `C` and `C++` are two options. */
const plain = (text: string): string =>
  foldText(text, 'NFKC', (normal) => normal.toLowerCase().replace(/(?<![\s.!])[\s.!]+$/, ''))

const wordsOf = ({ extract, start, end }: Evidence): string => extract.content.slice(start, end).replace(/\s+/g, ' ').trim()
