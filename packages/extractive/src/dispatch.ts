import type { Brief } from './brief'
import { isData } from './brief'
import { answer, chat } from './chat'
import { concepts, relatedTo } from './concepts'
import { readSource, type Source } from './corpus'
import { flashcards } from './flashcards'
import { mindMap } from './mindmap'
import { quiz } from './quiz'
import { studyPlan } from './study-plan'
import { summarize } from './summarize'
import { title } from './title'
import { countWords } from './words'

/** What the worker is asked: everything it needs and nothing it does not. */
export interface Assignment {
  brief: Brief
  /** Words of free text after which it is cut; JSON is never cut. */
  wordsMax: number
  /** The schema as text: fields that may be left out are, when it does not name them. undefined: any field may be there. */
  fields: string | undefined
}

export interface Composition {
  /** Pieces of the answer in order; none is empty. */
  parts: string[]
  reason: 'stop' | 'length'
  wordsRead: number
  wordsWritten: number
}

/** The whole answer. Pure: the same assignment gives the same bytes. */
export function compose({ brief, wordsMax, fields }: Assignment): Composition {
  const source = readSource(brief)
  const wordsRead = [brief.question, brief.text, ...brief.passages.map(({ content }) => content)].reduce(
    (sum, text) => sum + countWords(text),
    0,
  )
  const json = isData(brief.task)
  const parts = (json ? [JSON.stringify(asJson(brief, source, fields))] : asText(brief, source)).filter((part) => part !== '')
  if (parts.length === 0) parts.push('…')
  const fitting = json ? parts : cut(parts, wordsMax)
  return {
    parts: fitting,
    reason: fitting.length < parts.length ? 'length' : 'stop',
    wordsRead,
    wordsWritten: countWords(fitting.join('')),
  }
}

function asText(brief: Brief, source: Source): string[] {
  if (brief.task === 'title') return [title(brief.question)]
  if (brief.task === 'summarize') return summarize(source, brief)
  return brief.task === 'answer' ? answer(brief.question, source) : chat(brief.question, source)
}

function asJson(brief: Brief, source: Source, fields: string | undefined): unknown {
  const has = (field: string) => fields === undefined || fields.includes(`"${field}"`)
  if (brief.task === 'mind_map') return mindMap(source, brief)
  if (brief.task === 'quiz') return { questions: quiz(source, brief.itemsMax) }
  if (brief.task === 'flashcards') return { cards: flashcards(source, brief.itemsMax) }
  if (brief.task === 'study_plan') return { plan: studyPlan(source, brief) }
  const found = concepts(source, brief.itemsMax)
  return {
    concepts: found.map((concept) => ({
      name: concept.name,
      definition: concept.definition,
      ...(has('example') && concept.example ? { example: concept.example } : {}),
      ...(has('related') ? { related: relatedTo(concept, found) } : {}),
    })),
  }
}

/** Whole pieces only, and always the first: half a quote would no longer be one. */
function cut(parts: string[], wordsMax: number): string[] {
  let left = wordsMax
  const end = parts.findIndex((part, index) => {
    left -= countWords(part)
    return left < 0 && index > 0
  })
  return end === -1 ? parts : parts.slice(0, end)
}
