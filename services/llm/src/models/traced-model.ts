import { toAppError } from '@collabry/runtime/errors'
import { iterateInSpan, runInSpan, type Span, startSpan } from '@collabry/runtime/trace'
import type { GeneratePart, Model } from './model'

/**
 * The same model; each call is a span while tracing is on. Names and attributes are OpenTelemetry's GenAI semantic conventions,
 * version 1.37 (status: development): no prompt, no answer, and no model name of a request, which is text of a client.
 */
export const tracedModel = (model: Model, provider: string): Model => ({
  ...model,
  generate(request, signal) {
    const span = startSpan('chat', 'client')
    span?.set({ ...GEN_AI.chat, 'gen_ai.provider.name': provider })
    const parts = model.generate(request, signal)
    return span ? untilEnd(span, parts) : parts
  },
  async embed(texts, signal, options) {
    const span = startSpan('embeddings', 'client')
    span?.set({ ...GEN_AI.embeddings, 'gen_ai.provider.name': provider, texts: texts.length })
    try {
      const embedded = await runInSpan(span, () => model.embed(texts, signal, options))
      span?.end()
      return embedded
    } catch (error) {
      span?.end(toAppError(error).code)
      throw error
    }
  },
})

const GEN_AI = {
  chat: { 'gen_ai.operation.name': 'chat' },
  embeddings: { 'gen_ai.operation.name': 'embeddings' },
}

async function* untilEnd(span: Span, parts: AsyncGenerator<GeneratePart>): AsyncGenerator<GeneratePart> {
  let failure: string | undefined = 'cancelled'
  try {
    for await (const part of iterateInSpan(span, parts)) {
      if (part.type === 'finish') {
        failure = undefined
        span.set({
          'gen_ai.response.model': part.model,
          'gen_ai.response.finish_reasons': part.reason,
          'gen_ai.usage.input_tokens': part.usage.promptTokens,
          'gen_ai.usage.output_tokens': part.usage.completionTokens,
        })
      }
      yield part
    }
  } catch (error) {
    failure = toAppError(error).code
    throw error
  } finally {
    span.end(failure)
  }
}
