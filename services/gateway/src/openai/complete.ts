import type { Caller } from '../core/caller'
import { ANSWER_CHARS_MAX, endless, type ModelPart, type ToolCall, type Usage, unfinished } from '../generation/llm'
import { tokensOfLength } from '../generation/split-text'
import type { Models, Prompt } from './models'

export type Complete = (prompt: Prompt, caller: Caller) => AsyncGenerator<ModelPart>

export interface Completion {
  text: string
  reasoning: string
  calls: ToolCall[]
  finish: Extract<ModelPart, { type: 'finish' }>
}

/** The model's own answer to a prompt, part by part. Nothing is added to it; an endless answer is ended. */
export const createComplete = (models: Pick<Models, 'complete'>): Complete =>
  async function* complete(prompt, caller) {
    const stops = stopAt(prompt.stop)
    let characters = 0
    for await (const part of models.complete(prompt, caller)) {
      if (part.type === 'reasoning' || part.type === 'text') characters += part.text.length
      if (characters > ANSWER_CHARS_MAX) throw endless()
      const text = part.type === 'text' ? stops.push(part.text) : part.type === 'reasoning' ? '' : stops.flush()
      if (text) yield { type: 'text', text }
      if (part.type === 'tool_calls' && !prompt.parallelToolCalls) yield { ...part, calls: part.calls.slice(0, 1) }
      else if (part.type !== 'text') yield part
      if (stops.met()) return yield estimatedFinish(prompt, characters)
      if (part.type === 'finish') return
    }
    throw unfinished()
  }

/** Usage of an answer that we ended: the model's own counts never arrive. */
function estimatedFinish({ model, messages }: Prompt, characters: number): Extract<ModelPart, { type: 'finish' }> {
  const promptTokens = tokensOfLength(messages.reduce((sum, { content }) => sum + content.length, 0))
  const completionTokens = tokensOfLength(characters)
  const usage: Usage = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    context: { window_tokens: null, messages_used: messages.length, messages_left_out: 0 },
  }
  return { type: 'finish', reason: 'stop', model, usage }
}

/** The whole of an answer. */
export async function collectCompletion(parts: AsyncGenerator<ModelPart>): Promise<Completion> {
  let text = ''
  let reasoning = ''
  let calls: ToolCall[] = []
  for await (const part of parts) {
    if (part.type === 'text') text += part.text
    else if (part.type === 'reasoning') reasoning += part.text
    else if (part.type === 'tool_calls') calls = part.calls
    else return { text, reasoning, calls, finish: part }
  }
  throw unfinished()
}

/** Searches an answer for stop words; text that may be the beginning of one is held back. */
interface StopFilter {
  /** May be empty. */
  push(text: string): string
  flush(): string
  /** Whether a stop word was found; text after it is ignored. */
  met(): boolean
}

/** Lets a text through up to the first of these words, without it, wherever the text is split. */
function stopAt(words: string[]): StopFilter {
  let held = ''
  let met = false
  return {
    push(text) {
      if (met) return ''
      held += text
      const places = words.map((word) => held.indexOf(word)).filter((place) => place >= 0)
      met = places.length > 0
      const end = met ? Math.min(...places) : held.length - longestBeginning(held, words)
      const out = held.slice(0, end)
      held = met ? '' : held.slice(end)
      return out
    },
    flush() {
      const rest = held
      held = ''
      return rest
    },
    met: () => met,
  }
}

/** Number of characters at the end of a text that may be the beginning of a stop word. */
function longestBeginning(text: string, words: string[]): number {
  let longest = 0
  for (const word of words) {
    for (let length = Math.min(word.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(word.slice(0, length))) longest = length
    }
  }
  return longest
}
