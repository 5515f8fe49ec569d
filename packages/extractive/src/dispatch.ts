import { undecided } from './answer'
import { type Brief, isData } from './brief'
import { answer, chat, prompt } from './chat'
import { CONCEPTS_USUAL, concepts, relatedTo } from './concepts'
import { type Comparisons, perLanguage, type Quote, readCorpus, type Source, shares } from './corpus'
import { headed } from './key-phrases'
import { mindMap } from './mindmap'
import { runs } from './noun-phrases'
import { phrasebook } from './phrasebook'
import { readQuestion } from './question'
import { cloze, QUESTIONS_USUAL, quiz } from './quiz'
import { studyPlan } from './study-plan'
import { summarize } from './summarize'
import { analysisOf, countWords } from './words'

/** The input of a worker. */
export interface Assignment {
  brief: Brief
  /** Maximum words of free text; JSON is never cut. */
  wordsMax: number
  /** The JSON schema as text; optional fields that it does not name are left out. undefined: all fields are allowed. */
  fields: string | undefined
  /** How the undecided texts of an earlier composition meet the words of its question. */
  comparisons?: Comparisons
}

export interface Composition {
  /** Parts of the answer in order; none is empty. */
  parts: string[]
  reason: 'stop' | 'length'
  /** Nothing was found that answers the question. */
  unanswered: boolean
  /** Texts whose comparison with the question would decide what answers it; empty: the words tell. */
  undecided: string[]
  /** The words of the question, with which they are compared. */
  words: string[]
  wordsRead: number
  wordsWritten: number
}

/** Nothing of a text this long is kept, and its garbage is collected at once: left to itself, the heap of a thread grows by 80 MB. */
export const LONG_CHARS_MIN = 50_000

export const charsOf = ({ text, passages }: Brief): number =>
  passages.reduce((sum, { content }) => sum + content.length, text.length)

/** Composes answers, and keeps the texts of one that left something undecided: it is asked again with the comparisons. */
export function composer(): (assignment: Assignment) => Composition {
  let kept: { key: string; source: Source } | undefined
  return (assignment) => {
    const { comparisons, ...asked } = assignment
    const key = comparisons || isAsked(asked.brief) ? JSON.stringify(asked.brief) : ''
    const known = comparisons && kept?.key === key ? { ...kept.source, comparisons } : undefined
    // Before the next texts are read: both at once are twice the memory.
    kept = undefined
    const source = known ?? readCorpus(asked.brief, comparisons)
    const composition = composeFrom(source, assignment)
    if (composition.undecided.length > 0 && charsOf(asked.brief) < LONG_CHARS_MIN) kept = { key, source }
    return composition
  }
}

/** Composes the whole answer. It is a pure function: the same assignment gives the same bytes. */
export const compose = (assignment: Assignment): Composition =>
  composeFrom(readCorpus(assignment.brief, assignment.comparisons), assignment)

function composeFrom(source: Source, { brief, wordsMax, fields, comparisons }: Assignment): Composition {
  const wordsRead = [brief.question, brief.text, ...brief.passages.map(({ content }) => content)].reduce(
    (sum, text) => sum + countWords(text),
    0,
  )
  const json = isData(brief.task)
  const question = comparisons === undefined && isAsked(brief) ? readQuestion(brief.question, source) : undefined
  const answered = brief.task === 'answer' ? answer(brief.question, source) : undefined
  const written = answered?.parts ?? (json ? [JSON.stringify(asJson(brief, source, fields))] : asText(brief, source))
  const parts = written.filter((part) => part !== '')
  if (parts.length === 0) parts.push('…')
  const fitting = json ? parts : cut(parts, wordsMax)
  return {
    parts: fitting,
    reason: fitting.length < parts.length ? 'length' : 'stop',
    unanswered: answered?.unanswered ?? false,
    undecided: question ? undecided(question, source) : [],
    words: question ? question.words.map(({ text }) => text) : [],
    wordsRead,
    wordsWritten: countWords(fitting.join('')),
  }
}

