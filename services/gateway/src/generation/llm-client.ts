import type { BriefInit } from '@collabry/proto/gen/collabry/llm/v1/Brief'
import type { Finish } from '@collabry/proto/gen/collabry/llm/v1/Finish'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponse } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import type { MessageInit } from '@collabry/proto/gen/collabry/llm/v1/Message'
import { AppError } from '@collabry/runtime/errors'
import type { Amounts, CountUsage } from '../account/usage'
import type { ToolModel } from '../chat/answer-with-tools'
import type { Caller, HeldRun } from '../core/caller'
import type { LlmStub } from '../core/grpc/stubs'
import { ANSWER_TOKENS_ESTIMATE } from '../core/limits/token-holds'
import { isSameModel } from '../openai/models'
import type { Droppable, Generation, GenerationPart, Llm, ModelPart, PartsLeftOut, PromptMessage } from './llm'
import type { ModelWatcher } from './model-status-client'
import { estimateTokens, tokensOfLength } from './split-text'

export const llmClient = (llm: MeteredLlm): Llm => ({
  async *generate(generation, caller): AsyncGenerator<GenerationPart> {
    for await (const part of modelParts(llm, toRequest(generation, caller.userId), caller)) {
      if (part.type === 'text') yield part
      // Without functions in the request the model can't call any.
      else if (part.type === 'finish') yield { ...part, reason: part.reason === 'length' ? 'length' : 'stop' }
    }
  },
})

const tasks = {
  chat: 'TASK_CHAT',
  answer: 'TASK_ANSWER',
  summarize: 'TASK_SUMMARIZE',
  mind_map: 'TASK_MIND_MAP',
  concepts: 'TASK_CONCEPTS',
  quiz: 'TASK_QUIZ',
  flashcards: 'TASK_FLASHCARDS',
  study_plan: 'TASK_STUDY_PLAN',
  title: 'TASK_TITLE',
} as const

const toRequest = (generation: Generation, userId: string): GenerateRequestInit => ({
  sessionId: generation.sessionId,
  model: generation.model,
  messages: generation.messages.map(toMessage),
  jsonSchema: generation.jsonSchema ? JSON.stringify(generation.jsonSchema) : '',
  maxTokens: generation.maxTokens ?? 0,
  ...(generation.temperature === undefined ? {} : { temperature: generation.temperature }),
  brief: toBrief(generation),
  ...toDroppable(generation.droppable, generation.messages),
  wholeAnswer: generation.wholeAnswer ?? false,
  ...(generation.isBackground ? { purpose: 'GENERATE_PURPOSE_BACKGROUND' as const } : {}),
  userId,
})

const toBrief = ({ brief, messages }: Generation): BriefInit => ({
  task: tasks[brief.task],
  question: brief.question ?? '',
  passages: brief.passages ?? [],
  ...toText(brief.text ?? '', messages),
  wordsMax: brief.wordsMax ?? 0,
  depthMax: brief.depthMax ?? 0,
  itemsMax: brief.itemsMax ?? 0,
  style: brief.style ?? '',
  difficulty: brief.difficulty ?? '',
})

/** Names the droppable parts by their places in the prompt; each one comes after the one before. */
function toDroppable(
  droppable: Droppable | undefined,
  messages: { content: string }[],
): Pick<GenerateRequestInit, 'droppable' | 'droppableMin'> {
  if (!droppable) return {}
  let [message, from] = [0, 0]
  const spans = droppable.parts.map((part) => {
    let start = messages[message]?.content.indexOf(part, from) ?? -1
    while (start < 0 && message < messages.length) {
      message++
      start = messages[message]?.content.indexOf(part) ?? -1
    }
    if (start < 0) throw new Error('a droppable part is not in the prompt')
    from = start + part.length
    return { message, start, end: from }
  })
  return { droppable: spans, droppableMin: droppable.min }
}

/** Shorter ones cost little when they travel twice. */
const SPAN_CHARS_MIN = 1_000

/** A long text is named by its place in the prompt, which quotes it. */
function toText(text: string, messages: Generation['messages']): Pick<BriefInit, 'text' | 'textSpan'> {
  if (text.length < SPAN_CHARS_MIN) return { text }
  const message = messages.findIndex(({ content }) => content.includes(text))
  const start = messages[message]?.content.indexOf(text) ?? 0
  return message < 0 ? { text } : { textSpan: { message, start, end: start + text.length } }
}

/** The service that runs models, and the counter of tokens of every run. */
export interface MeteredLlm {
  stub: LlmStub
  count: CountUsage
}

