import type { Caller } from '../../core/caller'
import type { Rag } from '../../documents/ports'
import type { Generation, Llm, Usage } from '../../generation/llm'
import type { Source } from '../../generation/types'
import { type Extract, type MaterialRequest, required, textOf } from '../source-material/source-material'
import { drawSourced } from '../structured-output/attach-sources'
import { quizPrompt } from './prompt'
import { keyOf, questionsSchema, type ReadQuestion, readQuestion } from './question'

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
  /** Requested number. There are fewer when the material yields no more valid ones. */
  requested: number
  model: string
  usage: Usage
}

/** Room for a question with its options and its explanation, in any language; a model that runs on is stopped here. */
const TOKENS_EACH = 300

/** Questions whose answers stand in the material, each with the place where it does. */
export const createQuiz = ({ llm, rag }: Ports) =>
  async function quiz(request: QuizRequest, caller: Caller): Promise<QuizResult> {
    const extracts = await required(rag, request, ['text', 'topic', 'source_ids', 'notebook_id'], caller)
    const { items, model, usage } = await drawSourced<ReadQuestion>(
      { llm, rag },
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
    const questions = items.map(({ place: _, sources, ...item }) => ({
      ...item,
      difficulty: request.difficulty,
      sources,
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
