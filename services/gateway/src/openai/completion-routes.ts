import { type DocumentDecoration, Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { operation } from '../core/openapi/operation'
import { schemaOf } from '../core/openapi/schema-of'
import type { Answers, StreamFormat } from '../core/responses'
import { jsonWire } from '../core/sse/sse-frame'
import { type Complete, collectCompletion } from './complete'
import { CompletionBody } from './completion-body'
import { completionEvents, completionOf, stampOf } from './completion-events'
import { completionTranscript, openAiExamples } from './examples'
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
      detail: detail(),
    },
  )

/** The one route that answers either whole or as a stream, by a field of its body. */
function detail(): DocumentDecoration {
  const summary = 'an answer of the model alone, as OpenAI has it: no documents, no session'
  const { answer } = openAiExamples.completion
  const content = {
    'application/json': { schema: schemaOf(answer), example: answer },
    'text/event-stream': { schema: { type: 'string' }, example: completionTranscript },
  }
  const responses = { 200: { description: 'Whole, or with `stream` as events that end with [DONE]', content } }
  return { ...operation('openAiChatCompletions', 'OpenAI', summary, openAiExamples.completion), responses } as DocumentDecoration
}
