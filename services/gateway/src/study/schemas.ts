import { Type as t } from '@sinclair/typebox'
import { count, day, jsonData, named, nullable, real, string, word } from '../core/answer-schemas'
import { events } from '../core/openapi/operation'
import { NotebookId, optional, SourceIds, text } from '../core/schemas'
import {
  documentsProcessing,
  madeExample,
  madeFromPassagesExample,
  Source,
  sourceExample,
  studyAnswer,
  textEvents,
  transcript,
} from '../generation/schemas'
import type { MaterialRequest } from './source-material/source-material'

/** Fields that name the source material. The use case requires one of them. */
export const materialFields = {
  text: text(0, 100_000, { default: '', description: 'The text to make it from' }),
  topic: text(0, 500, { default: '', description: "Without a text: what of the user's documents to make it from" }),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
}

interface MaterialFields {
  text?: string | undefined
  topic?: string | undefined
  source_ids?: string[] | undefined
  notebook_id?: string | undefined
}

export const toMaterial = ({ text = '', topic = '', source_ids = [], notebook_id = '' }: MaterialFields): MaterialRequest => ({
  text,
  topic,
  sourceIds: source_ids,
  notebookId: notebook_id,
})

const sources = t.Array(Source, { description: 'Where the material says it' })

export const QaAnswer = studyAnswer('QaAnswer', {
  question: string('As it was asked'),
  answer: string('With citations as `[1]`'),
  sources: t.Array(Source, { description: 'Passages that the answer cites' }),
  confidence: nullable(
    real('', { minimum: 0, maximum: 1 }),
    'From the scores of the passages and the share of the answer that cites them; null: made without documents',
  ),
  documents_processing: documentsProcessing,
})

export const Summary = studyAnswer('Summary', {
  summary: string('The summary'),
  original_length: count('Characters (code points) of the text'),
  summary_length: count('Characters (code points) of the summary'),
})

const MindMapNode = t.Recursive(
  (Node) =>
    t.Object({
      id: string('Unique in this tree'),
      label: string('Subject'),
      level: count('0: the root'),
      children: t.Array(Node),
    }),
  { $id: 'MindMapNode' },
)

export const MindMap = studyAnswer('MindMap', {
  topic: string('As it was asked'),
  root: MindMapNode,
  total_nodes: count('The root included'),
  sources: t.Array(Source, { description: "The passages that it was made from; empty: the model's own knowledge" }),
})

const requested = count('The number that was asked for; there are fewer when the material gives no more')

export const Quiz = studyAnswer('Quiz', {
  questions: t.Array(
    named(
      'QuizQuestion',
      t.Object({
        question: string('The question'),
        options: t.Array(t.String(), { description: 'Distinct, the answer among them once; empty: none were wanted' }),
        answer: string('The answer'),
        explanation: string('Why'),
        difficulty: word(['easy', 'medium', 'hard']),
        sources,
      }),
    ),
  ),
  requested,
})

export const Flashcards = studyAnswer('Flashcards', {
  title: string('The topic, or the name of the document; empty: a text without a name'),
  cards: t.Array(
    named(
      'Flashcard',
      t.Object({
        id: string('The same for the same front'),
        front: string('The question side'),
        back: string('The answer side'),
        tags: t.Array(t.String()),
        sources,
      }),
    ),
  ),
  requested,
})

export const Concepts = studyAnswer('Concepts', {
  concepts: t.Array(
    named(
      'Concept',
      t.Object({
        name: string('The concept'),
        definition: string('As the material defines it'),
        example: nullable(t.String(), 'null: the material gives none'),
        related: t.Array(t.String(), { description: 'Names of others of this list' }),
        sources,
      }),
    ),
  ),
})

export const StudyPlan = studyAnswer('StudyPlan', {
  topic: string('As it was asked'),
  start_date: day('First day'),
  end_date: day('Last day'),
  minutes_per_day: count('The most that a day takes'),
  plan: t.Array(
    named(
      'StudyPlanEntry',
      t.Object({
        date: day('The day'),
        minutes: count('How long it takes'),
        title: string('Subject'),
        tasks: t.Array(t.String()),
        sources,
      }),
    ),
    { description: 'By date' },
  ),
})

const TEXT = 'Photosynthesis turns light into chemical energy. Its green pigment is chlorophyll.'

export const studyExamples = {
  qa: {
    request: { question: 'What does photosynthesis do?', top_k: 3 },
    answer: {
      question: 'What does photosynthesis do?',
      answer: 'It turns light into chemical energy [1].',
      sources: [sourceExample],
      confidence: 0.87,
      documents_processing: 0,
      ...madeFromPassagesExample,
    },
  },
  summarize: {
    request: {
      text: 'Photosynthesis turns light into chemical energy. It happens in the leaves.',
      max_length: 20,
      style: 'concise',
    },
    answer: { summary: 'Leaves turn light into chemical energy.', original_length: 74, summary_length: 39, ...madeExample },
  },
  mindMap: {
    request: { topic: 'Photosynthesis', depth: 1 },
    answer: {
      topic: 'Photosynthesis',
      root: {
        id: 'n0',
        label: 'Photosynthesis',
        level: 0,
        children: [{ id: 'n1', label: 'Light reactions', level: 1, children: [] }],
      },
      total_nodes: 2,
      sources: [sourceExample],
      ...madeFromPassagesExample,
    },
  },
  quiz: {
    request: { text: TEXT, num_questions: 1 },
    answer: {
      questions: [
        {
          question: 'What does photosynthesis turn light into?',
          options: ['heat', 'chemical energy', 'sound', 'motion'],
          answer: 'chemical energy',
          explanation: 'Photosynthesis turns light into chemical energy.',
          difficulty: 'medium',
          sources: [sourceExample],
        },
      ],
      requested: 1,
      ...madeExample,
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
          sources: [sourceExample],
        },
      ],
      requested: 1,
      ...madeExample,
    },
  },
  concepts: {
    request: { text: TEXT, max_concepts: 2 },
    answer: {
      concepts: [
        {
          name: 'Photosynthesis',
          definition: 'Photosynthesis turns light into chemical energy.',
          example: 'A maple leaf on a sunny day.',
          related: ['Chlorophyll'],
          sources: [sourceExample],
        },
      ],
      ...madeExample,
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
          sources: [sourceExample],
        },
      ],
      ...madeExample,
    },
  },
  renderMindMap: {
    request: { root: { label: 'Photosynthesis', children: [{ label: 'Light reactions', children: [] }] } },
  },
}

/** Streams whose last event holds the JSON answer of the plain call. */
export const qaEvents = events(
  'QaEvent',
  textEvents('QaDoneEvent', jsonData(QaAnswer)),
  transcript(JSON.stringify(studyExamples.qa.answer)),
)
export const summarizeEvents = events(
  'SummaryEvent',
  textEvents('SummaryDoneEvent', jsonData(Summary)),
  transcript(JSON.stringify(studyExamples.summarize.answer)),
)