const isAsked = ({ task }: Brief): boolean => task === 'answer' || task === 'chat'

function asText(brief: Brief, source: Source): string[] {
  if (brief.task === 'prompt') return prompt(brief.question, source)
  if (brief.task === 'title') return [title(brief.question)]
  if (brief.task === 'summarize') return summarize(source, brief)
  return chat(brief.question, source)
}

function asJson(brief: Brief, source: Source, fields: string | undefined): unknown {
  const has = (field: string) => fields === undefined || fields.includes(`"${field}"`)
  if (brief.task === 'mind_map') return mindMap(source, brief)
  if (brief.task === 'quiz')
    return { questions: shared(source, brief.itemsMax || QUESTIONS_USUAL, (part, count) => quiz(part, count, brief.difficulty)) }
  if (brief.task === 'flashcards') return { cards: shared(source, brief.itemsMax || CARDS_DEFAULT, flashcards) }
  if (brief.task === 'study_plan') return { plan: studyPlan(source, brief) }
  const described = (part: Source, count: number) => {
    const found = concepts(part, count)
    return found.map((concept) => ({
      name: concept.name,
      definition: concept.definition,
      ...(has('example') && concept.example ? { example: concept.example } : {}),
      ...(has('related') ? { related: relatedTo(concept, found) } : {}),
    }))
  }
  return { concepts: shared(source, brief.itemsMax || CONCEPTS_USUAL, described) }
}

/** The items of each language of a source by its length, made with the words of that language. */
function shared<Item>(source: Source, wanted: number, make: (part: Source, count: number) => Item[]): Item[] {
  const parts = perLanguage(source)
  const counts = shares(wanted, parts)
  return parts.flatMap((part, index) => {
    const count = counts[index] ?? 0
    return count === 0 ? [] : make(part, count)
  })
}

/** Keeps whole parts only, and at least the first, since a cut quote would be no quote. */
function cut(parts: string[], wordsMax: number): string[] {
  let left = wordsMax
  const end = parts.findIndex((part, index) => {
    left -= countWords(part)
    return left < 0 && index > 0
  })
  return end === -1 ? parts : parts.slice(0, end)
}

const READ_CHARS_MAX = 1_000
const TITLE_CHARS_MAX = 60
const PHRASES_MAX = 2

/** The title of a conversation that begins with this question: its longest phrases, in their order. */
export function title(question: string): string {
  const text = question.slice(0, READ_CHARS_MAX)
  const labels = runs(text, analysisOf(text)).map(({ words }) => text.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0))
  const distinct = [...new Map(labels.filter(({ length }) => length > 2).map((label) => [label.toLowerCase(), label])).values()]
  const longest = new Set(distinct.toSorted((one, other) => other.length - one.length).slice(0, PHRASES_MAX))
  const chosen = distinct.filter((label) => longest.has(label))
  const whole = chosen.join(', ')
  return headed(whole.length <= TITLE_CHARS_MAX ? whole : (chosen.find(({ length }) => length <= TITLE_CHARS_MAX) ?? ''))
}

interface Flashcard {
  front: string
  /** A sentence of the source, or the phrase that fills a gap. */
  back: string
  tags: string[]
}

const CARDS_DEFAULT = 10

/** One card per term that the text defines, with its defining sentence; the others are sentences with a gap, filled by the back. */
export function flashcards(source: Source, itemsMax: number): Flashcard[] {
  const wanted = itemsMax > 0 ? itemsMax : CARDS_DEFAULT
  const tagsOf = ({ heading }: Quote) => (heading ? [heading] : [])
  const terms = concepts(source, wanted)
    .filter(({ defined }) => defined)
    .map(({ name, definition, quote }) => ({
      front: phrasebook[source.analysis.language].whatIs(name),
      back: definition,
      tags: tagsOf(quote),
    }))
  const used = new Set(terms.map(({ back }) => back))
  const gaps = cloze(source, wanted - terms.length, used).map(({ question, answer, quote }) => ({
    front: question,
    back: answer,
    tags: tagsOf(quote),
  }))
  return [...terms, ...gaps]
}
