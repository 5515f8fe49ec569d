import { concepts } from './concepts'
import type { Source } from './corpus'
import { phrasebook } from './phrasebook'
import { quiz } from './quiz'

export interface Flashcard {
  front: string
  /** A sentence of the source, or the phrase that fills a gap. */
  back: string
  tags: string[]
}

const CARDS_DEFAULT = 10

/** One card per concept with its defining sentence; if these are too few, also sentences with a gap. */
export function flashcards(source: Source, itemsMax: number): Flashcard[] {
  const wanted = itemsMax > 0 ? itemsMax : CARDS_DEFAULT
  const book = phrasebook[source.analysis.language]
  const terms = concepts(source, wanted).map(({ name, definition, defined, quote }) => ({
    front: defined ? book.whatIs(name) : book.matters(name),
    back: definition,
    tags: quote.heading ? [quote.heading] : [],
  }))
  const used = new Set(terms.map(({ back }) => back))
  const gaps = quiz(source, wanted)
    .filter(({ explanation }) => !used.has(explanation))
    .map(({ question, answer }) => ({ front: question, back: answer, tags: [] }))
  return [...terms, ...gaps].slice(0, wanted)
}
