import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../src/core/caller'
import type { Droppable, Generation, GenerationPart, Llm } from '../../src/generation/llm'
import { isTooLong } from '../../src/generation/map-reduce'

export type Line = string | Error | (() => Promise<void>)

/**
 * A model that follows its lines: it sends a text, throws an error, waits for a function. It stops when the signal aborts, counts
 * its runs and their ends, and records its requests.
 */
export function scriptedLlm(script: Line[] | ((generation: Generation) => Line[])) {
  const asked: Generation[] = []
  const runs = { begun: 0, ended: 0 }
  const llm: Llm = {
    async *generate(given: Generation, { signal }: Caller): AsyncGenerator<GenerationPart> {
      const linesOf = (generation: Generation) => (typeof script === 'function' ? script(generation) : script)
      const { generation, reply: lines, ...found } = fitted(given, linesOf, ([first]) => isTooLong(first))
      let { note } = found
      asked.push(generation)
      runs.begun++
      try {
        let words = 0
        for (const line of lines) {
          if (signal.aborted) throw new AppError('cancelled', 'The caller cancelled.')
          if (line instanceof Error) throw line
          if (typeof line === 'string') {
            yield { type: 'text', text: line, ...note }
            note = {}
          } else await untilAborted(line(), signal)
          words++
        }
        yield { type: 'finish', reason: 'stop', model: 'scripted', usage: usageOf(generation, words), ...note }
      } finally {
        runs.ended++
      }
    },
  }
  return { llm, asked, runs }
}

interface Fittable {
  messages: { content: string }[]
  droppable?: Droppable
  brief: Generation['brief']
}

/** Asks with the generation, and with one droppable part less, the last one, as long as it is refused. */
export function fitted<Prompt extends Fittable, Reply>(
  given: Prompt,
  ask: (generation: Prompt) => Reply,
  isRefused: (reply: Reply) => boolean,
) {
  const { parts, min } = given.droppable ?? { parts: [], min: 0 }
  let [generation, kept, reply] = [given, parts.length, ask(given)]
  while (isRefused(reply) && kept > min) {
    generation = without(given, parts, --kept)
    reply = ask(generation)
  }
  return { generation, reply, note: kept < parts.length ? { partsLeftOut: parts.length - kept } : {} }
}

function without<Prompt extends Fittable>(generation: Prompt, parts: string[], kept: number): Prompt {
  const { messages, brief } = generation
  const cut = (content: string) => parts.slice(kept).reduce((text, part) => text.replace(part, () => ''), content)
  const passages = brief.passages?.length === parts.length ? brief.passages.slice(0, kept) : brief.passages
  return {
    ...generation,
    messages: messages.map((message) => ({ ...message, content: cut(message.content) })),
    brief: { ...brief, ...(passages && { passages }) },
  }
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
