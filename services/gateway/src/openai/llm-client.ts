import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { retryStream, retryUnary } from '../core/grpc/retry'
import { estimatedTokens, type MeteredLlm, modelParts, toMessage } from '../generation/model-parts-client'
import type { Models } from './models'

/** The service needs at most 2 s to say how it is. */
const STATUS_DEADLINE_MS = 2_500
const EMBED_DEADLINE_MS = 60_000

const purposes = { query: 'EMBED_PURPOSE_QUERY', document: 'EMBED_PURPOSE_DOCUMENT' } as const

export const modelsClient = ({ stub, count }: MeteredLlm): Models => ({
  async *complete({ messages, tools, jsonSchema, temperature, ...prompt }, caller) {
    const request = {
      model: prompt.model,
      messages: messages.map(toMessage),
      toolsJson: tools.length > 0 ? JSON.stringify(tools) : '',
      toolChoice: prompt.toolChoice,
      jsonSchema: jsonSchema ? JSON.stringify(jsonSchema) : '',
      maxTokens: prompt.maxTokens ?? 0,
      ...(temperature === undefined ? {} : { temperature }),
      userId: caller.userId,
    }
    try {
      yield* modelParts({ stub, count }, request, caller)
    } catch (error) {
      throw renamed(error)
    }
  },

  async *embed(texts, purpose, caller) {
    const request = { texts, purpose: purposes[purpose], userId: caller.userId }
    const limits = { ...caller, deadlineMs: EMBED_DEADLINE_MS }
    const open = () => readStream((metadata, options) => stub.embed(request, metadata, options), limits)
    let done = 0
    for await (const { model, vectors } of retryStream(open, caller.signal)) {
      // Embedding models are not asked what they count.
      const embedded = texts.slice(done, done + vectors.length)
      done += vectors.length
      count(caller, { promptTokens: embedded.reduce((sum, text) => sum + estimatedTokens(text.length), 0) })
      yield { model, vectors }
    }
  },

  async available(caller) {
    const asking = { userId: caller.userId }
    const limits = { ...caller, deadlineMs: STATUS_DEADLINE_MS }
    const ask = () =>
      callUnary<GetStatusResponse>((metadata, options, done) => stub.getStatus(asking, metadata, options, done), limits)
    const { provider, chatModel, embeddingModel, models } = await retryUnary(ask, caller.signal)
    return { provider, chatModel, embeddingModel, models }
  },
})

/** What OpenAI's API calls otherwise than the llm service. */
const FIELDS: Record<string, string> = { tools_json: 'tools', json_schema: 'response_format' }

/** The same failure, with its fields as the caller knows them. */
function renamed(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.fields?.some(({ field }) => field in FIELDS)) return error
  const fields = error.fields.map(({ field, message }) => ({ field: FIELDS[field] ?? field, message }))
  const detail = fields.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new AppError(error.code, `${detail}.`, { cause: error, fields })
}
