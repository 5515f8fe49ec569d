import type { ChatResponse, Message, ToolCall as OllamaToolCall } from 'ollama'
import type { GeneratePart, GenerateRequest, PromptMessage, ToolCall } from '../model'
import { openCall } from '../wire/call'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../wire/failures'
import { knocker } from '../wire/knock'
import type { ModelLimits } from '../wire/limits'
import { ollamaFor } from './transport'

const TOOL_CALLS_MAX = 128

/** Streams one chat; see the port for its promises. */
export function chatStream({ url, limits }: { url: string; limits: ModelLimits }) {
  const door = knocker(url, limits.connectMs)

  return async function* chat(
    { model, contextTokensMax }: { model: string; contextTokensMax: number },
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GeneratePart> {
    const call = openCall(signal, limits.totalMs)
    const toolCalls: ToolCall[] = []
    try {
      door.knock().catch(call.fail)
      const ollama = ollamaFor(url, call, chatRefusal(model, request.model === ''))
      const starting = ollama.chat({ ...bodyOf(request), model, stream: true, options: optionsOf(request, contextTokensMax) })
      const parts = (await call.within(limits.firstTokenMs, tooSlow(), starting))[Symbol.asyncIterator]()
      for (let waitMs = limits.firstTokenMs; ; waitMs = limits.idleMs) {
        const { done, value } = await call.within(waitMs, waitMs === limits.idleMs ? stalled() : tooSlow(), parts.next())
        door.heard()
        if (done) throw brokenAnswer('the stream ended without a done line')
        const { thinking, content, tool_calls = [] } = value.message ?? {}
        if (thinking) yield { type: 'reasoning', text: thinking }
        if (content) yield { type: 'text', text: content }
        for (const made of tool_calls) toolCalls.push(toolCall(made, toolCalls.length))
        if (toolCalls.length > TOOL_CALLS_MAX) throw brokenAnswer('more calls than any answer has')
        if (!value.done) continue
        call.finished()
        if (toolCalls.length > 0) yield { type: 'tool_calls', calls: toolCalls }
        yield finish(value, { model, contextTokensMax, callsTools: toolCalls.length > 0 })
        return
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      call.close()
    }
  }
}

const bodyOf = ({ messages, jsonSchema, tools }: GenerateRequest) => ({
  messages: messages.map(toMessage),
  ...(jsonSchema ? { format: jsonSchema } : {}),
  // Ollama has no choice of tools: leaving them out is how none is called.
  ...(tools && tools.choice !== 'none' ? { tools: tools.definitions } : {}),
})

const optionsOf = ({ maxTokens, temperature }: GenerateRequest, contextTokensMax: number) => ({
  num_ctx: contextTokensMax,
  ...(maxTokens === undefined ? {} : { num_predict: maxTokens }),
  ...(temperature === undefined ? {} : { temperature }),
})

const toMessage = ({ role, content, toolCalls, toolName }: PromptMessage): Message => ({
  role,
  content,
  ...(toolName ? { tool_name: toolName } : {}),
  ...(toolCalls
    ? { tool_calls: toolCalls.map(({ name, argumentsJson }) => ({ function: { name, arguments: JSON.parse(argumentsJson) } })) }
    : {}),
})

/** Older servers give their calls no ids. */
const toolCall = (made: OllamaToolCall & { id?: unknown }, index: number): ToolCall => ({
  id: typeof made.id === 'string' && made.id !== '' ? made.id : `call_${index}`,
  name: String(made.function.name),
  argumentsJson: JSON.stringify(made.function.arguments ?? {}),
})

const finish = (
  { done_reason, prompt_eval_count, eval_count }: ChatResponse,
  { model, contextTokensMax, callsTools }: { model: string; contextTokensMax: number; callsTools: boolean },
) =>
  ({
    type: 'finish',
    reason: done_reason === 'length' ? 'length' : callsTools ? 'tool_calls' : 'stop',
    model,
    usage: {
      promptTokens: prompt_eval_count ?? 0,
      completionTokens: eval_count ?? 0,
      contextTokensMax,
      messagesUsed: 0,
      messagesLeftOut: 0,
    },
  }) satisfies GeneratePart
