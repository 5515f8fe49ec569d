import { Elysia } from 'elysia'
import type { Answers } from './answers'
import type { JsonBody } from './body'
import { type Concepts, conceptRoutes } from './concepts'
import { type Flashcards, flashcardRoutes } from './flashcards'
import type { MindMap } from './mindmap'
import { mindMapRenderRoutes } from './mindmap-render'
import { type Quiz, quizRoutes } from './quiz'
import { type StudyPlan, studyPlanRoutes } from './study-plan'

/** What makes something to study with out of a text or documents. */
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
