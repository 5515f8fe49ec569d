import type { ChatResponse, Message, ToolCall as OllamaToolCall } from 'ollama'
import { Call, connectivityProbe, type ModelLimits, openStream } from '../http/call'
import { plainConnections, type ReadPacing } from '../http/connections'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../http/errors'
import { mergeDelta, ReasoningTags, type TextPart } from '../http/reasoning-tags'
import { argumentsObject, callSchema, enforceCall, offeredTools, samplingFields, toolCallId } from '../http/tool-calls'
import type { GeneratePart, GenerateRequest, PromptMessage, ReasoningEffort, ToolCall } from '../model'
import { lineReader } from './transport'

const TOOL_CALLS_MAX = 128

/** Traits of a model that conversations with it must heed. */
export interface ModelTraits {
  /** Its template writes a blank before each answer of the conversation. */
  addsBlank: boolean
  /** The least reasoning that it can be asked for; undefined: it does not reason, or always does. */
  quietThink?: Think
}

interface Wanted extends ModelTraits {
  model: string
  contextTokensMax: number
}

/** Streams one chat, as the port of models specifies. */
export function chatStream({ url, limits, pacing }: { url: string; limits: ModelLimits; pacing: ReadPacing }) {
  const connectivity = connectivityProbe(url, limits.connectMs)
  const connections = plainConnections(url)

  async function* chat(wanted: Wanted, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
    const { model, contextTokensMax } = wanted
    const call = new Call(signal, limits.totalMs)
    const release = pacing.add()
    const toolCalls: ToolCall[] = []
    const tags = new ReasoningTags()
    const repetition = new TokenRepetition()
    try {
      call.failUnreachable(connectivity.check())
      const asked = { ...bodyOf(request, wanted), model, options: optionsOf(request, contextTokensMax), stream: true }
      const refusal = chatRefusal(model, request.model === '')
      const starting = openStream(call, refusal, { connections, url, path: '/api/chat', body: asked })
      const body = await call.step(limits.firstTokenMs, tooSlow, starting)
      call.rest = () => body.read()
      const lines = lineReader(body)
      let answers = await call.step(limits.firstTokenMs, tooSlow, lines())
      for (;;) {
        connectivity.confirm()
        const { parts, last } = answers.length === 0 ? repetition.end() : readAnswers(answers, toolCalls, repetition)
        for (const part of tags.push(parts)) yield part
        if (last) {
          call.finished()
          for (const part of tags.flush()) yield part
          if (toolCalls.length > 0) yield { type: 'tool_calls', calls: toolCalls }
          yield finish(last, { model, contextTokensMax, callsTools: toolCalls.length > 0 })
          return
        }
        await pacing.pause(body, request.wholeAnswer)
        answers = await call.step(limits.idleMs, stalled, lines())
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      release()
      call.close()
    }
  }

  /**
   * The answer. If reasoning took all the tokens of the first attempt, it is requested a second time with the least reasoning.
   */
  async function* spoken(wanted: Wanted, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
    let isSilent = true
    let tokensSpent = 0
    for await (const part of chat(wanted, request, signal)) {
      if (part.type === 'text' || part.type === 'tool_calls') isSilent = false
      if (part.type !== 'finish' || part.reason !== 'length' || !isSilent) yield part
      else tokensSpent = part.usage.completionTokens || 1
    }
    if (tokensSpent === 0) return
    const reasoningEffort = wanted.quietThink === false ? 'none' : 'low'
    for await (const part of chat(wanted, { ...request, reasoningEffort }, signal)) {
      if (part.type !== 'finish') yield part
      else yield { ...part, usage: { ...part.usage, completionTokens: part.usage.completionTokens + tokensSpent } }
    }
  }

  return (wanted: Wanted, request: GenerateRequest, signal: AbortSignal) => {
    // A caller without a question of a user sees the reasoning, and has chosen the length.
    const mayReason = !request.reasoningEffort && !QUIET_TASKS.has(request.brief.task)
    const mustSpeak = wanted.quietThink !== undefined && mayReason && request.brief.question !== ''
    return enforceCall((mustSpeak ? spoken : chat)(wanted, request, signal), request.tools)
  }
}

interface Answers {
  parts: TextPart[]
  /** The line that ends the answer. */
  last: Partial<ChatResponse> | undefined
}

/** The text of lines that arrived together, up to the line that ends the answer; tool calls are added to `toolCalls`. */
function readAnswers(
  answers: Partial<ChatResponse & { error: unknown }>[],
  toolCalls: ToolCall[],
  repetition: TokenRepetition,
): Answers {
  const parts: TextPart[] = []
  for (const answer of answers) {
    if (answer.error !== undefined) throw brokenAnswer(answer.error)
    const { thinking, content, tool_calls = [] } = answer.message ?? {}
    mergeDelta(parts, 'reasoning', thinking)
    mergeDelta(parts, 'text', content)
    repetition.add(content || thinking || '')
    for (const made of tool_calls) toolCalls.push(toolCall(made, toolCalls))
    if (toolCalls.length > TOOL_CALLS_MAX) throw brokenAnswer('too many tool calls')
    if (answer.done) return { parts, last: answer }
  }
  return { parts, last: undefined }
}

/** Ollama ends an answer when this many texts in a row repeat the one before them (`tokenRepeat` in its sources). */
const REPEATS_MAX = 30

/**
 * Recognises the end of an answer that Ollama cut because its model repeated one token. Ollama sends no done line and no error
 * then: the stream ends as one does that broke off, and only its last texts tell the two apart.
 */
class TokenRepetition {
  #last = ''
  #repeats = 0
  #texts = 0

  add(text: string): void {
    const token = text.trim()
    this.#repeats = token === this.#last ? this.#repeats + 1 : 0
    this.#last = token
    this.#texts++
  }

  /** Replaces the done line of an answer that was cut; throws if the stream broke off. */
  end(): Answers {
    if (this.#repeats < REPEATS_MAX) throw brokenAnswer('the stream ended without a done line')
    // Each text has one token, or several.
    return { parts: [], last: { done_reason: 'length', eval_count: this.#texts } }
  }
}

/** Ollama has no tool choice: without tools the model calls none, and a call that must be made is a JSON schema. */
function bodyOf({ messages, jsonSchema, tools, reasoningEffort, brief, mayBeCut = false }: GenerateRequest, traits: ModelTraits) {
  const format = callSchema(tools) ?? jsonSchema
  const think = reasoningEffort ? THINK[reasoningEffort] : QUIET_TASKS.has(brief.task) ? traits.quietThink : undefined
  return {
    messages: messages.map((message) => toMessage(message, traits.addsBlank)),
    ...(think !== undefined && { think }),
    format,
    ...(tools && tools.choice !== 'none' ? { tools: offeredTools(tools) } : {}),
    // The prompt fits by our count, and counting it again takes Ollama (from 0.15.5 on) as long as the tokenizer does. With a format
    // it asks a model that reasons twice, the second time with the reasoning, which only Ollama can cut to the window.
    ...(!mayBeCut && format === undefined && { truncate: false }),
  }
}

/** Their answers are short or of a fixed shape, and their length is bounded, to which Ollama counts the reasoning. */
const QUIET_TASKS: ReadonlySet<GenerateRequest['brief']['task']> = new Set([
  'summarize',
  'mind_map',
  'concepts',
  'quiz',
  'flashcards',
  'study_plan',
  'title',
])

type Think = boolean | 'low' | 'medium' | 'high'

/** Ollama's words for it. */
const THINK: Record<ReasoningEffort, Think> = {
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
 * Removes the blank at the beginning of an answer where the template writes one. With two blanks the prompt would differ from the
 * tokens that the model has evaluated, and a model with a sliding window (Gemma 3) would evaluate the whole conversation again.
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
