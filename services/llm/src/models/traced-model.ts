import { toAppError } from '@collabry/runtime/errors'
import { iterateInSpan, runInSpan, type Span, startSpan } from '@collabry/runtime/trace'
import type { GeneratePart, Model } from './model'

/** The same model; each call is a span while tracing is on. */
export const tracedModel = (model: Model): Model => ({
  ...model,
  generate(request, signal) {
    const span = startSpan('model generate', 'client')
    const parts = model.generate(request, signal)
    return span ? untilEnd(span, parts) : parts
  },
  async embed(texts, signal) {
    const span = startSpan('model embed', 'client')
    span?.set({ texts: texts.length })
    try {
      const embedded = await runInSpan(span, () => model.embed(texts, signal))
      span?.end()
      return embedded
    } catch (error) {
      span?.end(toAppError(error).code)
      throw error
    }
  },
})

async function* untilEnd(span: Span, parts: AsyncGenerator<GeneratePart>): AsyncGenerator<GeneratePart> {
  let failure: string | undefined = 'cancelled'
  try {
    for await (const part of iterateInSpan(span, parts)) {
      if (part.type === 'finish') failure = undefined
      yield part
    }
  } catch (error) {
    failure = toAppError(error).code
    throw error
  } finally {
    span.end(failure)
  }
}
