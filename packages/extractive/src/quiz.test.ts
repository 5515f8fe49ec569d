import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { flashcards } from './dispatch'
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

test('the levels of a quiz differ, in what they ask or in what they offer', () => {
  const source = readCorpus({ passages: [], text: photosynthesis })
  const levels = (['easy', 'medium', 'hard'] as const).map((level) => JSON.stringify(quiz(source, 4, level)))
  expect(new Set(levels).size).toBe(3)
})

test('a plan over documents in two languages has each section in its own', () => {
  const german = `# Die Zelle\n\nDie Zelle ist die kleinste Einheit des Lebens. Der Zellkern enthält das Erbgut und steuert die Zelle. Die Mitochondrien liefern der Zelle ihre Energie.`
  const english = `# The heart\n\nThe heart is a muscle that pumps the blood through the body. The valves of the heart keep the blood from flowing back. The left ventricle is the strongest part of the heart.`
  const source = readCorpus({
    passages: [],
    text: `${english}\n\n# The lungs\n\n${english.replaceAll('heart', 'lung')}\n\n${german}`,
  })
  const plan = studyPlan(source, { question: '', itemsMax: 3 })
  const tasks = new Map(plan.map(({ title, tasks: [first = ''] }) => [title, first]))
  expect(tasks.get('Die Zelle')).toContain('Lies')
  expect(tasks.get('The heart')).toContain('Read')
})
