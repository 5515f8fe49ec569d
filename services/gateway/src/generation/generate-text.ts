import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import type { Generation, GenerationPart, Llm } from './llm'

/** A model that never stops is stopped; far beyond any answer worth reading. */
export const ANSWER_CHARS_MAX = 12_000_000

type Finish = Extract<GenerationPart, { type: 'finish' }>

/** A whole answer, for callers that do not stream it. */
export async function generateText(
  llm: Llm,
  generation: Generation,
  caller: Caller,
): Promise<Omit<Finish, 'type' | 'partsLeftOut'> & { text: string; partsLeftOut: number }> {
  let text = ''
  let partsLeftOut = 0
  for await (const part of llm.generate(generation, caller)) {
    partsLeftOut ||= part.partsLeftOut ?? 0
    if (part.type === 'finish') return { text, reason: part.reason, model: part.model, usage: part.usage, partsLeftOut }
    text += part.text
    if (text.length > ANSWER_CHARS_MAX) throw endless()
  }
  throw unfinished()
}

export const endless = () => new AppError('upstream_error', 'The model did not stop answering; ask for less at a time.')

export const unfinished = () => new AppError('upstream_error', 'The model stopped without finishing its answer; try again.')
