import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import type { Answers, StreamFormat } from '../../core/responses'
import type { SseEvent } from '../../core/sse/sse'
import { type ModelPart, unfinished } from '../../generation/llm'
import type { Complete } from '../complete'
import { renameFields } from '../models'
import { ResponseBody } from './body'
import { type ResponseEvent, responseEvents } from './events'
import { responseOperation } from './schemas'
import { toPrompt } from './to-prompt'

interface ResponseRoutes {
  complete: Complete
  answers: Answers
  json: JsonBody
}

export const responseRoutes = ({ complete, answers, json }: ResponseRoutes) =>
  new Elysia().post(
    '/v1/responses',
    async ({ request, body }) => {
      const parts = (caller: Caller) => named(complete(toPrompt(body), caller))
      if (body.stream) return answers.relay(request, (caller) => toSse(responseEvents(body, parts(caller))), format)
      return answers.waited(request, async (caller) => {
        for await (const { type, response } of responseEvents(body, parts(caller))) if (ENDS.has(type)) return response
        throw unfinished()
      })
    },
    { parse: json(ResponseBody), body: ResponseBody, detail: responseOperation },
  )

/** Fields of a prompt as this API names them. */
const FIELDS = {
  messages: 'input',
  max_tokens: 'max_output_tokens',
  response_format: 'text.format',
  reasoning_effort: 'reasoning.effort',
}

async function* named(parts: AsyncGenerator<ModelPart>): AsyncGenerator<ModelPart> {
  try {
    yield* parts
  } catch (error) {
    throw renameFields(error, FIELDS)
  }
}

const ENDS: ReadonlySet<string> = new Set(['response.completed', 'response.incomplete'])

async function* toSse(events: AsyncGenerator<ResponseEvent>): AsyncGenerator<SseEvent> {
  for await (const event of events) yield { data: JSON.stringify(event), ...(ENDS.has(event.type) && { event: 'done' as const }) }
}

/** Each event is named by its type, which its data begin with. */
const TYPE = /^\{"type":"([a-z_.]+)"/

const format: StreamFormat = {
  wire: { headers: {}, frame: ({ data }) => `event: ${TYPE.exec(data)?.[1] ?? 'error'}\ndata: ${data}\n\n` },
  errorData: (body) => JSON.stringify({ type: 'error', message: body.detail, param: null, ...body }),
}
