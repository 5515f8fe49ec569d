import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { quotable } from './mask-markup'
import { eau, newton, photosynthesis, revolution, zelle } from './samples.fixture'
import { summarize } from './summarize'
import { countWords } from './words'

const styles = ['concise', 'detailed', 'bullet', 'study_guide'] as const
const summary = (text: string, style: (typeof styles)[number] = 'concise', wordsMax = 0) =>
  summarize(readCorpus({ passages: [], text }), { style, wordsMax }).join('')

test('a summary never has more words than wished, in any style', () => {
  for (const text of [photosynthesis, newton, revolution, zelle, eau]) {
    for (const style of styles) {
      for (const wordsMax of [1, 5, 12, 30, 80, 200]) {
        const words = countWords(summary(text, style, wordsMax))
        expect(words).toBeGreaterThan(0)
        expect(words).toBeLessThanOrEqual(wordsMax)
      }
    }
  }
})

test('every line of a bullet summary is a sentence of the text, in the order of the text', () => {
  for (const text of [photosynthesis, newton, revolution, zelle, eau]) {
    const places = summary(text, 'bullet')
      .split('\n')
      .map((line) => quotable(text).indexOf(line.slice(2)))
    expect(places.length).toBeGreaterThan(2)
    expect(places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1))).toBe(true)
  }
})

test('the sentence that says what the text is about is in the summary', () => {
  expect(summary(photosynthesis, 'concise', 40)).toContain('Photosynthesis is the process')
  expect(summary(zelle, 'concise', 40)).toContain('Die Zelle ist die kleinste')
})

test('what is said twice is not quoted twice', () => {
  const twice =
    'The heart pumps blood through the body of animals. The heart pumps the blood through the body of the animals. Lungs take up oxygen from the inhaled air.'
  const picked = summary(twice, 'bullet', 20)
  expect(picked.match(/heart/g)).toHaveLength(1)
  expect(picked).toContain('Lungs')
})

test('a study guide has its parts in the language of the text', () => {
  const guide = summary(zelle, 'study_guide')
  for (const heading of ['## Das Wichtigste', '## Wichtige Begriffe', '## Fragen zur Wiederholung'])
    expect(guide).toContain(heading)
  expect(guide).toContain('**Zelle**: Die Zelle ist die kleinste lebende Einheit aller Organismen.')
})

test('the last section of a long text takes part', () => {
  const filler = Array.from(
    { length: 900 },
    (_, index) => `Paragraph ${index} mentions item${index} beside thing${index} here.`,
  ).join('\n\n')
  const end =
    'Volcanoes erupt because magma rises. Magma rises because it is lighter than rock. Volcanoes form where magma reaches rock.'
  expect(summary(`${filler}\n\n${end}`, 'detailed', 300)).toContain('agma')
})
