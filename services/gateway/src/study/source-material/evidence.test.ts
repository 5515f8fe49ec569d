import { expect, test } from 'bun:test'
import { evidenceIn } from './evidence'

const now = async () => {}
const sentence = (at: number) =>
  `Chapter ${at} tells of the river number ${at} and of the people who live beside it for so many years. `
const content = Array.from({ length: 400 }, (_, at) => sentence(at)).join('')
const extract = { content, origin: null }

test('the place that holds the words of a claim is found in a long text', async () => {
  const evidence = await evidenceIn([extract], now)
  const place = evidence.find('the river number 217', 'Which river has people beside it?')
  expect(place?.share).toBeGreaterThan(0.9)
  expect(content.slice(place?.start, place?.end)).toContain('number 217')
  expect(evidence.find('xyzzy', 'river')).toBeUndefined()
  expect(evidence.support('the river number 217', 'people', 0.9)).toBeDefined()
  expect(evidence.support('the river number 9217', 'people', 0.5)).toBeUndefined()
  expect(evidence.support('the river number 217', 'people', 1.1)).toBeUndefined()
})

test('a name of signs alone is found where it stands', async () => {
  const text = `${content}The operator && joins two conditions. ${content}`
  const evidence = await evidenceIn([{ content: text, origin: null }], now)
  const place = evidence.support('&&', 'conditions', 0.5)
  expect(text.slice(place?.start, place?.end)).toContain('The operator &&')
  expect(evidence.support('||', 'conditions', 0.5)).toBeUndefined()
  expect(evidence.support('', 'conditions', 0.5)).toBeUndefined()
})

test('a long text is looked through in steps, between which others are served', async () => {
  let pauses = 0
  await evidenceIn([extract], async () => {
    pauses++
  })
  expect(pauses).toBeGreaterThan(100)
})
