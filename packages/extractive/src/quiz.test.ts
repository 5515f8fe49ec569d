import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { compose, flashcards } from './dispatch'
import { quotable } from './mask-markup'
import { quiz } from './quiz'
import { eau, emptyBrief, fotosentez, newton, photosynthesis, revolution, zelle } from './samples.fixture'
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

test('a plan asks what a term means where its section defines it, and how terms are connected elsewhere', () => {
  const text = `# Parliament

A quorum is the number of members that must be present. The quorum of the house is forty members.

# History

Emmeline Pankhurst led the suffragettes in Manchester. The suffragettes marched through London in 1908.`
  const [first, second] = studyPlan(sourceOf(text), { question: '', itemsMax: 2 })
  expect(first?.tasks.join(' ')).toContain('meant by “quorum”')
  expect(second?.tasks.join(' ')).not.toContain('meant by')
  expect(second?.tasks.join(' ')).toContain('How are “suffragettes” and ')
})

test('a plan without a text is about the topic alone, and without either there is none', () => {
  const plan = studyPlan(sourceOf(''), { question: 'Linear algebra', itemsMax: 5 })
  expect(plan.map(({ title }) => title)).toEqual(['Linear algebra'])
  expect(plan[0]?.tasks.every((task) => task.includes('Linear algebra'))).toBe(true)
  expect(studyPlan(sourceOf(''), { question: '', itemsMax: 5 })).toEqual([])
})

test('an easy quiz asks for defined terms, a hard one about reasons, with options from the same section', () => {
  const text = `# Databases

A database is a collection of data that programs can search. A table is a list of rows with the same columns.

# Indexes

An index is a sorted copy of one column that points to the rows. Every insertion is slow, because the database must also update a second copy. Rudolf Bayer described the tree in 1970.

# Transactions

A transaction is a group of changes that succeed together. A log is a file that lists every change of the table. If a crash stops the transfer, the log restores the account, so that no money is lost.`
  const source = sourceOf(text)
  expect(quiz(source, 4, 'easy').map(({ explanation }) => / is an? /.test(explanation))).toEqual([true, true, true, true])
  expect(quiz(source, 2, 'hard').map(({ explanation }) => /because|so that/.test(explanation))).toEqual([true, true])
  expect(quiz(source, 1, 'medium')[0]?.explanation).not.toMatch(/ is an? |because|so that/)
  const sections = text.split('# ')
  const beside = (level: 'easy' | 'hard') =>
    quiz(source, 1, level).flatMap(({ options, explanation }) => {
      const section = sections.find((part) => part.includes(explanation)) ?? ''
      return options.slice(1).filter((option) => section.includes(option))
    }).length
  expect(beside('easy')).toBe(0)
  expect(beside('hard')).toBeGreaterThan(1)
})

test('a card asks what a term means only where the text defines it, and else leaves a gap for the whole term', () => {
  const cards = flashcards(
    sourceOf(
      'A primary key is a column that identifies each row. Edward I confirmed the charter of the city in 1297. The city lies on a river in the north. The merchants of the city sold salt to the whole country.',
    ),
    6,
  )
  expect(cards.length).toBeGreaterThan(2)
  for (const { front, back } of cards) {
    if (front.startsWith('What exactly')) expect(back).toContain('is a column')
    else expect(front).toContain('_____')
    expect(front).not.toContain('_____ I confirmed')
    expect(front).not.toContain('primary _____')
  }
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

test('cards, concepts, quizzes and maps over documents in several languages are in the words of each', () => {
  const text = `${newton}\n\n${photosynthesis}\n\n${zelle}`
  const made = (task: 'flashcards' | 'quiz' | 'mind_map' | 'study_plan') =>
    compose({ brief: { ...emptyBrief, task, text, itemsMax: 6, depthMax: 2 }, wordsMax: 1_000, fields: undefined }).parts.join('')
  for (const { front, back } of JSON.parse(made('flashcards')).cards)
    expect(/Was genau|Welcher Begriff/.test(front)).toBe(zelle.includes(back))
  const questions: { question: string; options: string[]; explanation: string }[] = JSON.parse(made('quiz')).questions
  for (const { question, options, explanation } of questions) {
    const isGerman = zelle.includes(explanation)
    expect(question.startsWith('Welcher Begriff')).toBe(isGerman)
    for (const option of options) expect(zelle.includes(option)).toBe(isGerman)
  }
  expect(questions.filter(({ explanation }) => zelle.includes(explanation))).not.toBeEmpty()
  const map = made('mind_map')
  expect(map).toContain('Zelle')
  expect(map).not.toMatch(/"label":"(?:[Dd]er|[Dd]ie|[Dd]as|[Ee]iner?) /)
  const tasks: { tasks: string[] }[] = JSON.parse(made('study_plan')).plan
  expect(tasks.map(({ tasks: [first = ''] }) => first.startsWith('Lies'))).toEqual([false, false, false, false, false, true])
})
