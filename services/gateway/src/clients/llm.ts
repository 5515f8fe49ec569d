import type { BriefInit } from '@collabry/proto/gen/collabry/llm/v1/Brief'
import type { Finish } from '@collabry/proto/gen/collabry/llm/v1/Finish'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { LlmServiceClient } from '@collabry/proto/gen/collabry/llm/v1/LlmService'
import { AppError } from '@collabry/runtime/errors'
import { readStream } from '@collabry/runtime/grpc-client'
import type { Brief, Generation, GenerationPart, Llm } from '../study/llm'
import { lineEnds } from './line-ends'
import { retryStream } from './retry'

/** A long answer of a slow model; the llm service ends a silent model much earlier. */
const GENERATE_DEADLINE_MS = 600_000

export const llmClient = (stub: LlmServiceClient): Llm => ({
  async *generate(generation, caller): AsyncGenerator<GenerationPart> {
    const request = toRequest(generation, caller.userId)
    const limits = { ...caller, deadlineMs: GENERATE_DEADLINE_MS }
    const open = () => readStream((metadata, options) => stub.generate(request, metadata, options), limits)
    const ends = lineEnds()
    for await (const reply of retryStream(open, caller.signal)) {
      for (const delta of reply.deltas?.texts ?? []) {
        const text = ends.push(delta)
        if (text) yield { type: 'text', text }
      }
      if (!reply.finish) continue
      const rest = ends.flush()
      if (rest) yield { type: 'text', text: rest }
      yield toFinish(reply.finish)
      return
    }
    throw new AppError('upstream_error', 'The model stopped without finishing its answer; try again.')
  },
})

const roles = { system: 'ROLE_SYSTEM', user: 'ROLE_USER', assistant: 'ROLE_ASSISTANT' } as const

const tasks = {
  chat: 'TASK_CHAT',
  answer: 'TASK_ANSWER',
  summarize: 'TASK_SUMMARIZE',
  mind_map: 'TASK_MIND_MAP',
  concepts: 'TASK_CONCEPTS',
  quiz: 'TASK_QUIZ',
  flashcards: 'TASK_FLASHCARDS',
  study_plan: 'TASK_STUDY_PLAN',
} as const

const toRequest = (generation: Generation, userId: string): GenerateRequestInit => ({
  sessionId: generation.sessionId,
  model: generation.model,
  messages: generation.messages.map(({ role, content }) => ({ role: roles[role], content })),
  jsonSchema: generation.jsonSchema ? JSON.stringify(generation.jsonSchema) : '',
  maxTokens: generation.maxTokens ?? 0,
  ...(generation.temperature === undefined ? {} : { temperature: generation.temperature }),
  brief: toBrief(generation.brief),
  userId,
})

const toBrief = (brief: Brief): BriefInit => ({
  task: tasks[brief.task],
  question: brief.question ?? '',
  passages: brief.passages ?? [],
  text: brief.text ?? '',
  wordsMax: brief.wordsMax ?? 0,
  depthMax: brief.depthMax ?? 0,
  itemsMax: brief.itemsMax ?? 0,
  style: brief.style ?? '',
})

function toFinish({ reason, model, usage }: Finish): GenerationPart {
  const promptTokens = usage?.promptTokens ?? 0
  const completionTokens = usage?.completionTokens ?? 0
  return {
    type: 'finish',
    reason: reason === 'FINISH_REASON_LENGTH' ? 'length' : 'stop',
    model,
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
