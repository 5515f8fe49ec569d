import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../src/core/caller'
import type { Generation, GenerationPart, Llm } from '../../src/generation/llm'

export type Line = string | Error | (() => Promise<void>)

/**
 * A model that says its lines: a text is given, an error thrown, a function waited for. It stops when the signal aborts,
 * counts its runs and its ends, and says what it was asked.
 */
export function scriptedLlm(script: Line[] | ((generation: Generation) => Line[])) {
  const asked: Generation[] = []
  const runs = { begun: 0, ended: 0 }
  const llm: Llm = {
    async *generate(generation: Generation, { signal }: Caller): AsyncGenerator<GenerationPart> {
      asked.push(generation)
      runs.begun++
      try {
        let words = 0
        for (const line of typeof script === 'function' ? script(generation) : script) {
          if (signal.aborted) throw new AppError('cancelled', 'The caller cancelled.')
          if (line instanceof Error) throw line
          if (typeof line === 'string') yield { type: 'text', text: line }
          else await untilAborted(line(), signal)
          words++
        }
        yield { type: 'finish', reason: 'stop', model: 'scripted', usage: usageOf(generation, words) }
      } finally {
        runs.ended++
      }
    },
  }
  return { llm, asked, runs }
}

/** A prompt that is longer than the window, refused as the llm service refuses it. */
export const tooLong = () =>
  new AppError('validation_error', 'The text is longer than the window.', {
    fields: [{ field: 'messages', message: 'too long' }],
  })

const usageOf = ({ messages }: Generation, completion: number) => ({
  prompt_tokens: 10,
  completion_tokens: completion,
  total_tokens: 10 + completion,
  context: { window_tokens: 4_096, messages_used: messages.length, messages_left_out: 0 },
})

async function untilAborted(waiting: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: left, reject } = Promise.withResolvers<never>()
  const leave = () => reject(new AppError('cancelled', 'The caller cancelled.'))
  signal.addEventListener('abort', leave)
  try {
    if (signal.aborted) leave()
    await Promise.race([waiting, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
