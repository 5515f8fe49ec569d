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

test('a row of a table is read with the labels of its columns where rows are asked for', () => {
  const table =
    '# Firings\n\n| Kind | Heat \\| air |\n|:--|--:|\n| **Raku** | 1,000 °C |\n| | 980 °C |\n\nEnd of it.\n\nA\tB\tC\n'
  const rows = splitSentences(table, { withRows: true }).filter(({ kind }) => kind === 'row')
  expect(rows.map(({ text, heading }) => [text, heading])).toEqual([
    ['Kind: Raku; Heat \\| air: 1,000 °C', 'Firings'],
    ['Heat \\| air: 980 °C', 'Firings'],
    ['A; B; C', 'Firings'],
  ])
  expect(splitSentences(table).map(({ text }) => text)).toEqual(['Firings', 'End of it.'])
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

test.each([
  [
    'labels of pages',
    'The acid reacts.\n\nSeite 2 von 10\n\n– 3 –\n\n[4]\n\n6/12\n\nxii\n\nSlide 8\n\nChapter 3 | 45\n\n第 3 页\n\nIt is salt.',
  ],
  [
    'repeated footers',
    `${'The acid reacts.\n\nAll who read this agree with us.\n\n'.repeat(1)}It is salt.\n\n© 2021 Press. All rights reserved.`,
  ],
  ['a table of contents', '1 Methods ........ 7\n2 Samples . . . . . 9\nAppendix A\t21\n\nThe acid reacts.\n\nIt is salt.'],
  ['numbers of lines', '1  The acid reacts.\n2  It is salt.\n3  It is dry.\n4  It is white.\n5  It is pure.'],
  ['tags', '<div class="x"><p>The <b>acid</b> reacts.&nbsp;It is salt.</p><br/>\n<!-- no -->\n<script>var a=1;</script></div>'],
  ['numbers of notes', 'The acid reacts.1 It is salt.²\n\n1 See Lee (1905).\n² Kim, 1919.\n[^3]: For example.'],
  ['marks of lists and quotes', '☐ The acid reacts.\n- [x] It is salt.\n> It is dry.\n\n![a picture](x.png)'],
  ['metadata', '+++\ntitle = "x"\n+++\n\nThe acid reacts. It is salt.\n\n{{Infobox}}\n\n__TOC__'],
])('%s are no sentences', (_, text) => {
  const found = splitSentences(text)
  expect(found.map(({ text }) => text).slice(0, 2)).toContain('The acid reacts.')
  expect(found.map(({ text }) => text)).toContain('It is salt.')
  for (const { text: sentence } of found) expect(sentence).toMatch(/^(?:The acid reacts|It is \w+|All who read .+)\.$/)
})

test('a word that the end of a line divides is whole, and a compound keeps its hyphen', () => {
  const text = 'The photo-\nsynthesis is a well-\nknown process. Haupt- und\nNebensatz.'
  expect(splitSentences(text).map(({ text }) => text)).toEqual([
    'The photosynthesis is a well-known process.',
    'Haupt- und Nebensatz.',
  ])
})

test('no sentence ends inside a quotation, and opening marks belong to what they open', () => {
  const sentences = (text: string) => splitSentences(text).map(({ text }) => text)
  expect(sentences('He said, "Stop! Now." Then he left... and came back.')).toEqual([
    'He said, "Stop! Now."',
    'Then he left... and came back.',
  ])
  expect(sentences('水是生命之源。“你好！”他说。今日は雨です。「行くの？」と聞いた。')).toEqual([
    '水是生命之源。',
    '“你好！”他说。',
    '今日は雨です。',
    '「行くの？」と聞いた。',
  ])
  expect(sentences('„Komm! Schnell!“ rief sie. Er kam.')).toEqual(['„Komm! Schnell!“ rief sie.', 'Er kam.'])
})
