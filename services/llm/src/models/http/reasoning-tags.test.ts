import { expect, test } from 'bun:test'
import { ReasoningTags } from './reasoning-tags'

/** The text and the reasoning of an answer that comes in these pieces. */
function read(pieces: string[]) {
  const tags = new ReasoningTags()
  const parts = [...pieces.flatMap((text) => [...tags.push([{ type: 'text', text }])]), ...tags.flush()]
  for (const part of parts) expect(part.text).not.toBe('')
  const of = (type: string) => parts.map((part) => (part.type === type ? part.text : '')).join('')
  return { text: of('text'), reasoning: of('reasoning') }
}

const answers: [string, string, string][] = [
  ['<think>\nHm, </b> so.\n</think>\n\n It is <think> so.', '\nHm, </b> so.\n', 'It is <think> so.'],
  ['\n <thinking>Hm.</thinking>So.', 'Hm.', 'So.'],
  ['[THINK]Hm.[/THINK]So.', 'Hm.', 'So.'],
  ['<think></think>\n\nSo.', '', 'So.'],
  ['<think>never at an end', 'never at an end', ''],
  [' So <think>x</think>', '', ' So <think>x</think>'],
  ['<thinker> and </think>', '', '<thinker> and </think>'],
  ['  <thi', '', '  <thi'],
  ['', '', ''],
]

test.each(answers)('%j is separated alike, however it is split', (answer, reasoning, text) => {
  expect(read([answer])).toEqual({ text, reasoning })
  expect(read([...answer])).toEqual({ text, reasoning })
  for (let at = 1; at < answer.length; at++) expect(read([answer.slice(0, at), answer.slice(at)])).toEqual({ text, reasoning })
})

test('text that can be no tag is passed on at once', () => {
  const tags = new ReasoningTags()
  expect([...tags.push([{ type: 'text', text: ' So' }])]).toEqual([{ type: 'text', text: ' So' }])
  expect([...tags.push([{ type: 'text', text: ' <thi' }])]).toEqual([{ type: 'text', text: ' <thi' }])
})

test('endless white space is not held back', () => {
  const tags = new ReasoningTags()
  expect([...tags.push(Array.from({ length: 100 }, () => ({ type: 'text', text: '\n' })))].length).toBeGreaterThan(30)
})
