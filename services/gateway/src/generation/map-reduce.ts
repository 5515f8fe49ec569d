import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import { addUsage, type Generation, generateText, type Llm, type Usage } from './llm'
import { estimateTokens, splitText } from './split-text'

/** Pieces that are processed at the same time, as many as a model on one machine serves in parallel. */
const PIECES_AT_ONCE = 2

/** A window that cannot hold this much beside the instructions is misconfigured. */
const PIECE_TOKENS_MIN = 64

/** True for the llm service's refusal of a prompt whose last message alone is longer than the model's window. */
export const isTooLong = (error: unknown): boolean =>
  error instanceof AppError &&
  error.code === 'validation_error' &&
  error.fields?.some(({ field }) => field === 'messages') === true

/**
 * Tries pieces of at most `tokens`, and halves the size while they are refused. The window need not be known here, because the
 * llm service refuses a piece that does not fit before any work.
 */
export async function untilItFits<Result>(tokens: number, attempt: (tokensMax: number) => Promise<Result>): Promise<Result> {
  for (let size = tokens; size >= PIECE_TOKENS_MIN; size = Math.ceil(size / 2)) {
    try {
      return await attempt(size)
    } catch (error) {
      if (!isTooLong(error)) throw error
    }
  }
  throw new AppError('upstream_error', "The model's window is too small to work through a text.")
}

/**
 * Runs over the items, a few at a time; the first failure cancels the others and is thrown. The first item goes alone,
 * since it may be refused.
 */
export async function inOrder<Item, Result>(
  items: Item[],
  run: (item: Item, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result[]> {
  const stop = new AbortController()
  const leave = () => stop.abort(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave)
  const results: Result[] = []
  const waiting = items.map((item, index) => ({ item, index })).reverse()
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) results[next.index] = await run(next.item, stop.signal)
  }
  try {
    const first = waiting.pop()
    if (first) results[0] = await run(first.item, stop.signal)
    await Promise.all(Array.from({ length: PIECES_AT_ONCE }, work))
    return results
  } finally {
    signal.removeEventListener('abort', leave)
    stop.abort()
  }
}

/** Notes are at most this part of their piece, so that every round makes the text shorter. */
const NOTES_SHARE = 3

interface Notes {
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
