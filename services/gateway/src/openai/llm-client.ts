import { AppError } from '@collabry/runtime/errors'
import { estimatedTokens, type MeteredLlm, modelParts, toMessage } from '../generation/model-parts-client'
import type { Models } from './models'

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
    const held = await caller.tokens?.begin(tokensOf(texts))
    let done = 0
    try {
      for await (const { model, vectors } of stub.embed(request, caller)) {
        // Embedding models are not asked what they count.
        const embedded = texts.slice(done, done + vectors.length)
        done += vectors.length
        count(caller, { promptTokens: tokensOf(embedded) })
        yield { model, vectors }
      }
    } finally {
      held?.end(tokensOf(texts.slice(0, done)))
    }
  },

  async available(caller) {
    const { provider, chatModel, embeddingModel, models } = await stub.getStatus({ userId: caller.userId }, caller)
    return { provider, chatModel, embeddingModel, models }
  },
})

const tokensOf = (texts: string[]) => texts.reduce((sum, { length }) => sum + estimatedTokens(length), 0)

/** What OpenAI's API calls otherwise than the llm service. */
const FIELDS: Record<string, string> = { tools_json: 'tools', json_schema: 'response_format' }

/** The same failure, with its fields as the caller knows them. */
function renamed(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.fields?.some(({ field }) => field in FIELDS)) return error
  const fields = error.fields.map(({ field, message }) => ({ field: FIELDS[field] ?? field, message }))
  const detail = fields.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new AppError(error.code, `${detail}.`, { cause: error, fields })
}
