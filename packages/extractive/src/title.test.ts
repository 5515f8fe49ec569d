import { expect, test } from 'bun:test'
import { title } from './dispatch'

test.each([
  ['What is photosynthesis?', 'Photosynthesis'],
  ['Explain how a suspension bridge carries its load', 'Suspension bridge, load'],
  ['Wie funktioniert eine Wärmepumpe im Winter?', 'Wärmepumpe, Winter'],
  ['explain it', ''],
])('the title of %j is %j', (question, expected) => {
  expect(title(question)).toBe(expected)
})

test('a title is short, whatever the question is', () => {
  expect(title(`${'internationalisation '.repeat(3_000)} and mitochondria`).length).toBeLessThanOrEqual(60)
})
