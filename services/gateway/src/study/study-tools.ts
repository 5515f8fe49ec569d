import type { Rag } from '../documents/ports'
import type { Llm } from '../generation/llm'
import { createConcepts } from './concepts/concepts'
import { createFlashcards } from './flashcards/flashcards'
import { createStudyPlan } from './plan/study-plan'
import { createQuiz } from './quiz/quiz'

/** Quiz, flashcards, concepts and study plan, made from a text or documents. */
export const createStudyTools = (ports: { llm: Llm; rag: Rag }) => ({
  quiz: createQuiz(ports),
  flashcards: createFlashcards(ports),
  concepts: createConcepts(ports),
  studyPlan: createStudyPlan(ports),
})
