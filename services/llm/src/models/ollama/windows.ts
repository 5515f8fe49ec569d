import { openCall } from '../http/call'
import { brokenAnswer, chatRefusal } from '../http/errors'
import { reach } from '../http/reach'
import { numberOf } from './catalogue'
import { ollamaFor } from './transport'

interface Upstream {
  url: string
  connectMs: number
  totalMs: number
  /** Window asked for; a model's own is never exceeded. */
  contextTokensMax: number
}

/** The window of a model: what is configured, or less where the model was made for less. */
export async function readWindow(
  { url, connectMs, totalMs, contextTokensMax }: Upstream,
  { model, isConfigured }: { model: string; isConfigured: boolean },
  signal: AbortSignal,
): Promise<number> {
  const call = openCall(signal, totalMs)
  try {
    reach(url, connectMs).catch(call.fail)
    const { model_info } = await ollamaFor(url, call, chatRefusal(model, isConfigured)).show({ model })
    const contextLength = numberOf(model_info, 'context_length')
    call.finished()
    return contextLength === 0 ? contextTokensMax : Math.min(contextTokensMax, contextLength)
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}
