import { expect, test } from 'bun:test'
import { csvOf } from './routes'

test('lines end with CR LF, and what needs quotes has them', () => {
  expect(
    csvOf([
      ['a', 'b'],
      ['x,y', 'say "hi"'],
      ['two\nlines', ' blank '],
    ]),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines"," blank "\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '|calc', '\t=1', ' =1', '\r=1', '＝1', '\u200b=1'])('%p is no formula', (value) => {
  const cell = csvOf([[value]])
  expect(cell.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('a text with such signs inside is left alone', () => {
  expect(csvOf([['a = b', '3-4', "'x"]])).toBe("a = b,3-4,'x\r\n")
})
