import { type Example, examples } from '../core/openapi/examples'

const { source, usage, about } = (() => {
  const { sources, user_id, timestamp } = examples.qa.answer
  return { source: sources[0], usage: examples.summarize.answer.usage, about: { user_id, timestamp } }
})()

/** Examples of the study features for the OpenAPI document. */
export const studyExamples = {
  quiz: {
    request: { text: 'Photosynthesis turns light into chemical energy. Its green pigment is chlorophyll.', num_questions: 1 },
    answer: {
      questions: [
        {
          question: 'What does photosynthesis turn light into?',
          options: ['heat', 'chemical energy', 'sound', 'motion'],
          answer: 'chemical energy',
          explanation: 'Photosynthesis turns light into chemical energy.',
          difficulty: 'medium',
          sources: [source],
        },
      ],
      requested: 1,
      model: 'gemma3:270m',
      usage,
      ...about,
    },
  },
  flashcards: {
    request: { topic: 'Photosynthesis', num_cards: 1 },
    answer: {
      title: 'Photosynthesis',
      cards: [
        {
          id: '5d0f3a9be2c148d7a1f0',
          front: 'Photosynthesis',
          back: 'Photosynthesis turns light into chemical energy.',
          tags: ['biology'],
          sources: [source],
        },
      ],
      requested: 1,
      model: 'gemma3:270m',
      usage,
      ...about,
    },
  },
  concepts: {
    request: { text: 'Photosynthesis turns light into chemical energy. Its green pigment is chlorophyll.', max_concepts: 2 },
    answer: {
      concepts: [
        {
          name: 'Photosynthesis',
          definition: 'Photosynthesis turns light into chemical energy.',
          example: 'A maple leaf on a sunny day.',
          related: ['Chlorophyll'],
          sources: [source],
        },
      ],
      model: 'gemma3:270m',
      usage,
      ...about,
    },
  },
  studyPlan: {
    request: { topic: 'Photosynthesis', start_date: '2026-03-02', end_date: '2026-03-06', minutes_per_day: 45 },
    answer: {
      topic: 'Photosynthesis',
      start_date: '2026-03-02',
      end_date: '2026-03-06',
      minutes_per_day: 45,
      plan: [
        {
          date: '2026-03-02',
          minutes: 45,
          title: 'Light reactions',
          tasks: ['Read the section on light.', 'Explain what chlorophyll does.'],
          sources: [source],
        },
      ],
      model: 'gemma3:270m',
      usage,
      ...about,
    },
  },
  renderMindMap: {
    request: { root: { label: 'Photosynthesis', children: [{ label: 'Light reactions', children: [] }] } },
  },
} satisfies Record<string, Omit<Example, 'answer'> & { answer?: object }>
