import type { BriefInit } from '@collabry/proto/gen/collabry/llm/v1/Brief'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { Droppable, Generation, GenerationPart, Llm } from './llm'
import { type MeteredLlm, modelParts, toMessage } from './model-parts-client'

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

export const toRequest = (generation: Generation, userId: string): GenerateRequestInit => ({
  sessionId: generation.sessionId,
  model: generation.model,
  messages: generation.messages.map(toMessage),
  jsonSchema: generation.jsonSchema ? JSON.stringify(generation.jsonSchema) : '',
  maxTokens: generation.maxTokens ?? 0,
  ...(generation.temperature === undefined ? {} : { temperature: generation.temperature }),
  brief: toBrief(generation),
  ...toDroppable(generation.droppable, generation.messages),
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
})

/** Names the droppable parts by their places in the prompt; each one comes after the one before. */
export function toDroppable(
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
