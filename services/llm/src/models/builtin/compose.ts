import type { Brief } from '../model'
import { answer, chat } from './chat'
import { concepts } from './concepts'
import { mindMap } from './mindmap'
import { readSource, type Source } from './source'
import { summarize } from './summarize'
import { countWords } from './words'

/** What the worker is asked: everything it needs and nothing it does not. */
export interface Assignment {
  brief: Brief
  /** Words of free text after which it is cut; JSON is never cut. */
  wordsMax: number
  /** Whether a concept may carry an `example`: a schema may know none. */
  examples: boolean
}

export interface Composition {
  /** Pieces of the answer in order; none is empty. */
  parts: string[]
  reason: 'stop' | 'length'
  wordsRead: number
  wordsWritten: number
}

/** The whole answer. Pure: the same assignment gives the same bytes. */
export function compose({ brief, wordsMax, examples }: Assignment): Composition {
  const source = readSource(brief)
  const wordsRead = [brief.question, brief.text, ...brief.passages.map(({ content }) => content)].reduce(
    (sum, text) => sum + countWords(text),
    0,
  )
  const json = brief.task === 'mind_map' || brief.task === 'concepts'
  const parts = (json ? [JSON.stringify(asJson(brief, source, examples))] : asText(brief, source)).filter((part) => part !== '')
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
  if (brief.task === 'summarize') return summarize(source, brief)
  return brief.task === 'answer' ? answer(brief.question, source) : chat(brief.question, source)
}

function asJson(brief: Brief, source: Source, examples: boolean): unknown {
  if (brief.task === 'mind_map') return mindMap(source, brief)
  return {
    concepts: concepts(source, brief.itemsMax).map(({ name, definition, example }) =>
      examples && example ? { name, definition, example } : { name, definition },
    ),
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
