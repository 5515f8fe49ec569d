import { isRecord } from '@collabry/runtime/validation'
import type { GenerateRequest, ToolCall } from '../model'

/** A server that numbers the calls of each answer from 0, or sends no ids, gives the same id in every answer. */
const NUMBERED = /^(?:call_?)?\d{0,3}$/

/** The server's id of a tool call, or a random one where the server's would not be unique in a conversation. */
export function toolCallId(given: unknown, others: Iterable<Pick<ToolCall, 'id'>>): string {
  const isUnique = typeof given === 'string' && !NUMBERED.test(given) && ![...others].some(({ id }) => id === given)
  return isUnique ? given : `call_${crypto.randomUUID().replaceAll('-', '')}`
}

/**
 * The arguments of a call that a prompt holds. Ollama takes objects alone, and so do the templates of other servers: a text
 * that is none, because a model broke it, is kept as the value of one field.
 */
export function argumentsObject(argumentsJson: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(argumentsJson)
    if (isRecord(value)) return value
  } catch {
    // A text that is not JSON is kept below.
  }
  return { arguments: argumentsJson }
}

/** Sampling and stop words, which Ollama and OpenAI name alike. */
export const samplingFields = ({ sampling, stop }: Pick<GenerateRequest, 'sampling' | 'stop'>) => ({
  temperature: sampling.temperature,
  top_p: sampling.topP,
  seed: sampling.seed,
  presence_penalty: sampling.presencePenalty,
  frequency_penalty: sampling.frequencyPenalty,
  ...(stop.length > 0 && { stop }),
})
