import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { json as jsonContent, type Operation, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, choice, flag, whole } from '../../core/schemas'
import { materialFields, Quiz as QuizAnswer, studyExamples, toMaterial } from '../schemas'
import type { QuizRequest, QuizResult } from './quiz'

export type Quiz = (request: QuizRequest, caller: Caller) => Promise<QuizResult>

interface QuizRoutes {
  quiz: Quiz
  answers: Answers
  json: JsonBody
}

const QuizBody = body(
  {
    ...materialFields,
    num_questions: whole(1, 50, { default: 5, description: 'At most so many; fewer when the material gives no more' }),
    difficulty: choice(['easy', 'medium', 'hard'], 'medium'),
    include_options: flag(true, 'Options to choose from; false: questions to be answered freely'),
  },
  'QuizRequest',
)

const SUMMARY = 'questions with answers that stand in a text or in the documents'

const documented = {
  tag: 'Study',
  description:
    'Made from `text`, or from the documents that fit `topic` or are named. Each question has the place in the material that holds its answer; fewer come when the material gives no more.',
  example: studyExamples.quiz.request,
  errors: ['not_found'],
  answers: { 200: { content: jsonContent(QuizAnswer, studyExamples.quiz.answer) } },
} satisfies Partial<Operation>

export const quizRoutes = ({ quiz, answers, json }: QuizRoutes) => {
  const ask = async ({ request, body }: { request: Request; body: Static<typeof QuizBody> }) =>
    withUser(request, await answers.waited(request, (caller) => quiz(toRequest(body), caller)))
  return new Elysia()
    .post('/ai/quiz', ask, {
      parse: json(QuizBody),
      body: QuizBody,
      detail: operation({ ...documented, id: 'quiz', summary: SUMMARY }),
    })
    .post('/ai/qa/generate', ask, {
      parse: json(QuizBody),
      body: QuizBody,
      detail: operation({ ...documented, id: 'generateQuestions', summary: `as /ai/quiz: ${SUMMARY}` }),
    })
}

const toRequest = (fields: Static<typeof QuizBody>): QuizRequest => ({
  ...toMaterial(fields),
  numQuestions: fields.num_questions,
  difficulty: fields.difficulty,
  includeOptions: fields.include_options,
})
