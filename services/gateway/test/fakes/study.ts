import type { Usage } from '../../src/generation/llm'
import type { StudyTools } from '../../src/study/routes'

const usage: Usage = {
  prompt_tokens: 3,
  completion_tokens: 2,
  total_tokens: 5,
  context: { window_tokens: null, messages_used: 1, messages_left_out: 0 },
}
const about = { model: 'm', usage }

/** Study features that answer by themselves, for tests of the routes. */
export const studyTools: StudyTools = {
  quiz: async ({ numQuestions, difficulty }) => ({
    questions: [{ question: 'What?', options: ['a', 'b'], answer: 'a', explanation: 'Because.', difficulty, sources: [] }],
    requested: numQuestions,
    ...about,
  }),
  flashcards: async ({ topic, numCards }) => ({
    title: topic,
    cards: [{ id: 'c0ffee', front: 'Front', back: 'Back', tags: [], sources: [] }],
    requested: numCards,
    ...about,
  }),
  concepts: async () => ({
    concepts: [{ name: 'Light', definition: 'Light shines.', example: null, related: [], sources: [] }],
    ...about,
  }),
  studyPlan: async ({ topic, startDate, endDate, minutesPerDay }) => ({
    topic,
    start_date: startDate,
    end_date: endDate,
    minutes_per_day: minutesPerDay,
    plan: [{ date: startDate, minutes: minutesPerDay, title: topic, tasks: ['Read.'], sources: [] }],
    ...about,
  }),
}
