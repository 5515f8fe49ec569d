import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { flashcards } from './flashcards'
import { quiz } from './quiz'
import { eau, fotosentez, newton, photosynthesis, revolution, zelle } from './samples.fixture'
import { quotable } from './sentences'
import { studyPlan } from './study-plan'

const sourceOf = (text: string) => readCorpus({ passages: [], text })
const texts = [photosynthesis, newton, revolution, zelle, eau, fotosentez]

test('a question is a sentence of the text with a gap that one option alone fills', () => {
  for (const text of texts) {
    const questions = quiz(sourceOf(text), 6)
    expect(questions.length).toBeGreaterThan(3)
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length)
    for (const { question, options, answer, explanation } of questions) {
      expect(quotable(text)).toContain(explanation)
      expect(question).toContain(explanation.replaceAll(answer, '_____'))
      expect(question).not.toContain(answer)
      expect(options.filter((option) => option === answer)).toHaveLength(1)
      expect(new Set(options.map((option) => option.toLowerCase())).size).toBe(options.length)
      expect(options.length).toBeGreaterThan(1)
    }
  }
})

test('there are no more questions than wished, and none of a text that says nothing', () => {
  expect(quiz(sourceOf(newton), 2)).toHaveLength(2)
  expect(quiz(sourceOf('Hello.'), 5)).toEqual([])
  expect(quiz(sourceOf(''), 5)).toEqual([])
})

test('a card says of a term what the text says, and no two are alike', () => {
  for (const text of texts) {
    const cards = flashcards(sourceOf(text), 8)
    expect(cards.length).toBeGreaterThan(2)
    expect(new Set(cards.map(({ front }) => front)).size).toBe(cards.length)
    for (const { back } of cards) expect(quotable(text)).toContain(back)
  }
  expect(flashcards(sourceOf(newton), 3)).toHaveLength(3)
})

test('a plan goes through the sections of a text in their order', () => {
  const titles = studyPlan(sourceOf(photosynthesis), { question: '', itemsMax: 8 }).map(({ title }) => title)
  expect(titles).toEqual(['Photosynthesis', 'Light-dependent reactions', 'Calvin cycle', 'Limiting factors'])
  expect(studyPlan(sourceOf(newton), { question: '', itemsMax: 3 })).toHaveLength(3)
})

test('a plan without a text is about the topic alone, and without either there is none', () => {
  const plan = studyPlan(sourceOf(''), { question: 'Linear algebra', itemsMax: 5 })
  expect(plan.map(({ title }) => title)).toEqual(['Linear algebra'])
  expect(plan[0]?.tasks.every((task) => task.includes('Linear algebra'))).toBe(true)
  expect(studyPlan(sourceOf(''), { question: '', itemsMax: 5 })).toEqual([])
})
