import type { ChatResponse, Message, ToolCall as OllamaToolCall } from 'ollama'
import { openCall } from '../http/call'
import { knocker } from '../http/connectivity-probe'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../http/errors'
import type { ModelLimits } from '../http/limits'
import { type SaidPart, say } from '../http/merge-deltas'
import type { Breath } from '../http/read-pacing'
import { thoughts } from '../http/reasoning-tags'
import type { GeneratePart, GenerateRequest, PromptMessage, ToolCall } from '../model'
import { openChat } from './transport'

const TOOL_CALLS_MAX = 128

/** Streams one chat; see the port for its promises. */
export function chatStream({ url, limits, breath }: { url: string; limits: ModelLimits; breath: Breath }) {
  const door = knocker(url, limits.connectMs)

  return async function* chat(
    { model, contextTokensMax }: { model: string; contextTokensMax: number },
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GeneratePart> {
    const call = openCall(signal, limits.totalMs)
    const leave = breath.join()
    const toolCalls: ToolCall[] = []
    const { push, flush } = thoughts()
    try {
      door.knock().catch(call.fail)
      const asked = { ...bodyOf(request), model, options: optionsOf(request, contextTokensMax) }
      const starting = openChat(url, call, chatRefusal(model, request.model === ''), asked)
      const lines = await call.within(limits.firstTokenMs, tooSlow, starting)
      let answers = await call.within(limits.firstTokenMs, tooSlow, lines())
      for (;;) {
        door.heard()
        if (answers.length === 0) throw brokenAnswer('the stream ended without a done line')
        const { parts, last } = readAnswers(answers, toolCalls)
        for (const part of push(parts)) yield part
        if (last) {
          call.finished()
          for (const part of flush()) yield part
          if (toolCalls.length > 0) yield { type: 'tool_calls', calls: toolCalls }
          yield finish(last, { model, contextTokensMax, callsTools: toolCalls.length > 0 })
          return
        }
        await breath.take()
        answers = await call.within(limits.idleMs, stalled, lines())
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      leave()
      call.close()
    }
  }
}

/** What lines that came together say, up to the one that ends the answer; calls of functions are added to `toolCalls`. */
function readAnswers(answers: Partial<ChatResponse & { error: unknown }>[], toolCalls: ToolCall[]) {
  const parts: SaidPart[] = []
  for (const answer of answers) {
    if (answer.error !== undefined) throw brokenAnswer(answer.error)
    const { thinking, content, tool_calls = [] } = answer.message ?? {}
    say(parts, 'reasoning', thinking)
    say(parts, 'text', content)
    for (const made of tool_calls) toolCalls.push(toolCall(made, toolCalls.length))
    if (toolCalls.length > TOOL_CALLS_MAX) throw brokenAnswer('more calls than any answer has')
    if (answer.done) return { parts, last: answer }
  }
  return { parts, last: undefined }
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
  { done_reason, prompt_eval_count, eval_count }: Partial<ChatResponse>,
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
