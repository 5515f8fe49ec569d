import type { Caller } from '../study/caller'
import { ANSWER_CHARS_MAX, endless, unfinished } from '../study/collect'
import type { ModelPart, ToolCall } from '../study/tools/model-part'
import type { Models, Prompt } from './models'

export type Complete = (prompt: Prompt, caller: Caller) => AsyncGenerator<ModelPart>

export interface Completion {
  text: string
  reasoning: string
  calls: ToolCall[]
  finish: Extract<ModelPart, { type: 'finish' }>
}

/** The model's own answer to a prompt, part by part: nothing is added to it and nothing taken away, but one without an end is ended. */
export const createComplete = (models: Pick<Models, 'complete'>): Complete =>
  async function* complete(prompt, caller) {
    let characters = 0
    for await (const part of models.complete(prompt, caller)) {
      if (part.type === 'text' || part.type === 'reasoning') characters += part.text.length
      if (characters > ANSWER_CHARS_MAX) throw endless()
      yield part
      if (part.type === 'finish') return
    }
    throw unfinished()
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
