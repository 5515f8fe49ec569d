import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { Answers } from '../core/responses'
import { type Concepts, conceptRoutes } from './concepts/routes'
import { type Flashcards, flashcardRoutes } from './flashcards/routes'
import { type MindMap, mindMapRenderRoutes } from './mindmap/routes'
import { type StudyPlan, studyPlanRoutes } from './plan/routes'
import { type Quiz, quizRoutes } from './quiz/routes'

/** Quiz, flashcards, concepts and study plan, made from a text or documents. */
export interface StudyTools {
  quiz: Quiz
  flashcards: Flashcards
  concepts: Concepts
  studyPlan: StudyPlan
}

export const studyToolRoutes = (routes: StudyTools & { mindMap: MindMap; answers: Answers; json: JsonBody }) =>
  new Elysia()
    .use(quizRoutes(routes))
    .use(flashcardRoutes(routes))
    .use(conceptRoutes(routes))
    .use(studyPlanRoutes(routes))
    .use(mindMapRenderRoutes(routes))
