import { AppError, toAppError } from '@collabry/runtime/errors'
import { peekFirst } from '@collabry/runtime/generators'
import type { Admission } from './admission'
import { estimateTokens, type FittedPrompt, fitPrompt, tokenEstimateCorrection } from './budget'
import type { LlmMetrics } from './metrics'
import type { GeneratePart, GenerateRequest, Model } from './models/model'

interface Parts {
  model: Model
  admission: Admission
  metrics: LlmMetrics
  /** Longest answer, unless the request sets one. */
  answerTokensMax: number
}

/** A part of an answer; before the first one, how many droppable parts the prompt lacks, if it lacks any. */
export type AnswerPart = GeneratePart | { type: 'parts_left_out'; count: number }

export type Generate = (userId: string, request: GenerateRequest, signal: AbortSignal) => AsyncGenerator<AnswerPart>

/**
 * One answer: cuts the prompt to the window, waits for admission, then yields the parts of the model with CR LF and CR as LF.
 * Ends with exactly one finish, or throws.
 */
export function generator({ model, admission, metrics, answerTokensMax }: Parts): Generate {
  const correction = tokenEstimateCorrection()

  /** The prompt that fits the window, with a share of it more kept free after a model has found it too long. */
  async function fitter(userId: string, request: GenerateRequest, signal: AbortSignal) {
    const contextTokensMax = await model.contextTokensMax(request.model, signal)
    const room = contextTokensMax - correction.tokensOf(userId, request.model, contextTokensMax)
    return (sparedShare: number): FittedPrompt =>
      fitPrompt(request.messages, {
        contextTokensMax: room - Math.floor(contextTokensMax * sparedShare),
        answerTokensMax: request.maxTokens ?? answerTokensMax,
        toolTokens: request.tools ? estimateTokens(JSON.stringify(request.tools.definitions)) : 0,
        ...(request.droppable && { droppable: request.droppable }),
        ...(request.wholePrompt && { isWhole: true }),
      })
  }

  /** A place among the running answers, with the signal that ends its run. */
  async function acquire(userId: string, request: GenerateRequest, signal: AbortSignal) {
    if (!request.isBackground) return { release: await admission.acquire(userId, signal), run: signal }
    const { release, preempted } = admission.acquireIdle()
    return { release, preempted, run: AbortSignal.any([signal, preempted]) }
  }

  return async function* generate(userId, request, signal) {
    const startedAt = performance.now()
    const ended = { outcome: 'cancelled', model: '', completionTokens: 0 }
    let firstAt: number | undefined
    let place: Awaited<ReturnType<typeof acquire>> | undefined
    try {
      const fit = await fitter(userId, request, signal)
      const first = fit(0)
      place = await acquire(userId, request, signal)
      const { fitted, parts } = await begin(model, request, { first, fit }, place.run)
      metrics.leftOut(fitted)
      const normalise = { text: lineEnds(), reasoning: lineEnds() }
      let isFirst = true
      for await (const part of parts) {
        // With the first part and not before it: a model that fails has no answer that could lack parts.
        if (isFirst && fitted.partsLeftOut > 0) yield { type: 'parts_left_out', count: fitted.partsLeftOut }
        isFirst = false
        if (part.type === 'finish') {
          Object.assign(ended, { outcome: part.reason, model: part.model, completionTokens: part.usage.completionTokens })
          correction.learn(userId, request.model, part.usage.promptTokens - fitted.promptTokens)
          metrics.counted(part.usage, fitted.promptTokens, part.model)
          const { messages, messagesLeftOut, partsLeftOut } = fitted
          const promptTokens = part.usage.promptTokens || fitted.promptTokens
          yield { ...part, usage: { ...part.usage, promptTokens, messagesUsed: messages.length, messagesLeftOut, partsLeftOut } }
          return
        }
        firstAt ??= performance.now()
        if (part.type === 'tool_calls') {
          yield part
          continue
        }
        const text = normalise[part.type](part.text)
        if (text !== '') yield { ...part, text }
      }
      throw new AppError('upstream_error', 'The answer of the model broke off; try again.')
    } catch (thrown) {
      const error = place?.preempted?.aborted ? place.preempted.reason : thrown
      ended.outcome = toAppError(error).code
      throw error
    } finally {
      place?.release()
      const firstTokenMs = firstAt === undefined ? undefined : firstAt - startedAt
      metrics.ended({ ...ended, firstTokenMs, outputMs: performance.now() - (firstAt ?? startedAt) })
    }
  }
}

interface Fitting {
  first: FittedPrompt
  /** Fits the prompt again, with this share of the window kept free. */
  fit: (sparedShare: number) => FittedPrompt
}

/** Shares of the window that are kept free, one after the other, while the model finds a prompt too long. */
const SPARED_SHARES = [1 / 4, 1 / 2]

/**
 * Begins an answer. Our count of tokens is an estimate, so the model may refuse a prompt as too long: it is cut further then, and
 * at last its server may cut it, unless the prompt must reach the model whole.
 */
async function begin(model: Model, request: GenerateRequest, { first, fit }: Fitting, signal: AbortSignal) {
  let fitted = first
  for (let spared = [...SPARED_SHARES]; ; ) {
    const mayBeCut = spared.length === 0 && !request.wholePrompt
    try {
      return { fitted, parts: await peekFirst(model.generate(promptOf(request, fitted, mayBeCut), signal)) }
    } catch (error) {
      const { code, message, fields = [] } = toAppError(error)
      if (code !== 'context_length_exceeded') throw error
      const [share, ...rest] = spared
      if (share === undefined) throw request.wholePrompt ? error : new AppError('validation_error', message, { fields })
      try {
        fitted = fit(share)
        spared = rest
      } catch {
        // Nothing more can be left out here.
        spared = []
      }
    }
  }
}

const promptOf = (request: GenerateRequest, fitted: FittedPrompt, mayBeCut: boolean): GenerateRequest => ({
  ...request,
  messages: fitted.messages,
  brief: fittedBrief(request, fitted),
  maxTokens: fitted.answerTokensMax,
  mayBeCut,
})

/** The brief without the passages of the droppable parts that were left out. */
function fittedBrief({ brief, droppable }: GenerateRequest, { partsLeftOut }: FittedPrompt): GenerateRequest['brief'] {
  const { passages } = brief
  if (partsLeftOut === 0 || passages.length !== droppable?.spans.length) return brief
  return { ...brief, passages: passages.slice(0, passages.length - partsLeftOut) }
}

/** Turns CR LF and CR into LF over the pieces of one text, also where a piece ends between the two. */
export function lineEnds(): (piece: string) => string {
  let isAfterCr = false
  return (piece) => {
    const text = isAfterCr && piece.startsWith('\n') ? piece.slice(1) : piece
    if (piece !== '') isAfterCr = piece.endsWith('\r')
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  }
}
