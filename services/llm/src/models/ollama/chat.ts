import { AppError } from '@collabry/runtime/errors'
import type { ChatResponse } from 'ollama'
import type { GeneratePart, GenerateRequest } from '../model'
import { openCall } from './call'
import { reach } from './reach'
import { brokenAnswer, ollamaFor, type Refusal } from './transport'

export interface ChatLimits {
  /** Until something accepts the connection. */
  connectMs: number
  firstTokenMs: number
  /** Between tokens. */
  idleMs: number
  totalMs: number
}

export interface ChatOptions {
  url: string
  limits: ChatLimits
  contextTokensMax: number
}

const WARM_MS = 2_000

/** Streams one chat; see the port for its promises. */
export function chatStream({ url, limits, contextTokensMax }: ChatOptions) {
  // While tokens came in a moment ago, nobody needs to knock at the door; else one knocks for all.
  let heardAt = Number.NEGATIVE_INFINITY
  let knocking: Promise<void> | undefined
  const knock = () => {
    knocking ??= reach(url, limits.connectMs).finally(() => {
      knocking = undefined
    })
    return knocking
  }

  return async function* chat(model: string, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
    const call = openCall(signal, limits.totalMs)
    try {
      if (performance.now() - heardAt > WARM_MS) knock().catch(call.fail)
      const starting = ollamaFor(url, call, refusalOf(model, request.model === '')).chat({
        model,
        stream: true,
        messages: request.messages,
        ...(request.jsonSchema ? { format: request.jsonSchema } : {}),
        options: {
          num_ctx: contextTokensMax,
          ...(request.maxTokens === undefined ? {} : { num_predict: request.maxTokens }),
          ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
        },
      })
      const parts = (await call.within(limits.firstTokenMs, tooSlow(), starting))[Symbol.asyncIterator]()
      for (let waitMs = limits.firstTokenMs; ; waitMs = limits.idleMs) {
        const { done, value } = await call.within(waitMs, waitMs === limits.idleMs ? stalled() : tooSlow(), parts.next())
        heardAt = performance.now()
        if (done) throw brokenAnswer('the stream ended without a done line')
        if (value.message?.content) yield { type: 'text', text: value.message.content }
        if (!value.done) continue
        call.finished()
        yield finish(value, model, contextTokensMax)
        return
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      call.close()
    }
  }
}

const finish = ({ done_reason, prompt_eval_count, eval_count }: ChatResponse, model: string, contextTokensMax: number) =>
  ({
    type: 'finish',
    reason: done_reason === 'length' ? 'length' : 'stop',
    model,
    usage: {
      promptTokens: prompt_eval_count ?? 0,
      completionTokens: eval_count ?? 0,
      contextTokensMax,
      messagesUsed: 0,
      messagesLeftOut: 0,
    },
  }) satisfies GeneratePart

const tooSlow = () => new AppError('timeout', 'The model did not begin to answer in time; try again.')
const stalled = () => new AppError('timeout', 'The model stopped in the middle of its answer; try again.')

/** An unknown model that was asked for by name is the caller's mistake; the configured one missing is ours. */
const refusalOf =
  (model: string, isConfigured: boolean): Refusal =>
  (status, words) => {
    const cannotChat = status === 400 && /does not support chat/.test(words)
    if (status === 404 || cannotChat) {
      if (isConfigured) return new AppError('unavailable', 'The chat model is not installed on the model server.')
      const message = cannotChat ? 'this model cannot chat' : 'no such model is installed'
      return new AppError('validation_error', `model: ${message}.`, { cause: model, fields: [{ field: 'model', message }] })
    }
    if (status === 429 || status === 503)
      return new AppError('overloaded', 'The model server is busy; try again shortly.', { retryAfterMs: 2_000 })
    return new AppError('upstream_error', 'The model failed; try again.', { cause: new Error(`status ${status}`) })
  }
