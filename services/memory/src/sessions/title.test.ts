import { expect, test } from 'bun:test'
import { titleOf } from './title'

test('a short message is its own title, on one line', () => {
  expect(titleOf('  What is\n\n ATP?\t')).toBe('What is ATP?')
  expect(titleOf('x'.repeat(60))).toBe('x'.repeat(60))
  expect(titleOf(' \n ')).toBe('')
})

test('a long message is cut after a whole word', () => {
  const title = titleOf('Explain to me how the mitochondrion, the power house of the cell, makes ATP')
  expect(title).toBe('Explain to me how the mitochondrion, the power house of the…')
  expect(titleOf(`${'a'.repeat(28)} ${'b'.repeat(29)}, ${'c'.repeat(9)}`)).toBe(`${'a'.repeat(28)} ${'b'.repeat(29)}…`)
})

test('text without blanks is cut between characters, never inside one', () => {
  expect(titleOf('細胞'.repeat(50))).toHaveLength(60)
  const family = '👩‍👩‍👧‍👦'
  expect(titleOf(family.repeat(20))).toBe(`${family.repeat(5)}…`)
  expect(titleOf(`x${'🙂'.repeat(60)}`).isWellFormed()).toBe(true)
})
