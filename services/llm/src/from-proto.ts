import type { Brief as ProtoBrief } from '@collabry/proto/gen/collabry/llm/v1/Brief'
import type { EmbedRequest } from '@collabry/proto/gen/collabry/llm/v1/EmbedRequest'
import type { GenerateRequest as ProtoRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import { AppError } from '@collabry/runtime/errors'
import type { Brief, GenerateRequest, PromptMessage } from './models/model'

const MESSAGES_MAX = 1_000
const CONTENT_MAX = 1_000_000
const SCHEMA_MAX = 65_536
const QUESTION_MAX = 32_000
const PASSAGES_MAX = 50
const PASSAGE_MAX = 10_000
const TEXTS_MAX = 256
const TEXT_MAX = 20_000

/** The request as the domain has it; a limit of the contract that is broken is a validation_error. */
export function generateRequest(request: ProtoRequest): GenerateRequest {
  const { messages, maxTokens, temperature } = request
  check(messages.length >= 1 && messages.length <= MESSAGES_MAX, 'messages', `give 1 to ${MESSAGES_MAX}`)
  check(temperature === undefined || (temperature >= 0 && temperature <= 2), 'temperature', 'must be 0 to 2')
  return {
    model: request.model,
    messages: messages.map(({ role, content }): PromptMessage => {
      check(role !== 'ROLE_UNSPECIFIED' && Object.hasOwn(roles, role), 'messages', 'every one needs a role')
      check(content.length <= CONTENT_MAX, 'messages', `at most ${CONTENT_MAX} characters each`)
      return { role: roles[role as keyof typeof roles], content }
    }),
    jsonSchema: request.jsonSchema === '' ? undefined : jsonSchema(request.jsonSchema),
    maxTokens: maxTokens === 0 ? undefined : maxTokens,
    temperature,
    brief: brief(request.brief),
  }
}

const roles = { ROLE_SYSTEM: 'system', ROLE_USER: 'user', ROLE_ASSISTANT: 'assistant' } as const

export function embedTexts({ texts }: EmbedRequest): string[] {
  check(texts.length >= 1 && texts.length <= TEXTS_MAX, 'texts', `give 1 to ${TEXTS_MAX}`)
  for (const text of texts) check(text.length >= 1 && text.length <= TEXT_MAX, 'texts', `1 to ${TEXT_MAX} characters each`)
  return texts
}

function jsonSchema(text: string): Record<string, unknown> {
  check(text.length <= SCHEMA_MAX, 'json_schema', `at most ${SCHEMA_MAX} characters`)
  try {
    const schema: unknown = JSON.parse(text)
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema as Record<string, unknown>
  } catch {
    // the sentence below says it
  }
  throw invalid('json_schema', 'must be a JSON object')
}

const tasks = {
  TASK_UNSPECIFIED: 'chat',
  TASK_CHAT: 'chat',
  TASK_ANSWER: 'answer',
  TASK_SUMMARIZE: 'summarize',
  TASK_MIND_MAP: 'mind_map',
  TASK_CONCEPTS: 'concepts',
} as const
const styles = ['concise', 'detailed', 'bullet', 'study_guide'] as const

function brief(given: ProtoBrief | null): Brief {
  const { task = 'TASK_UNSPECIFIED', question = '', passages = [], text = '', style = '' } = given ?? {}
  check(question.length <= QUESTION_MAX, 'brief.question', `at most ${QUESTION_MAX} characters`)
  check(passages.length <= PASSAGES_MAX, 'brief.passages', `at most ${PASSAGES_MAX}`)
  check(text.length <= CONTENT_MAX, 'brief.text', `at most ${CONTENT_MAX} characters`)
  return {
    task: tasks[task] ?? 'chat',
    question,
    passages: passages.map(({ content, filename }) => {
      check(content.length <= PASSAGE_MAX, 'brief.passages', `at most ${PASSAGE_MAX} characters each`)
      return { content, filename }
    }),
    text,
    wordsMax: given?.wordsMax ?? 0,
    depthMax: given?.depthMax ?? 0,
    itemsMax: given?.itemsMax ?? 0,
    style: styles.find((known) => known === style) ?? 'concise',
  }
}

function check(holds: boolean, field: string, message: string): asserts holds {
  if (!holds) throw invalid(field, message)
}

const invalid = (field: string, message: string) =>
  new AppError('validation_error', `${field}: ${message}.`, { fields: [{ field, message }] })
