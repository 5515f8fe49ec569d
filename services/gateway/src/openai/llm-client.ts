import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import { type MeteredLlm, modelParts, toMessage } from '../generation/llm-client'
import { tokensOfLength } from '../generation/split-text'
import { type Available, type Models, modelNotFound, renameFields } from './models'

const purposes = { query: 'EMBED_PURPOSE_QUERY', document: 'EMBED_PURPOSE_DOCUMENT' } as const

export const modelsClient = ({ stub, count }: MeteredLlm): Models => {
  async function available(caller: Caller): Promise<Available> {
    const { provider, chatModel, embeddingModel, models } = await stub.getStatus({ userId: caller.userId }, caller)
    return { provider, chatModel, embeddingModel, models }
  }

  return {
    async *complete({ messages, tools, jsonSchema, sampling, ...prompt }, caller) {
      const request = {
        model: prompt.model,
        messages: messages.map(toMessage),
        toolsJson: tools.length > 0 ? JSON.stringify(tools) : '',
        toolChoice: prompt.toolChoice,
        jsonSchema: jsonSchema ? JSON.stringify(jsonSchema) : '',
        maxTokens: prompt.maxTokens ?? 0,
        stop: prompt.stop,
        reasoningEffort: prompt.reasoningEffort ?? '',
        wholePrompt: prompt.wholePrompt ?? false,
        wholeAnswer: prompt.wholeAnswer,
        ...sampling,
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
          // Embedding models report no token counts.
          const embedded = texts.slice(done, done + vectors.length)
          done += vectors.length
          count(caller, { promptTokens: tokensOf(embedded) })
          yield { model, vectors }
        }
      } catch (error) {
        if (error instanceof AppError && error.code === 'unavailable' && !(await hasEmbeddingModel(caller)))
          throw noEmbeddingModel(error)
        throw error
      } finally {
        held?.end(tokensOf(texts.slice(0, done)))
      }
    },

    available,
  }

  /** True also when it is not known: a server that is down may have one. */
  async function hasEmbeddingModel(caller: Caller): Promise<boolean> {
    const status = await available(caller).catch(() => undefined)
    return status?.embeddingModel !== ''
  }
}

/** A lasting condition, unlike a model that is down: no client needs to try again. */
function noEmbeddingModel(cause: unknown): AppError {
  const message = 'there is no embedding model on this server'
  return new AppError('model_not_found', `model: ${message}.`, { cause, fields: [{ field: 'model', message }] })
}

const tokensOf = (texts: string[]) => texts.reduce((sum, { length }) => sum + tokensOfLength(length), 0)

/** Names in OpenAI's API that differ from those of the llm service. */
const FIELDS: Record<string, string> = { tools_json: 'tools', json_schema: 'response_format' }

/** The same failure, with its fields as the caller knows them. */
function renamed(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  // The configured model is missing, which lasts: no client needs to try again.
  if (error.code === 'unavailable' && error.fields?.some(({ field }) => field === 'model'))
    return new AppError('model_not_found', error.message, { cause: error, fields: error.fields })
  if (error.code === 'validation_error' && error.fields?.some(({ field }) => field === 'model')) return modelNotFound(error)
  if (isTooLong(error))
    return new AppError('context_length_exceeded', error.message, { cause: error, fields: error.fields ?? [] })
  return renameFields(error, FIELDS)
}

/** The llm service refuses texts for their length in tokens or characters, and calls for their number. */
const isTooLong = ({ code, fields }: AppError): boolean =>
  code === 'validation_error' && fields?.some(({ field, message }) => field === 'messages' && TOO_LONG.test(message)) === true

const TOO_LONG = /tokens$|window of the model|characters each$/
