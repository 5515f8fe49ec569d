import type { SseEvent } from '../core/sse/sse-frame'
import type { ModelPart, ToolCall } from '../generation/model-part'
import type { Completion } from './complete'

/** Fields that all chunks of one answer share. */
export interface Stamp {
  id: string
  created: number
  /** The requested model, until the end names the one that answered. */
  model: string
}

export const stampOf = (model: string): Stamp => ({
  id: `chatcmpl-${crypto.randomUUID().replaceAll('-', '')}`,
  created: Math.floor(Date.now() / 1_000),
  model,
})

/** An answer as OpenAI's API gives it whole. */
export const completionOf = ({ id, created }: Stamp, { text, reasoning, calls, finish }: Completion) => ({
  id,
  object: 'chat.completion',
  created,
  model: finish.model,
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: text === '' && calls.length > 0 ? null : text,
        refusal: null,
        ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
        ...(calls.length === 0 ? {} : { tool_calls: calls.map(toolCall) }),
      },
      logprobs: null,
      finish_reason: finish.reason,
    },
  ],
  usage: finish.usage,
})

/** An answer as the events of OpenAI's API. The first one comes with the model's first part: what fails before is an HTTP error. */
export async function* completionEvents(
  stamp: Stamp,
  includeUsage: boolean,
  parts: AsyncGenerator<ModelPart>,
): AsyncGenerator<SseEvent> {
  const chunk = (choices: object[], more: object = {}): SseEvent => ({
    data: JSON.stringify({
      id: stamp.id,
      object: 'chat.completion.chunk',
      created: stamp.created,
      model: stamp.model,
      choices,
      ...(includeUsage ? { usage: null } : {}),
      ...more,
    }),
  })
  const choice = (delta: object, reason: string | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: reason }])
  let begun = false
  for await (const part of parts) {
    if (part.type === 'finish') stamp.model = part.model
    if (!begun) yield choice({ role: 'assistant', content: '' })
    begun = true
    if (part.type === 'text') yield choice({ content: part.text })
    else if (part.type === 'reasoning') yield choice({ reasoning_content: part.text })
    else if (part.type === 'tool_calls')
      yield choice({ tool_calls: part.calls.map((call, index) => ({ index, ...toolCall(call) })) })
    else {
      yield choice({}, part.reason)
      if (includeUsage) yield chunk([], { usage: part.usage })
      yield { event: 'done', data: '' }
    }
  }
}

const toolCall = ({ id, name, argumentsJson }: ToolCall) => ({
  id,
  type: 'function',
  function: { name, arguments: argumentsJson },
})
