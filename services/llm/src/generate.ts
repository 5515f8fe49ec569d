import { AppError, toAppError } from '@collabry/runtime/errors'
import { fitPrompt } from './budget'
import type { Gate } from './gate'
import { lineEnds } from './line-ends'
import type { LlmMetrics } from './metrics'
import type { GeneratePart, GenerateRequest, Model } from './models/model'

interface Parts {
  model: Model
  gate: Gate
  metrics: LlmMetrics
  /** The model's window; 0: unlimited. */
  contextTokensMax: number
  /** Longest answer when the request does not say. */
  answerTokensMax: number
}

/** At most this part of the window, a quarter, is given up to what was missed. */
const MISSED_SHARE = 4

export type Generate = (userId: string, request: GenerateRequest, signal: AbortSignal) => AsyncGenerator<GeneratePart>

/**
 * One answer: its turn, its prompt cut to the window, then the model's parts as they come, CR LF and CR as LF. Ends with exactly
 * one finish, or throws.
 */
export function generator({ model, gate, metrics, contextTokensMax, answerTokensMax }: Parts): Generate {
  /** Most that the model counted above our estimate: its template, and what the estimate missed. Kept free from then on. */
  let missedTokens = 0
  const learn = (missed: number) => {
    missedTokens = Math.max(missedTokens, Math.min(missed, Math.floor(contextTokensMax / MISSED_SHARE)))
  }

  return async function* generate(userId, request, signal) {
    const askedAt = performance.now()
    let outcome = 'cancelled'
    let leave = () => {}
    try {
      const window = { contextTokensMax: contextTokensMax - missedTokens, answerTokensMax: request.maxTokens ?? answerTokensMax }
      const fitted = fitPrompt(request.messages, window)
      leave = await gate.enter({ userId, urgent: false }, signal)
      metrics.messagesLeftOut.inc(fitted.messagesLeftOut)
      const normalise = lineEnds()
      let isFirst = true
      const prompt = { ...request, messages: fitted.messages, maxTokens: fitted.answerTokensMax }
      for await (const part of model.generate(prompt, signal)) {
        if (part.type === 'finish') {
          outcome = part.reason
          learn(part.usage.promptTokens - fitted.promptTokens)
          metrics.tokens.inc({ kind: 'prompt' }, part.usage.promptTokens)
          metrics.tokens.inc({ kind: 'completion' }, part.usage.completionTokens)
          const { messages, messagesLeftOut } = fitted
          yield { ...part, usage: { ...part.usage, messagesUsed: messages.length, messagesLeftOut } }
          return
        }
        if (isFirst) metrics.firstTokenSeconds.observe((performance.now() - askedAt) / 1_000)
        isFirst = false
        if (part.type !== 'text') {
          yield part
          continue
        }
        const text = normalise(part.text)
        if (text !== '') yield { type: 'text', text }
      }
      throw new AppError('upstream_error', 'The answer of the model broke off; try again.')
    } catch (error) {
      outcome = toAppError(error).code
      throw error
    } finally {
      leave()
      metrics.generations.inc({ outcome })
    }
  }
}
