import { AppError, toAppError } from '@collabry/runtime/errors'
import type { Gate } from './admission'
import { estimateTokens, type Fitted, fitPrompt } from './budget'
import { lineEnds } from './line-ends'
import type { LlmMetrics } from './metrics'
import type { GeneratePart, GenerateRequest, Model } from './models/model'
import { missedTokens } from './token-estimate-correction'

interface Parts {
  model: Model
  gate: Gate
  metrics: LlmMetrics
  /** Longest answer when the request does not say. */
  answerTokensMax: number
}

export type Generate = (userId: string, request: GenerateRequest, signal: AbortSignal) => AsyncGenerator<GeneratePart>

/**
 * One answer: its turn, its prompt cut to the window, then the model's parts as they come, CR LF and CR as LF. Ends with exactly
 * one finish, or throws.
 */
export function generator({ model, gate, metrics, answerTokensMax }: Parts): Generate {
  const missed = missedTokens()

  /** The prompt as it fits the window that the model is asked for, before anything waits for a turn. */
  async function fit(userId: string, request: GenerateRequest, signal: AbortSignal): Promise<Fitted> {
    const contextTokensMax = await model.contextTokensMax(request.model, signal)
    return fitPrompt(request.messages, {
      contextTokensMax: contextTokensMax - missed.of(userId, request.model, contextTokensMax),
      answerTokensMax: request.maxTokens ?? answerTokensMax,
      toolTokens: request.tools ? estimateTokens(JSON.stringify(request.tools.definitions)) : 0,
    })
  }

  /** A place at the model, and the signal that ends its run. */
  async function enter(userId: string, request: GenerateRequest, signal: AbortSignal) {
    if (!request.isBackground) return { leave: await gate.enter(userId, signal), run: signal }
    const { leave, called } = gate.enterIdle()
    return { leave, called, run: AbortSignal.any([signal, called]) }
  }

  return async function* generate(userId, request, signal) {
    const askedAt = performance.now()
    let outcome = 'cancelled'
    let place: Awaited<ReturnType<typeof enter>> | undefined
    try {
      const fitted = await fit(userId, request, signal)
      place = await enter(userId, request, signal)
      metrics.leftOut(fitted)
      const normalise = { text: lineEnds(), reasoning: lineEnds() }
      let isFirst = true
      const prompt = { ...request, messages: fitted.messages, maxTokens: fitted.answerTokensMax }
      for await (const part of model.generate(prompt, place.run)) {
        if (part.type === 'finish') {
          outcome = part.reason
          missed.learn(userId, request.model, part.usage.promptTokens - fitted.promptTokens)
          metrics.counted(part.usage, fitted.promptTokens)
          const { messages, messagesLeftOut } = fitted
          yield { ...part, usage: { ...part.usage, messagesUsed: messages.length, messagesLeftOut } }
          return
        }
        if (isFirst) metrics.firstTokenSeconds.observe((performance.now() - askedAt) / 1_000)
        isFirst = false
        if (part.type === 'tool_calls') {
          yield part
          continue
        }
        const text = normalise[part.type](part.text)
        if (text !== '') yield { type: part.type, text }
      }
      throw new AppError('upstream_error', 'The answer of the model broke off; try again.')
    } catch (thrown) {
      const error = place?.called?.aborted ? place.called.reason : thrown
      outcome = toAppError(error).code
      throw error
    } finally {
      place?.leave()
      metrics.generations.inc({ outcome })
    }
  }
}
