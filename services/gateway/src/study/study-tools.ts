import { createConcepts } from './concepts/concepts'
import { createFlashcards } from './flashcards/flashcards'
import type { Llm } from './llm'
import { createStudyPlan } from './plan/study-plan'
import { createQuiz } from './quiz/quiz'
import type { Rag } from './rag'

/** What makes something to study with out of a text or documents. */
export const createStudyTools = (ports: { llm: Llm; rag: Rag }) => ({
  quiz: createQuiz(ports),
  flashcards: createFlashcards(ports),
  concepts: createConcepts(ports),
  studyPlan: createStudyPlan(ports),
})
