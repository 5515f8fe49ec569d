import { expect, test } from 'bun:test'
import { maskMarkup, quotable } from './mask-markup'
import { newton, photosynthesis, zelle } from './samples.fixture'
import { SENTENCE_CHARS_MAX, splitSentences } from './sentences'

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

test('a number ends a sentence, unless it is an ordinal of what follows', () => {
  expect(texts('Hoy se conservan 49. Gutenberg murió pobre.')).toEqual(['Hoy se conservan 49.', 'Gutenberg murió pobre.'])
  expect(texts('A draft is due on May 21. Papers follow.')).toEqual(['A draft is due on May 21.', 'Papers follow.'])
  expect(texts('Wir sind in Raum 2. Beginn ist Montag, 3. März. Im 19. Jahrhundert und beim 2. Versuch war es so.')).toEqual([
    'Wir sind in Raum 2.',
    'Beginn ist Montag, 3. März.',
    'Im 19. Jahrhundert und beim 2. Versuch war es so.',
  ])
  expect(texts('Sonra 2. Dünya Savaşı başladı.')).toEqual(['Sonra 2. Dünya Savaşı başladı.'])
})

test('lines with a label each are apart, and so is a paragraph right below a short item', () => {
  expect(texts('Teacher: Dr. Naomi Feldman\nOffice : room 12, or\nby appointment\nEmail: n@c.example')).toEqual([
    'Teacher: Dr. Naomi Feldman',
    'Office : room 12, or by appointment',
    'Email: n@c.example',
  ])
  expect(texts('教师：王明\n办公室：三楼 201')).toEqual(['教师：王明', '办公室：三楼 201'])
  expect(texts('Doors open at 9:30\nOn Monday 10:30 is fine')).toEqual(['Doors open at 9:30 On Monday 10:30 is fine'])
  expect(texts('The first line says\nNote: it goes\non here.')).toEqual(['The first line says Note: it goes on here.'])
  expect(texts('- Students: 24 €\nEnrolment is free in September. You pay on the fifth.')).toEqual([
    'Students: 24 €',
    'Enrolment is free in September.',
    'You pay on the fifth.',
  ])
  expect(texts('- an item over\nTwo lines')).toEqual(['an item over Two lines'])
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

const SOURCES: [kind: string, source: string, read: string[]][] = [
  [
    'subtitles',
    '1\n00:00:01,000 --> 00:00:04,200\n<i>A quake releases energy</i>\n\n2\n00:00:04,300 --> 00:00:08,900\nin the crust. [applause]\n\n3\n00:00:09,000 --> 00:00:13,500\nP waves arrive first.\n',
    ['A quake releases energy in the crust.', 'P waves arrive first.'],
  ],
  [
    'subtitles of the web',
    'WEBVTT\nKind: captions\n\n00:00.000 --> 00:04.000 align:start\n<v Prof. Hale>Vaccines train the\n\nNOTE recorded in May\n\n00:04.000 --> 00:09.000\nimmune system.\n',
    ['Vaccines train the immune system.'],
  ],
  [
    'a transcript with times of its own',
    '0:00\nblack holes are regions\n0:03\nfrom which no light\n0:07\ncan escape.\n',
    ['black holes are regions from which no light can escape.'],
  ],
  [
    'a chat',
    '[12/03/2024, 18:02:40] Tom: osmosis moves water\n[12/03/2024, 18:03:05] Lena: <Media omitted>\n03.12.23, 18:06 - Jo: Zellen platzen\n[6:02 PM] lena_b: and plants?\n18:02 <ada> They have walls.\n',
    ['osmosis moves water', 'Zellen platzen', 'and plants?', 'They have walls.'],
  ],
  [
    'a log',
    '2024-05-01 09:05:12 NOTE  Limestone was dissolved.\n2024-05-01T09:20:45Z [WARN] The balance drifted\n',
    ['Limestone was dissolved.', 'The balance drifted'],
  ],
  [
    'a letter',
    'From: A. Berg <a@uni.example>\nSubject: Birds\nDate: Mon, 4 Nov 2024\n\nStorks glide on warm air.\n\n-- \nA. Berg\nInstitute\n',
    ['Storks glide on warm air.'],
  ],
  [
    'a wiki',
    "{{Infobox river\n| length = {{convert|2850|km|mi}}\n}}\n'''The Danube''' rises in the [[Black Forest]], is {{convert|2850|km|mi}} long<ref name=\"a\">{{cite|x}}</ref> and flows into the [[Black Sea|sea]].\n\n== Delta ==\n[[File:D.jpg|thumb|The [[delta]]]]\n{|\n| a || b\n|}\nIt grows.{{citation needed}}\n[[Category:Rivers]]\n",
    ['The Danube rises in the Black Forest, is 2850 km long and flows into the sea.', 'Delta', 'It grows.'],
  ],
  [
    'LaTeX',
    '\\documentclass{article}\n\\title{T}\n\\begin{document}\n\\section{Spaces}\nA \\textbf{basis} spans $V$, see~\\cite{strang}.\\label{x} % todo\n\\begin{equation}\na = b\n\\end{equation}\n\\begin{itemize}\n\\item The trace is a sum.\n\\item So be it.\n\\end{itemize}\n\\end{document}\n',
    ['Spaces', 'A basis spans $V$, see strang.', 'The trace is a sum.', 'So be it.'],
  ],
  [
    'an outline of Org',
    '#+TITLE: Acids\n* Acids\n:PROPERTIES:\n:ID: a\n:END:\n** TODO Theory\nAn acid gives protons.\n#+BEGIN_SRC python\nprint(7)\n#+END_SRC\nA base takes them.\n',
    ['Acids', 'Theory', 'An acid gives protons.', 'A base takes them.'],
  ],
  [
    'reStructuredText',
    '.. _top:\n\nVolcanoes\n=========\n\n:Author: P. L.\n\n.. image:: a.png\n   :width: 3\n\n.. note:: Mauna Loa is large.\n\n* ash\n',
    ['Volcanoes', 'Mauna Loa is large.', 'ash'],
  ],
  [
    'notes of a program for notes',
    '---\n标题: 光\n---\n#biology #exam\n\n> [!info] Remember\n> ==Acetyl-CoA== enters the [[citric acid cycle|Krebs cycle]]. ![[krebs.png]]\n\nThe list x[[5]] is code. ^key1\n',
    ['Remember', 'Acetyl-CoA enters the Krebs cycle.', 'The list x[[5]] is code.'],
  ],
  [
    'Markdown with marks at the end of sentences',
    '**Results**\n\n**Aim.** To find out. 这叫做**折射**。<!-- skip -->\n\n<details><summary>Answer</summary>\n\nIt is so. ![A](a.png "A leaf")\n\n</details>\n',
    ['Results', 'Aim.', 'To find out.', '这叫做折射。', 'Answer', 'It is so.'],
  ],
  [
    'scanned pages with headers below their numbers',
    '- 14 -\n\nTHE WATER CYCLE   GEOGRAPHY 7\n\nWater rises as vapour.\n\nFig. 3.2: The cycle (after Miller 1998)\n\n- 15 -\n\nTHE WATER CYCLE   GEOGRAPHY 7\n\nPart of it seeps in.\n',
    ['Water rises as vapour.', 'Part of it seeps in.'],
  ],
  [
    'a page copied from a browser',
    'Home > Courses > History\nShare | Print | Settings\n\nThe revolution began in 1789.\n\n[1] Smith, J. (2010). Reefs.\n',
    ['The revolution began in 1789.'],
  ],
  ['values between commas', 'planet,moons,note\nMars,2,red\nVenus,0,hot\n\nBoth are planets, small ones.\n', ['Both are planets, small ones.']], // biome-ignore format: one line reads best
  [
    'a law and numbered headings',
    '§ 1 Scope\n(1) It holds for all clubs.\n(2) Not for parties.\n\n2. Founding\nSeven members are needed to found one.\n',
    ['§ 1 Scope', 'It holds for all clubs.', 'Not for parties.', 'Founding', 'Seven members are needed to found one.'],
  ],
]

test.each(SOURCES)('of %s the sentences are read without what only a program reads, each where it was', (_, source, read) => {
  expect(texts(source)).toEqual(read)
  for (const withStamps of [true, false]) expect(maskMarkup(source, { withStamps })).toHaveLength(source.length)
})

test('an answer keeps the times and names of a chat, a log and a letter', () => {
  const answers = (text: string) => splitSentences(text, { withRows: true }).map(({ text: quoted }) => quoted)
  expect(answers('2024-05-01 09:05:12 NOTE  Limestone was dissolved.\n')).toEqual([
    '2024-05-01 09:05:12 NOTE Limestone was dissolved.',
  ])
  expect(answers('From: A. Berg\nSubject: Birds\n\nStorks glide.\n').join(' ')).toContain('From: A. Berg')
})

test('code and formulas that look like links of a wiki stay', () => {
  for (const text of [
    'x[[5]] and [[1, 2], [3, 4]] are lists.',
    'In bash [[ -f a ]] && b is a test.',
    "It's a, and 'b' is not ''c''.",
  ])
    expect(texts(text)).toEqual([text])
})

test('a page ends a line, so that its last sentence does not take the title of the next one with it', () => {
  const text = 'Source: Bureau of the Census\f# Failing to prepare\n\nMany people begin too late with saving.'
  expect(splitSentences(text).map((sentence) => sentence.text)).toEqual([
    'Source: Bureau of the Census',
    'Failing to prepare',
    'Many people begin too late with saving.',
  ])
  const across = 'The valley was cut by ice and later\fwidened by the river.'
  expect(splitSentences(across).map((sentence) => sentence.text)).toEqual([
    'The valley was cut by ice and later widened by the river.',
  ])
})

test('paragraphs in the cells of a table are sentences without its rules, and values are none', () => {
  const aim = 'To assess the effect of sixteen weeks of treatment on markers of inflammation. It was small.'
  for (const text of [
    `| Primary: | ${aim} |`,
    `| | ${aim} |\n| --- | --- |\n| 5 ml | 37.5 % |`,
    `| ${'x'.repeat(2_500)} | ${aim} |`,
  ]) {
    const found = splitSentences(text)
    expect(found.map((sentence) => sentence.text)).toEqual([aim.slice(0, -14), 'It was small.'])
    for (const { text: quote, start, end } of found) expect(text.slice(start, end)).toBe(quote)
  }
})
