import { toAppError } from '@collabry/runtime/errors'
import type { Model } from './model'

/** Answers from the second model while the first is unavailable. Only the operator may choose this, since quality changes. */
export const withFallback = (first: Model, second: Model): Model => ({
  async *generate(request, signal) {
    let hasBegun = false
    try {
      for await (const part of first.generate(request, signal)) {
        hasBegun = true
        yield part
      }
    } catch (error) {
      if (hasBegun || toAppError(error).code !== 'unavailable') throw error
      // The second model has another name, and may not call functions.
      yield* second.generate({ ...request, model: '', tools: undefined }, signal)
    }
  },
  embed: first.embed,
  // While the first model is unavailable, the second one answers, so its window counts.
  contextTokensMax: (model, signal) =>
    first.contextTokensMax(model, signal).catch((error: unknown) => {
      if (toAppError(error).code !== 'unavailable') throw error
      return second.contextTokensMax(model, signal)
    }),
  status: first.status,
  async [Symbol.asyncDispose]() {
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
  },
})
