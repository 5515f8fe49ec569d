import { type Brief, isData } from '@collabry/extractive/brief'
import type { Assignment } from '@collabry/extractive/dispatch'
import { workerPool } from '@collabry/extractive/worker-pool'
import { AppError } from '@collabry/runtime/errors'
import type { GenerateRequest, Model } from './model'

export const BUILTIN_MODEL = 'builtin-extractive'

/**
 * The provider without a language model: it quotes the sources it is given and invents nothing. It works from the brief alone;
 * the same brief gives the same bytes.
 */
export function builtinModel(): Model {
  const pool = workerPool()
  return {
    async *generate(request, signal) {
      const { parts, reason, wordsRead, wordsWritten } = await pool.compose(assignmentOf(request), signal)
      for (const text of parts) {
        if (signal.aborted) throw new AppError('cancelled', 'The request was cancelled.')
        yield { type: 'text', text, quoted: true }
      }
      const messagesUsed = isEmpty(request.brief) && request.messages.length > 0 ? 1 : 0
      const usage = {
        promptTokens: wordsRead,
        completionTokens: wordsWritten,
        contextTokensMax: 0,
        messagesUsed,
        messagesLeftOut: request.messages.length - messagesUsed,
        partsLeftOut: 0,
      }
      yield { type: 'finish', reason, model: BUILTIN_MODEL, usage }
    },
    async embed() {
      throw new AppError('unavailable', 'No embedding model is configured; search works by words alone.')
    },
    contextTokensMax: async () => 0,
    async status() {
      return {
        provider: 'builtin',
        chatModel: BUILTIN_MODEL,
        embeddingModel: '',
        embeddingDimension: 0,
        state: 'embedded',
        detail: '',
        models: [BUILTIN_MODEL],
        contextTokensMax: 0,
        callsTools: false,
      }
    },
    async [Symbol.asyncDispose]() {
      pool.close()
    },
  }
}

function assignmentOf({ brief, messages, jsonSchema, maxTokens }: GenerateRequest): Assignment {
  if (jsonSchema && !isData(brief.task)) {
    throw new AppError('unavailable', 'Answers in a JSON shape of your own need a language model, and none is configured.')
  }
  const question = isEmpty(brief) ? (messages.findLast(({ role }) => role === 'user')?.content ?? '') : brief.question
  return {
    brief: { ...brief, question },
    wordsMax: maxTokens ?? Number.POSITIVE_INFINITY,
    fields: jsonSchema === undefined ? undefined : JSON.stringify(jsonSchema),
  }
}

const isEmpty = ({ question, text, passages }: Brief): boolean => question === '' && text === '' && passages.length === 0
