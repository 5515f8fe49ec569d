import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import { generateText } from './generate-text'
import type { Generation, Llm, Usage } from './llm'
import { inOrder, untilItFits } from './map-reduce'
import { estimateTokens, splitText } from './split-text'
import { addUsage } from './usage'

/** Notes are at most this part of their piece, so that every round makes the text shorter. */
const NOTES_SHARE = 3

export interface Notes {
  text: string
  usage: Usage
}

/**
 * One round of working through a text that is longer than the model's window: notes on each piece of all of it, in order.
 */
export async function condense(
  llm: Llm,
  text: string,
  toGeneration: (piece: string, notesTokensMax: number) => Generation,
  caller: Caller,
): Promise<Notes> {
  return untilItFits(Math.ceil(estimateTokens(text) / 2), async (size) => {
    const notesTokensMax = Math.ceil(size / NOTES_SHARE)
    const pieces = splitText(text, size)
    const generations = pieces.map((piece) => toGeneration(piece, notesTokensMax))
    const run = (generation: Generation, signal: AbortSignal) => generateText(llm, generation, { ...caller, signal })
    const runs = await inOrder(generations, run, caller.signal)
    const usage = runs.map((run) => run.usage).reduce(addUsage)
    // A small model may return nothing for a piece: then the beginning of the piece replaces its notes, so that no part is lost.
    const notes = runs.map((run, index) => run.text.trim() || beginning(pieces[index] ?? '', notesTokensMax)).join('\n\n')
    if (notes.length >= text.length)
      throw new AppError('upstream_error', 'The model does not shorten the text; try another model.')
    return { text: notes, usage }
  })
}

const beginning = (piece: string, tokensMax: number): string => splitText(piece, tokensMax)[0]?.trim() ?? ''
