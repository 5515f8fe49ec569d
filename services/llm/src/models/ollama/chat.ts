import type { ChatResponse, Message, ToolCall as OllamaToolCall } from 'ollama'
import { Call, connectivityProbe, type ModelLimits, openStream } from '../http/call'
import { plainConnections, type ReadPacing } from '../http/connections'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../http/errors'
import { mergeDelta, ReasoningTags, type TextPart } from '../http/reasoning-tags'
import { argumentsObject, callSchema, enforceCall, offeredTools, samplingFields, toolCallId } from '../http/tool-calls'
import type { GeneratePart, GenerateRequest, PromptMessage, ReasoningEffort, ToolCall } from '../model'
import { lineReader } from './transport'

const TOOL_CALLS_MAX = 128

interface Wanted {
  model: string
  contextTokensMax: number
  /** The model's template writes a blank before each answer of the conversation. */
  addsBlank: boolean
}

/** Streams one chat, as the port of models specifies. */
export function chatStream({ url, limits, pacing }: { url: string; limits: ModelLimits; pacing: ReadPacing }) {
  const connectivity = connectivityProbe(url, limits.connectMs)
  const connections = plainConnections(url)

  async function* chat(
    { model, contextTokensMax, addsBlank }: Wanted,
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GeneratePart> {
    const call = new Call(signal, limits.totalMs)
    const release = pacing.add()
    const toolCalls: ToolCall[] = []
    const tags = new ReasoningTags()
    try {
      call.failUnreachable(connectivity.check())
      const asked = { ...bodyOf(request, addsBlank), model, options: optionsOf(request, contextTokensMax), stream: true }
      const refusal = chatRefusal(model, request.model === '')
      const starting = openStream(call, refusal, { connections, url, path: '/api/chat', body: asked })
      const body = await call.step(limits.firstTokenMs, tooSlow, starting)
      call.rest = () => body.read()
      const lines = lineReader(body)
      let answers = await call.step(limits.firstTokenMs, tooSlow, lines())
      for (;;) {
        connectivity.confirm()
        if (answers.length === 0) throw brokenAnswer('the stream ended without a done line')
        const { parts, last } = readAnswers(answers, toolCalls)
        for (const part of tags.push(parts)) yield part
        if (last) {
          call.finished()
          for (const part of tags.flush()) yield part
          if (toolCalls.length > 0) yield { type: 'tool_calls', calls: toolCalls }
          yield finish(last, { model, contextTokensMax, callsTools: toolCalls.length > 0 })
          return
        }
        await pacing.pause(body)
        answers = await call.step(limits.idleMs, stalled, lines())
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      release()
      call.close()
    }
  }

  return (wanted: Wanted, request: GenerateRequest, signal: AbortSignal) =>
    enforceCall(chat(wanted, request, signal), request.tools)
}

/** The text of lines that arrived together, up to the line that ends the answer; tool calls are added to `toolCalls`. */
function readAnswers(answers: Partial<ChatResponse & { error: unknown }>[], toolCalls: ToolCall[]) {
  const parts: TextPart[] = []
  for (const answer of answers) {
    if (answer.error !== undefined) throw brokenAnswer(answer.error)
    const { thinking, content, tool_calls = [] } = answer.message ?? {}
    mergeDelta(parts, 'reasoning', thinking)
    mergeDelta(parts, 'text', content)
    for (const made of tool_calls) toolCalls.push(toolCall(made, toolCalls))
    if (toolCalls.length > TOOL_CALLS_MAX) throw brokenAnswer('too many tool calls')
    if (answer.done) return { parts, last: answer }
  }
  return { parts, last: undefined }
}

/** Ollama has no tool choice: without tools the model calls none, and a call that must be made is a JSON schema. */
function bodyOf({ messages, jsonSchema, tools, reasoningEffort, mayBeCut = false }: GenerateRequest, addsBlank: boolean) {
  const format = callSchema(tools) ?? jsonSchema
  return {
    messages: messages.map((message) => toMessage(message, addsBlank)),
    ...(reasoningEffort && { think: THINK[reasoningEffort] }),
    format,
    ...(tools && tools.choice !== 'none' ? { tools: offeredTools(tools) } : {}),
    // The prompt fits by our count, and counting it again takes Ollama (from 0.15.5 on) as long as the tokenizer does. With a format
    // it asks a model that reasons twice, the second time with the reasoning, which only Ollama can cut to the window.
    ...(!mayBeCut && format === undefined && { truncate: false }),
  }
}

/** Ollama's words for it. */
const THINK: Record<ReasoningEffort, boolean | 'low' | 'medium' | 'high'> = {
  none: false,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
}

const optionsOf = (request: GenerateRequest, contextTokensMax: number) => ({
  num_ctx: contextTokensMax,
  num_predict: request.maxTokens,
  ...samplingFields(request),
})

/**
 * The blank with which a model begins its answer is left out where its template writes one. With two, the prompt would differ from
 * what the model has evaluated, and one with a sliding window (Gemma 3) would evaluate the whole conversation again.
 */
const toMessage = ({ role, content, toolCalls, toolName }: PromptMessage, addsBlank: boolean): Message => ({
  role,
  content: addsBlank && role === 'assistant' && content.startsWith(' ') ? content.slice(1) : content,
  ...(toolName ? { tool_name: toolName } : {}),
  ...(toolCalls
    ? {
        tool_calls: toolCalls.map(({ name, argumentsJson }) => ({
          function: { name, arguments: argumentsObject(argumentsJson) },
        })),
      }
    : {}),
})

/** Older servers send no ids. */
const toolCall = (made: OllamaToolCall & { id?: unknown }, others: ToolCall[]): ToolCall => ({
  id: toolCallId(made.id, others),
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
      partsLeftOut: 0,
    },
  }) satisfies GeneratePart
