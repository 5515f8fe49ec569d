import { expect, test } from 'bun:test'
import { recall } from './recall'

const turn = (question: string, answer: string) => ({ questionId: question, answerId: answer, question, answer })
const turns = [
  turn('What is the mitochondrion?', 'The powerhouse of the cell.'),
  turn('And the ribosome?', 'It is where proteins of the cell are made.'),
  turn('Was ist die Mitose?', 'Die Teilung einer Zelle.'),
]
const asked = (query: string, limit = 10) => recall(turns, query, limit).map(({ question }) => question)

test('the turn that shares the rarest words comes first', () => {
  expect(asked('cell proteins')).toEqual(['And the ribosome?', 'What is the mitochondrion?'])
  expect(asked('cell proteins', 1)).toEqual(['And the ribosome?'])
})

test('words are compared whatever their case, and nothing shared is nothing found', () => {
  expect(asked('MITOSE')).toEqual(['Was ist die Mitose?'])
  expect(asked('photosynthesis')).toEqual([])
  expect(asked('?')).toEqual([])
})
