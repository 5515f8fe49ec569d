import type { Source } from '../answer'
import type { Caller } from '../caller'
import { drawList } from '../data/draw-list'
import { checkGiven, type Extract, gather, type MaterialRequest, nothingFound, textOf } from '../data/material'
import { sourcesOf } from '../data/sources'
import type { Generation, Llm, Usage } from '../llm'
import type { Rag } from '../rag'
import { keyOf, questionsSchema, type ReadQuestion, readQuestion } from './question'
import { quizPrompt } from './quiz-prompt'

interface Ports {
  llm: Llm
  rag: Rag
}

export interface QuizRequest extends MaterialRequest {
  numQuestions: number
  difficulty: 'easy' | 'medium' | 'hard'
  includeOptions: boolean
}

export interface QuizQuestion {
  question: string
  /** Distinct, the answer among them once; empty: none were wanted. */
  options: string[]
  answer: string
  explanation: string
  difficulty: QuizRequest['difficulty']
  sources: Source[]
}

export interface QuizResult {
  questions: QuizQuestion[]
  /** How many were asked for: fewer come when the material gives no more that are valid. */
  requested: number
  model: string
  usage: Usage
}

/** Room for a question with its options and its explanation, in any language; a model that runs on is stopped here. */
const TOKENS_EACH = 300

/** Questions whose answers stand in the material, each with the place where it does. */
export const createQuiz = ({ llm, rag }: Ports) =>
  async function quiz(request: QuizRequest, caller: Caller): Promise<QuizResult> {
    checkGiven(request, ['text', 'topic', 'source_ids', 'notebook_id'])
    const extracts = await gather(rag, request, caller)
    if (extracts.length === 0) throw nothingFound(request, 'give a text')
    const { items, model, usage } = await drawList<ReadQuestion>(
      llm,
      {
        what: 'a quiz',
        name: 'questions',
        wanted: request.numQuestions,
        extracts,
        toGeneration: (part, count, have, all) => toGeneration(request, part, count, have, all),
        read: (entry, evidence) => readQuestion(entry, request.includeOptions, evidence),
        keyOf,
      },
      caller,
    )
    const sources = await sourcesOf(
      rag,
      items.map(({ place }) => [place]),
      caller,
    )
    const questions = items.map(({ place: _, ...item }, index) => ({
      ...item,
      difficulty: request.difficulty,
      sources: sources[index] ?? [],
    }))
    return { questions, requested: request.numQuestions, model, usage }
  }

const toGeneration = (
  { topic, difficulty, includeOptions }: QuizRequest,
  part: Extract[],
  count: number,
  have: ReadQuestion[],
  all: number,
): Generation => ({
  sessionId: '',
  model: '',
  messages: quizPrompt({ part, count, topic, difficulty, includeOptions, have: have.map(({ question }) => question) }),
  jsonSchema: questionsSchema(count, includeOptions),
  maxTokens: count * TOKENS_EACH,
  brief: { task: 'quiz', question: topic, text: textOf(part), itemsMax: all },
})
