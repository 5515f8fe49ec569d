import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { json as jsonContent, operation } from '../core/openapi/operation'
import type { Answers, StreamFormat } from '../core/responses'
import { jsonWire, type SseEvent } from '../core/sse/sse'
import type { ModelPart, ToolCall } from '../generation/llm'
import { type Complete, type Completion, collectCompletion } from './complete'
import { CompletionBody } from './completion-body'
import { Completion as CompletionAnswer, completionEvents as documentedEvents, openAiExamples } from './schemas'
import { toPrompt } from './to-prompt'

interface CompletionRoutes {
  complete: Complete
  answers: Answers
  json: JsonBody
}

const format: StreamFormat = { wire: jsonWire(), errorData: JSON.stringify }

export const completionRoutes = ({ complete, answers, json }: CompletionRoutes) =>
  new Elysia().post(
    '/v1/chat/completions',
    async ({ request, body }) => {
      const prompt = toPrompt(body)
      const stamp = stampOf(prompt.model)
      if (!body.stream) {
        const completion = await answers.waited(request, (caller) => collectCompletion(complete(prompt, caller)))
        return completionOf(stamp, completion)
      }
      const includeUsage = body.stream_options?.include_usage === true
      return answers.relay(request, (caller) => completionEvents(stamp, includeUsage, complete(prompt, caller)), format)
    },
    {
      parse: json(CompletionBody),
      body: CompletionBody,
      detail: operation({
        id: 'openAiChatCompletions',
        tag: 'OpenAI',
        summary: 'an answer of the model alone, as OpenAI has it: no documents, no session',
        description:
          'Sampling parameters, functions and JSON schemas reach the model. What no model here can honour is refused with 400, never ignored. With `stream: true` it answers as events that end with [DONE].',
        example: openAiExamples.completion.request,
        errors: ['unsupported_parameter', 'context_length_exceeded', 'model_not_found'],
        answers: {
          200: { content: { ...jsonContent(CompletionAnswer, openAiExamples.completion.answer), ...documentedEvents } },
        },
      }),
    },
  )

/** Fields that all chunks of one answer share. */
interface Stamp {
  id: string
  created: number
  /** The requested model, until the end names the one that answered. */
  model: string
}

const stampOf = (model: string): Stamp => ({
  id: `chatcmpl-${crypto.randomUUID().replaceAll('-', '')}`,
  created: Math.floor(Date.now() / 1_000),
  model,
})

/** An answer as OpenAI's API gives it whole. */
const completionOf = ({ id, created }: Stamp, { text, reasoning, calls, finish }: Completion) => ({
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

/**
 * An answer as the events of OpenAI's API. The first one comes with the model's first part: what fails before is an HTTP error.
 */
async function* completionEvents(
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
