import { type Brief, isData } from '@collabry/extractive/brief'
import type { Assignment } from '@collabry/extractive/dispatch'
import { workerPool } from '@collabry/extractive/worker-pool'
import { signalWithTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import { type Compare, noEmbeddings } from './embeddings'
import { unsupported } from './http/errors'
import { type GenerateRequest, type Model, type PromptMessage, STARTED_EPOCH_MS } from './model'

export const BUILTIN_MODEL = 'builtin-extractive'

/** A slower comparison counts as unavailable: the words decide, which finds fewer answers. It takes 0.5 s on an idle core. */
const COMPARE_MS_MAX = 6_000

/**
 * The provider without a language model: it quotes the sources it is given and invents nothing. It works from the brief alone;
 * the same brief gives the same bytes. Where the words leave open which sentence answers, `compare` decides.
 */
export function builtinModel(compare?: Compare): Model {
  const pool = workerPool()
  const compose = async (assignment: Assignment, signal: AbortSignal) => {
    const composed = await pool.compose(assignment, signal)
    if (compare === undefined || composed.undecided.length === 0) return composed
    const limited = signalWithTimeout(signal, COMPARE_MS_MAX)
    const question = { text: assignment.brief.question, words: composed.words }
    const found = await compare(question, composed.undecided, limited).catch(() => undefined)
    if (found === undefined) return composed
    const comparisons = new Map(found.map((met, at) => [composed.undecided[at] ?? '', met]))
    return pool.compose({ ...assignment, comparisons }, signal)
  }
  return {
    async *generate(request, signal) {
      const { parts, reason, unanswered, wordsRead, wordsWritten } = await compose(assignmentOf(request), signal)
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
      yield { type: 'finish', reason, model: BUILTIN_MODEL, usage, unanswered }
    },
    embed: noEmbeddings().embed,
    contextTokensMax: async () => 0,
    async status() {
      return {
        provider: 'builtin',
        chatModel: BUILTIN_MODEL,
        embeddingModel: '',
        embeddingDetail: '',
        embeddingDimension: 0,
        state: 'embedded',
        detail: '',
        models: [{ name: BUILTIN_MODEL, createdEpochMs: STARTED_EPOCH_MS }],
        contextTokensMax: 0,
        callsTools: false,
      }
    },
    async [Symbol.asyncDispose]() {
      pool.close()
    },
  }
}

function assignmentOf({
  model,
  brief,
  messages,
  jsonSchema,
  tools,
  maxTokens,
  reasoningEffort = 'none',
}: GenerateRequest): Assignment {
  if (reasoningEffort !== 'none')
    throw unsupported('reasoning_effort', 'reasoning needs a language model, and none is configured')
  if (model !== '' && model !== BUILTIN_MODEL) throw fieldError('model', 'no such model is installed', model)
  if (jsonSchema && !isData(brief.task))
    throw unsupported('json_schema', 'answers in a JSON shape need a language model, and none is configured')
  if (tools && tools.choice !== 'none') throw unsupported('tools_json', 'functions need a language model, and none is configured')
  const isPrompt = brief.task === 'chat' && isEmpty(brief)
  return {
    brief: isEmpty(brief) ? { ...brief, task: isPrompt ? 'prompt' : brief.task, question: lastQuestion(messages) } : brief,
    wordsMax: maxTokens ?? Number.POSITIVE_INFINITY,
    fields: jsonSchema === undefined ? undefined : JSON.stringify(jsonSchema),
  }
}

const lastQuestion = (messages: PromptMessage[]) => messages.findLast(({ role }) => role === 'user')?.content ?? ''

const isEmpty = ({ question, text, passages }: Brief): boolean => question === '' && text === '' && passages.length === 0
