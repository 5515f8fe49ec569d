import { expect, test } from 'bun:test'
import { newton, photosynthesis, zelle } from './samples.fixture'
import { quotable, SENTENCE_CHARS_MAX, splitSentences } from './sentences'

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text)

test('every sentence is what stands between its offsets, with blanks made one', () => {
  for (const text of [photosynthesis, newton, zelle, 'One\r\nwrapped line. Two.\r\n\r\n- item\n']) {
    for (const { text: quoted, start, end } of splitSentences(text)) expect(quotable(text.slice(start, end))).toBe(quoted)
  }
})

test('a full stop of an abbreviation, an initial or an ordinal ends no sentence', () => {
  expect(texts('Dr. Smith met J. Doe, i.e. the author. They talked.')).toEqual([
    'Dr. Smith met J. Doe, i.e. the author.',
    'They talked.',
  ])
  expect(texts('Viele Stoffe, z. B. Wasser, leiten. Am 3. Mai regnete es.')).toEqual([
    'Viele Stoffe, z. B. Wasser, leiten.',
    'Am 3. Mai regnete es.',
  ])
  expect(texts('He said no. Then he left, see fig. 3 for more.')).toEqual(['He said no.', 'Then he left, see fig. 3 for more.'])
})

test('a hard-wrapped paragraph is read as one, headings and list items by themselves', () => {
  const found = splitSentences(
    '# Cells\n\nA cell is\nsmall. It lives.\n\n- first item\n- second\n\n```\ncode. here.\n```\n\n| a | b |\n',
  )
  expect(found.map(({ kind, text }) => [kind, text])).toEqual([
    ['heading', 'Cells'],
    ['prose', 'A cell is small.'],
    ['prose', 'It lives.'],
    ['item', 'first item'],
    ['item', 'second'],
  ])
  expect(found.at(-1)?.heading).toBe('Cells')
})

test('languages without blanks are cut at their own full stop', () => {
  expect(texts('光合作用很重要。植物需要光。')).toEqual(['光合作用很重要。', '植物需要光。'])
})

test('what never ends is cut into pieces of bounded length, between characters', () => {
  const found = texts('😀'.repeat(2_000) + 'a'.repeat(3_000))
  expect(found.length).toBeGreaterThan(3)
  for (const piece of found) {
    expect(piece.length).toBeLessThanOrEqual(SENTENCE_CHARS_MAX)
    expect(piece.isWellFormed()).toBe(true)
  }
})

test('front matter, marks, running headers and page labels are no sentences', () => {
  const page = (number: number) => `The Honeybee\nPage ${number}\n`
  const text = `---\ntitle: Bees\ntags: [a]\n---\n\n# Bees\n\nThe *bee* is **small**.\n\n${page(2)}\nIt has \`wings\`, see [here](https://a.example/b).\n\n${page(3)}\n`
  expect(texts(text)).toEqual(['Bees', 'The bee is small.', 'It has wings, see here.'])
  expect(texts('A History of Towers                 Page 2 of 3\n\nThey are tall.')).toEqual(['They are tall.'])
  expect(texts('The energy of the\nsun is stored in\n\n- 12 -\n\nsugar.')).toEqual([
    'The energy of the sun is stored in',
    'sugar.',
  ])
  expect(texts('In C, *p = 5 and a * b * c are no marks.')).toEqual(['In C, *p = 5 and a * b * c are no marks.'])
})

test('the number of an article ends no sentence', () => {
  expect(texts('Nach Artikel 48. dieser Verfassung gilt das. Artikel 49. gilt auch. Article 5. All are equal.')).toEqual([
    'Nach Artikel 48. dieser Verfassung gilt das.',
    'Artikel 49. gilt auch.',
    'Article 5. All are equal.',
  ])
})
