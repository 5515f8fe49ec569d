import { expect, test } from 'bun:test'
import { type FoldedTurn, foldCase, RECALL_REACH, recall, withinReach } from './recall'

const turn = (question: string, answer: string): FoldedTurn => ({
  answerId: question,
  chars: question.length + answer.length,
  texts: [foldCase(question), foldCase(answer)],
})
const turns = [
  turn('What is the mitochondrion?', 'The powerhouse of the cell.'),
  turn('And the ribosome?', 'It is where proteins of the cell are made.'),
  turn('Was ist die Mitose?', 'Die Teilung einer Zelle.'),
]
async function* each(some: FoldedTurn[]) {
  yield* some
}
const now = async () => {}
const asked = (query: string, limit = 10) => recall(each(turns), { query, limit }, now)

test('the turn that shares the rarest words comes first', async () => {
  expect(await asked('cell proteins')).toEqual(['And the ribosome?', 'What is the mitochondrion?'])
  expect(await asked('cell proteins', 1)).toEqual(['And the ribosome?'])
})

test('words are compared whatever their case, and nothing shared is nothing found', async () => {
  expect(await asked('MITOSE')).toEqual(['Was ist die Mitose?'])
  expect(await asked('photosynthesis')).toEqual([])
  expect(await asked('?')).toEqual([])
})

test('a word is found whole: neither its beginning nor what it begins with counts', async () => {
  const some = [turn('a', 'cells'), turn('b', 'ce'), turn('c', 'cell')]
  const found = (query: string) => recall(each(some), { query, limit: 10 }, now)
  expect(await found('cell')).toEqual(['c'])
  expect(await found('ce cells')).toEqual(['a', 'b'])
  expect(await found('celled')).toEqual([])
})

test('turns that are recalled fit into a prompt together', async () => {
  const long = ['a', 'b', 'c'].map((name) => turn(name, `word ${'x '.repeat(45_000)}`))
  expect(await recall(each(long), { query: 'word', limit: 10 }, now)).toEqual(['a', 'b'])
})

test('no more is looked through than the reach, newest first, and a turn that is too long is passed over', () => {
  const lengths = (...chars: number[]) => withinReach(chars.map((length) => ({ chars: length }))).map(({ chars }) => chars)
  expect(lengths(5, RECALL_REACH.chars, 6, RECALL_REACH.chars - 11, 1)).toEqual([5, 6, RECALL_REACH.chars - 11])
  expect(lengths(...new Array<number>(RECALL_REACH.turns + 5).fill(1))).toHaveLength(RECALL_REACH.turns)
})

test('a long text is looked through in steps', async () => {
  let pauses = 0
  const pause = async () => {
    pauses++
  }
  await recall(each([turn('q', 'ab '.repeat(50_000))]), { query: 'ab', limit: 1 }, pause)
  expect(pauses).toBeGreaterThan(50)
})
