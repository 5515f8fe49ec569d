import { concepts } from './concepts'
import type { Source } from './corpus'
import { phrasebook } from './phrasebook'
import { quiz } from './quiz'

export interface Flashcard {
  front: string
  /** A sentence of the source, or the phrase that a gap of it stands for. */
  back: string
  tags: string[]
}

const CARDS_USUAL = 10

/** A card a concept, with the sentence that tells what it is; when these are not enough, sentences with a gap. */
export function flashcards(source: Source, itemsMax: number): Flashcard[] {
  const wanted = itemsMax > 0 ? itemsMax : CARDS_USUAL
  const book = phrasebook[source.analysis.language]
  const terms = concepts(source, wanted).map(({ name, definition, defined, quote }) => ({
    front: defined ? book.whatIs(name) : book.matters(name),
    back: definition,
    tags: quote.heading ? [quote.heading] : [],
  }))
  const told = new Set(terms.map(({ back }) => back))
  const gaps = quiz(source, wanted)
    .filter(({ explanation }) => !told.has(explanation))
    .map(({ question, answer }) => ({ front: question, back: answer, tags: [] }))
  return [...terms, ...gaps].slice(0, wanted)
}