/** One generation: the parts as the service sends them. Its texts have LF as their only line end. */
export async function* modelParts(
  { stub, count }: MeteredLlm,
  request: GenerateRequestInit,
  caller: Caller,
): AsyncGenerator<ModelPart> {
  const held = await holdRun(request, caller)
  const run: Run = { answerChars: 0, finish: undefined, held }
  try {
    let note: PartsLeftOut = {}
    for await (const reply of stub.generate(request, caller)) {
      if (reply.partsLeftOut > 0) note = { partsLeftOut: reply.partsLeftOut }
      for (const part of partsOf(reply)) {
        if (part.type === 'text' || part.type === 'reasoning') noteText(run, part.text)
        const noted = note.partsLeftOut === undefined ? part : { ...part, ...note }
        note = {}
        if (noted.type === 'finish') run.finish = noted
        else yield noted
      }
    }
    // After the end of the call: returning earlier would cancel a call that succeeds.
    if (!run.finish) throw new AppError('upstream_error', 'The model stopped without finishing its answer; try again.')
    yield run.finish
  } finally {
    const taken = run.finish || run.answerChars > 0 ? tokensOf(run, request) : undefined
    if (taken) count(caller, taken)
    held?.run.end(taken ? taken.promptTokens + taken.completionTokens : 0)
  }
}

interface Run {
  answerChars: number
  held: HeldAnswer | undefined
  finish: Extract<ModelPart, { type: 'finish' }> | undefined
}

/** Counts the characters of the answer, and reserves more of the quota once the answer exceeds its reservation. */
function noteText(run: Run, text: string): void {
  run.answerChars += text.length
  const { held } = run
  if (held && tokensOfLength(run.answerChars) > held.answerTokens) {
    held.answerTokens *= 2
    held.run.raise(held.promptTokens + held.answerTokens)
  }
}

function* partsOf({ deltas, toolCalls, finish }: GenerateResponse): Generator<ModelPart> {
  for (const text of deltas?.reasoning ?? []) yield { type: 'reasoning', text }
  for (const text of deltas?.texts ?? []) yield deltas?.quoted ? { type: 'text', text, quoted: true } : { type: 'text', text }
  if (toolCalls) yield { type: 'tool_calls', calls: toolCalls.calls }
  if (finish) yield toFinish(finish)
}

/**
 * Quota that a run holds: its prompt and an answer of the requested length, which is doubled each time the answer gets longer.
 */
interface HeldAnswer {
  run: HeldRun
  promptTokens: number
  answerTokens: number
}

async function holdRun({ messages = [], maxTokens }: GenerateRequestInit, { tokens }: Caller): Promise<HeldAnswer | undefined> {
  if (!tokens) return undefined
  const promptTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content ?? ''), 0)
  const answerTokens = maxTokens || ANSWER_TOKENS_ESTIMATE
  return { run: await tokens.begin(promptTokens + answerTokens), promptTokens, answerTokens }
}

/** As the model counted them; of an answer that was broken off, an estimate: leaving early is no way around a quota. */
function tokensOf(
  { answerChars, finish }: Run,
  { messages = [] }: GenerateRequestInit,
): Pick<Amounts, 'promptTokens' | 'completionTokens'> {
  if (finish) return { promptTokens: finish.usage.prompt_tokens, completionTokens: finish.usage.completion_tokens }
  const promptChars = messages.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)
  return {
    promptTokens: tokensOfLength(promptChars),
    completionTokens: tokensOfLength(answerChars),
  }
}

const roles = { system: 'ROLE_SYSTEM', user: 'ROLE_USER', assistant: 'ROLE_ASSISTANT', tool: 'ROLE_TOOL' } as const

export const toMessage = ({ role, ...message }: PromptMessage): MessageInit => ({ ...message, role: roles[role] })

const reasons = { FINISH_REASON_LENGTH: 'length', FINISH_REASON_TOOL_CALLS: 'tool_calls' } as const

function toFinish({ reason, model, usage, unanswered }: Finish): Extract<ModelPart, { type: 'finish' }> {
  const promptTokens = usage?.promptTokens ?? 0
  const completionTokens = usage?.completionTokens ?? 0
  return {
    type: 'finish',
    reason: reason in reasons ? reasons[reason as keyof typeof reasons] : 'stop',
    model,
    unanswered,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      context: {
        window_tokens: usage?.contextTokensMax || null,
        messages_used: usage?.messagesUsed ?? 0,
        messages_left_out: usage?.messagesLeftOut ?? 0,
      },
    },
  }
}

export function toolModelClient(llm: MeteredLlm, watcher: ModelWatcher): ToolModel {
  return {
    async callsTools(model, { signal }) {
      const status = await watcher.current(signal)
      // The capabilities of models other than the configured one are unknown.
      return status?.callsTools === true && (model === '' || isSameModel(model, status.chatModel))
    },

    generate({ messages, tools, droppable, ...generation }, caller) {
      const request = {
        ...toRequest({ ...generation, messages: [] }, caller.userId),
        messages: messages.map(toMessage),
        ...toDroppable(droppable, messages),
        toolsJson: tools.length > 0 ? JSON.stringify(tools) : '',
      }
      return modelParts(llm, request, caller)
    },
  }
}
