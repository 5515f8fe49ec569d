import { expect, test } from 'bun:test'
import { deflateSync } from 'node:zlib'
import { noRecognizer } from '../src/parse/ocr/recognizer'
import { readFile } from '../src/parse/read-file'
import { cffOf, pdfOf, ttfOf, type1Of } from './hostile-files'

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'

interface Drawing {
  /** Of each page: what is painted, in Latin-1. */
  pages: string[]
  font?: string
  /** Annotations of the first page. */
  annotations?: string[]
  more?: (string | Uint8Array)[]
  page?: string
}

/** Objects 1 to 3 are the catalogue, the pages and the font; those of `more` follow from 4 on. */
function pdf({ pages, font = HELVETICA, annotations = [], more = [], page = '' }: Drawing): Uint8Array {
  const first = 4 + more.length
  const kids = pages.map((_, at) => `${first + 2 * at} 0 R`)
  const drawn = pages.flatMap((content, at) => [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /X 4 0 R >> >> ${page} /Contents ${first + 2 * at + 1} 0 R ${at === 0 ? `/Annots [${annotations.join(' ')}]` : ''} >>`,
    new Uint8Array(Buffer.from(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`, 'latin1')),
  ])
  const form = `/AcroForm << /Fields [${annotations.filter((one) => one.endsWith(' R')).join(' ')}] /DR << /Font << /Helv 3 0 R >> >> >>`
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${form} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`,
    font,
    ...more,
    ...drawn,
  ])
}

const line = (x: number, y: number, text: string, size = 11) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET\n`
const lines = (x: number, top: number, texts: string[]) => texts.map((text, at) => line(x, top - 14 * at, text)).join('')
const textOf = async (drawing: Drawing) => (await readFile(pdf(drawing), 'none')).text.replace(/\f$/, '')

const LEFT = ['La cellule est la plus', 'petite partie de la vie', 'et se divise quand elle', 'est assez grande pour.']
const RIGHT = ['Enzyme sind Proteine und', 'beschleunigen, was ohne', 'sie zu langsam vor sich', 'ginge oder gar nicht.']

test('columns are read one after the other, in whatever order they are painted, below a title over both', async () => {
  const title = line(72, 760, 'Les cellules et enzymes', 20)
  const expected = `# Les cellules et enzymes\n\n${LEFT.join('\n')}\n\n${RIGHT.join('\n')}`
  const byRow = LEFT.map((text, at) => line(72, 700 - 14 * at, text) + line(260, 700 - 14 * at, RIGHT[at] ?? '')).join('')
  expect(await textOf({ pages: [title + byRow] })).toBe(expected)
  expect(await textOf({ pages: [lines(260, 700, RIGHT) + title + lines(72, 700, LEFT)] })).toBe(expected)
})

test('rows of a table stay together, and lines that are painted bottom up are read top down', async () => {
  const rows = [
    ['Wasserstoff', 'H', '1.008'],
    ['Helium', 'He', '4.003'],
    ['Lithium', 'Li', '6.94'],
  ]
  const table = rows
    .flatMap((row, at) => row.map((cell, column) => line(72 + 110 * column, 700 - 15 * at, cell)))
    .toReversed()
    .join('')
  expect(await textOf({ pages: [table] })).toBe('Wasserstoff H 1.008\nHelium He 4.003\nLithium Li 6.94')

  const years = ['Norway 12,310 8,870 859 1,178', 'Sweden 15,209 9,303 707 5,618', 'Latvia 14,144 2,631 932 3,151']
  const figures = years.map((row, at) =>
    row
      .split(' ')
      .map((cell, column) => line([72, 130, 250, 300, 420][column] ?? 0, 700 - 15 * at, cell))
      .join(''),
  )
  expect(await textOf({ pages: [figures.join('')] })).toBe(years.join('\n'))
})

test('turned pages and turned lines are read as with the head turned', async () => {
  const turned = `q 0 1 -1 0 300 100 cm\n${lines(0, 0, ['A wide table is set', 'sideways on the page.'])}Q\n`
  expect(await textOf({ pages: [turned] })).toBe('A wide table is set\nsideways on the page.')
  expect(await textOf({ pages: [lines(72, 500, ['First line of', 'a turned page.'])], page: '/Rotate 90' })).toBe(
    'First line of\na turned page.',
  )
})

test('text that is painted again at nearly the same place is there once, and words that stand twice stay', async () => {
  const bold = [0, 0.3, 0.6].map((dx) => lines(72 + dx, 700, ['Überschrift eins', 'Zeile zwei fett'])).join('')
  const shadow = line(73, 649, 'Schatten') + line(72, 650, 'Schatten')
  expect(
    await textOf({
      pages: [Buffer.from(bold + shadow, 'latin1').toString('latin1') + line(72, 600, 'ha ha ha, Kaffee und Bett')],
    }),
  ).toBe('Überschrift eins\nZeile zwei fett\n\nSchatten\n\nha ha ha, Kaffee und Bett')
})

test('narrow letters of a halo are there once, and double letters twice, also where each is painted by itself', async () => {
  const widths: Record<string, number> = { i: 222, l: 222, f: 278, t: 278, ' ': 278 }
  const single = (x: number, y: number, text: string) => {
    let at = x
    let content = ''
    for (const letter of text) {
      content += line(at, y, letter, 10)
      at += (widths[letter] ?? 556) / 100
    }
    return content
  }
  const words = 'nulli illi fall titt bill'
  expect(await textOf({ pages: [single(73, 699, words) + single(72, 700, words)] })).toBe(words)
  expect(await textOf({ pages: [single(72, 700, words)] })).toBe(words)
})

test('letter-spaced words are words', async () => {
  const spaced = (y: number, spacing: number, text: string) => `BT /F1 12 Tf ${spacing} Tc 72 ${y} Td (${text}) Tj 0 Tc ET\n`
  const single = [...'Sperrsatz'].map((letter, at) => line(72 + 12 * at, 600, letter, 12)).join('')
  expect(await textOf({ pages: [spaced(700, 4, 'SEHR WICHTIG') + spaced(660, 7, 'das hier'), single] })).toBe(
    'SEHR WICHTIG\n\ndas hier\fSperrsatz',
  )
})

test('words of one letter in a line without painted blanks are words, and a wide word among others is one', async () => {
  const apart = (words: string, blank: number) =>
    `BT /F1 12 Tf 72 700 Td [${words
      .split(' ')
      .map((word) => `(${word})`)
      .join(` ${-blank} `)}] TJ ET\n`
  const prose = async (words: string, blank = 400) => textOf({ pages: [apart(words, blank)] })
  for (const words of ['so you will get a C file of it', 'types A B C D and E of them', 'get a C file'])
    expect(await prose(words)).toBe(words)
  const wide =
    '(Das ist) -700 (s) -300 (e) -300 (h) -300 (r) -700 (w) -300 (i) -300 (e) -300 (d) -300 (e) -300 (r) -700 (falsch verstanden)'
  expect(await textOf({ pages: [`BT /F1 12 Tf 72 700 Td [${wide}] TJ ET\n`] })).toBe('Das ist sehr wieder falsch verstanden')
})

test('a hyphen at the end of a line stays where it belongs to the word', async () => {
  const divided = [
    'Die Haupt-',
    'und Neben-',
    'fächer, per E-',
    'Mail an die Nord-',
    'Süd-Achse: n-',
    'tridecanal, COVID-',
    '19, state-of-',
    'the-art, DNA-',
    'polymerase, price-',
    'determining.',
  ]
  const text = await textOf({ pages: [lines(72, 700, [...divided, 'What is price-determining?'])] })
  expect(text.replaceAll('\n', ' ')).toBe(
    'Die Haupt- und Nebenfächer, per E-Mail an die Nord-Süd-Achse: n-tridecanal, COVID-19, state-of-the-art, DNA-polymerase, price-determining. What is price-determining?',
  )
  const addresses = ['See https://example.org/long-', 'path/file.html, mail anna-', 'maria@example.org today.']
  expect(await textOf({ pages: [lines(72, 700, addresses)] })).toBe(
    'See https://example.org/long-path/file.html, mail anna-maria@example.org today.',
  )
  const capitals = ['THE ENVIRON-', 'MENT, AN X-', 'RAY, COVID-', '19 AND COMMON LIFE']
  expect(await textOf({ pages: [lines(72, 700, capitals)] })).toBe('THE ENVIRONMENT, AN X-RAY, COVID-19 AND COMMON LIFE')
  expect(await textOf({ pages: [lines(72, 700, ['beside COVID-', 'SARS'])] })).toBe('beside COVID-SARS')
  const title = line(72, 760, 'Photosyn-', 20) + line(72, 736, 'thesis of plants', 20) + line(72, 712, 'A second title', 20)
  const body = lines(
    72,
    660,
    Array.from({ length: 12 }, () => 'A leaf needs light and water to live and grow.'),
  )
  expect(await textOf({ pages: [title + body] })).toStartWith('# Photosynthesis of plants\n\n# A second title\n\nA leaf')
})

test('raised and lowered digits keep their meaning', async () => {
  const small = (x: number, y: number, text: string) => line(x, y, text, 7)
  expect(
    await textOf({
      pages: [
        line(72, 700, 'E = mc') +
          small(108, 704, '2') +
          line(113, 700, ' in 10') +
          small(140, 704, '-6') +
          line(147, 700, ' H') +
          small(158, 697, '2') +
          line(162, 700, 'O'),
      ],
    }),
  ).toBe('E = mc² in 10⁻⁶ H₂O')
})

test('raised digits before the text that they are marks of are no digits of its numbers', async () => {
  const mark = (text: string) => line(72, 704, text, 7)
  const shown = async (raised: string, x: number, text: string) => {
    const words = line(72, 720, 'A line of the main size above it.')
    return (await textOf({ pages: [words + mark(raised) + line(x, 700, text)] })).split('\n').at(-1)
  }
  expect(await shown('1', 76, '5 of 40 were treated twice.')).toBe('¹5 of 40 were treated twice.')
  expect(await shown('12', 80, '2024 without those of May.')).toBe('¹²2024 without those of May.')
  expect(await shown('3', 76, 'See the annex.')).toBe('³See the annex.')
  expect(await shown('14', 80, 'C has a half-life of 5730 years.')).toBe('¹⁴C has a half-life of 5730 years.')
  expect(await shown('1', 76, '/4 of the width is enough.')).toBe('1/4 of the width is enough.')
  expect(await shown('1', 80, '5 of 40 were treated twice.')).toBe('1 5 of 40 were treated twice.')
  const within = line(72, 700, 'of the year 1969 and ') + line(175, 704, '7', 7) + line(179, 700, '12 others')
  expect(await textOf({ pages: [within] })).toBe('of the year 1969 and ⁷12 others')
})

test('the digits of a cell of smaller type that stands off its line are no marks', async () => {
  const label = line(72, 700, 'The number of the standard', 14)
  for (const cell of ['20300', '1403/09/19', '47.500', '25%'])
    for (const y of [697.5, 702.5]) expect(await textOf({ pages: [label + line(280, y, cell)] })).toEndWith(`standard ${cell}`)
})

test('numbers of cells and labels that touch stay apart, and one that is painted in pieces stays whole', async () => {
  const overhanging = line(72, 700, 'dated 29.01.2016', 9) + line(137.5, 700, '1074935', 9)
  expect(await textOf({ pages: [overhanging] })).toBe('dated 29.01.2016 1074935')
  const axis = Array.from({ length: 5 }, (_, at) => line(72 + 11.5 * at, 700, `${12 + at}`, 9)).join('')
  expect(await textOf({ pages: [axis] })).toBe('12 13 14 15 16')
  // Amounts with a point at their end, the last of which begins above the end of the one before.
  const amounts = line(72, 700, '29.') + line(88.5, 700, '75666.36') + line(150, 700, '535.') + line(169, 700, '161494.73')
  expect(await textOf({ pages: [amounts] })).toBe('29. 75666.36 535. 161494.73')
  const painted = line(72, 700, '3.') + line(81.17, 700, '14159') + line(120, 700, 'of 29.') + line(147.7, 700, '05.2031')
  expect(await textOf({ pages: [painted] })).toBe('3.14159 of 29.05.2031')
  const bars = line(72, 700, '73.8') + line(93.4, 705, '74.6')
  expect(await textOf({ pages: [bars] })).toBe('73.8 74.6')
  const sizes = line(72, 700, '2016', 11) + line(96.4, 700, '1953', 8)
  expect(await textOf({ pages: [sizes] })).toBe('2016 1953')
  for (const step of [12.24, 11.9, 12.6]) {
    const pieces = `${line(72, 700, '20')}${line(72 + step, 700, '16')}${line(72 + 2 * step, 700, ' and 1')}`
    expect(await textOf({ pages: [pieces] })).toBe('2016 and 1')
  }
  const kerned = line(72, 700, '1', 24) + line(83.7, 700, '040NR', 24)
  expect(await textOf({ pages: [kerned] })).toBe('1040NR')
  const single = [...'20161953'].map((digit, at) => line(72 + 5 * at + 0.6 * (at % 2), 700, digit, 9)).join('')
  expect(await textOf({ pages: [single] })).toBe('20161953')
})

test('words above each other are no fraction, and their letters are not mixed', async () => {
  const label = line(72, 700, '13.B.0001', 20) + line(250, 711, 'DATED:', 6.5) + line(247, 700, '<Drawn Date>', 10)
  expect((await textOf({ pages: [label] })).split(/\s/).toSorted()).toEqual(['13.B.0001', '<Drawn', 'DATED:', 'Date>'])
  const drawing = line(72, 711, 'QUALITY CONTROL:', 6.5) + line(116, 700, '<QC By>', 10) + line(250, 700, '<Code>', 20)
  const text = await textOf({ pages: [drawing] })
  for (const words of ['QUALITY CONTROL:', '<QC By>', '<Code>']) expect(text).toContain(words)
})

test('small lines beside large type are lines of their own, and a column beside them stays one', async () => {
  const facts = ['of all households in the', 'district own a bicycle that', 'is younger than ten years']
  const beside = (x: number) => facts.map((text, at) => line(x, 724 - 13 * at, text)).join('')
  expect(await textOf({ pages: [line(72, 700, '73%', 54) + beside(210)] })).toBe(`73%\n${facts.join('\n')}`)
  expect(await textOf({ pages: [line(260, 700, '73%', 54) + beside(72)] })).toBe(`${facts.join('\n')}\n73%`)
  const [one = '', other = ''] = facts
  const two = line(72, 700, 'Step', 30) + line(160, 713, one) + line(160, 700, other)
  expect(await textOf({ pages: [two] })).toBe(`# Step\n\n${one}\n${other}`)
  const brace = line(72, 700, '\\173', 40) + facts.map((text, at) => line(95, 718 - 13 * at, text)).join('')
  expect(await textOf({ pages: [brace] })).toBe(`{ ${facts.join('\n')}`)
  const label = line(72, 700, 'A', 16) + line(110, 709, 'Checked', 7) + line(110, 697, 'Standard', 7)
  expect(await textOf({ pages: [label] })).toBe('A Checked Standard')
  const tolerance = `${line(72, 700, '70,00')}${line(110, 702, '+0,05')}${line(110, 697, '-0,02')}${line(150, 700, 'mm')}`
  expect(await textOf({ pages: [tolerance] })).toMatch(/^70,00 (\+0,05 -0,02|-0,02 \+0,05) mm$/)
})

test('text that is painted over other text on its line keeps its characters together', async () => {
  const remark = 'BILL NO.133, 132, 139, 138, 143, 140, 142, 141, 144, 156'
  const ledger = line(72, 700, remark) + line(250, 700, '26406576') + line(330, 700, '0') + line(400, 700, '1207631')
  const text = await textOf({ pages: [ledger] })
  for (const run of [remark, '26406576', '1207631']) expect(text).toContain(run)
})

test('text outside of its clip or of the page is not read, and text that is cut by them is read whole', async () => {
  const clipped = (clip: string, text: string) => `q ${clip} W n ${text}Q\n`
  const within = clipped('72 690 100 30 re', line(80, 700, 'Within, and longer than its cell'))
  const outside = clipped('72 590 100 30 re', line(180, 600, 'HIDDEN') + line(80, 640, 'HIDDEN'))
  const nested = clipped('72 490 400 30 re', clipped('72 490 100 30 re', line(200, 500, 'HIDDEN') + line(90, 500, 'Seen')))
  const shape = clipped('72 390 m 300 390 l 72 430 l h', line(200, 400, 'Also in a shape') + line(310, 400, 'HIDDEN'))
  const word = clipped('72 590 129 20 re', `${line(180, 600, 'airpo')}${line(202.7, 600, 'rt')}`)
  expect(await textOf({ pages: [word] })).toBe('airport')
  expect(await textOf({ pages: [line(72, 500, 'Seen')], page: '/CropBox [700 800 710 810]' })).toBe('Seen')
  const off = line(700, 300, 'HIDDEN') + line(-200, 300, 'HIDDEN') + line(72, -20, 'HIDDEN') + line(600, 300, 'Cut by the page')
  expect(await textOf({ pages: [within + outside + nested + shape + off] })).toBe(
    'Within, and longer than its cell\n\nSeen\n\nAlso in a shape\n\nCut by the page',
  )
  const cropped = line(72, 700, 'HIDDEN') + line(72, 300, 'Seen')
  for (const page of ['/CropBox [0 200 612 400]', '/CropBox [0 200 612 400] /Rotate 90'])
    expect(await textOf({ pages: [cropped], page })).toBe('Seen')
})

test('text outside of the box of a form is not read, wherever the form is painted', async () => {
  const content = line(10, 10, 'Seen') + line(10, 300, 'HIDDEN') + line(400, 10, 'HIDDEN')
  for (const matrix of ['1 0 0 1 0 0', '0 1 -1 0 100 0', '0.5 0 0 0.5 20 20']) {
    const form = `<< /Type /XObject /Subtype /Form /BBox [0 0 200 40] /Matrix [${matrix}] /Resources << /Font << /F1 3 0 R >> >> /Length ${content.length} >>\nstream\n${content}\nendstream`
    const painted = `q 2 0 0 2 100 300 cm /X Do Q q 0 0 10 10 re W n 1 0 0 1 300 300 cm /X Do Q`
    expect(await textOf({ pages: [painted], more: [form] })).toBe('Seen')
  }
})

const CJK = (name: string, encoding: string, ordering: string) => [
  `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
  `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${name} /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor 5 0 R >>`,
  `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>`,
]
const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`

test('East Asian text is read without its fonts, also downwards and character by character', async () => {
  const read = (name: string, encoding: string, ordering: string, content: string) => {
    const [font = '', ...more] = CJK(name, encoding, ordering)
    return textOf({ pages: [content], font, more })
  }
  const across = (text: string) => `BT /F1 12 Tf 72 700 Td ${hex(text)} Tj ET`
  expect(await read('HeiseiMin-W3', 'UniJIS-UCS2-H', 'Japan1', across('光合成は葉緑体で行われる。'))).toBe(
    '光合成は葉緑体で行われる。',
  )
  expect(await read('STSong-Light', 'UniGB-UCS2-H', 'GB1', across('光合作用在叶绿体中进行。'))).toBe('光合作用在叶绿体中进行。')
  expect(await read('HYSMyeongJo-Medium', 'UniKS-UCS2-H', 'Korea1', across('물이 필요하다.'))).toBe('물이 필요하다.')
  const single = (x: number, y: number, text: string) =>
    [...text].map((sign, at) => `BT /F1 12 Tf ${x} ${y - 13 * at} Td ${hex(sign)} Tj ET\n`).join('')
  expect(
    await read(
      'HeiseiMin-W3',
      'UniJIS-UCS2-H',
      'Japan1',
      single(500, 700, '吾輩は猫である。') + single(484, 700, '名前はまだ無い。'),
    ),
  ).toBe('吾輩は猫である。\n名前はまだ無い。')
  // Fonts that run downwards: PDFium gives all characters of one piece the box of its column.
  const downwards = (texts: string[]) => texts.map((text, at) => `BT /F1 12 Tf ${500 - 20 * at} 700 Td ${hex(text)} Tj ET`)
  const japanese = ['ニャーと泣いていた。', 'どこで生れたかは', 'とんと知らなかった。']
  const pieces = downwards(japanese)
  for (const content of [pieces, pieces.toReversed()]) {
    const text = await read('HeiseiMin-W3', 'UniJIS-UCS2-V', 'Japan1', content.join(' '))
    expect(text.split(/\n+/)).toEqual(japanese)
  }
  const korean = ['빙하는천천히', '움직인다']
  const text = await read('Batang', 'UniKS-UCS2-V', 'Korea1', downwards(korean).join(' '))
  expect(text.split(/\n+/)).toEqual(korean)
})

/** Letters stand for those of another script: a is the first of them. A sign may stand for several, as a ligature does. */
function lettered(letters: Iterable<string>): Pick<Drawing, 'font' | 'more'> {
  const map = [...letters].map((letter, at) => `<${(97 + at).toString(16)}> <${hex(letter).slice(1, -1)}>`)
  const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange ${map.length} beginbfchar ${map.join(' ')} endbfchar endcmap end end`
  return {
    font: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>',
    more: [`<< /Length ${toUnicode.length} >>\nstream\n${toUnicode}\nendstream`],
  }
}
const painted = (text: string) => line(200, 700, text.replaceAll(/[()]/g, '\\$&'))

test('lines from right to left are read in the order of speech, with their numbers and names', async () => {
  const hebrew = lettered('אבגדהוזחטיכלמנסעפצקרש')
  const cases = [
    ['cba DNA fed 1,953 ihg 25% lkj', 'יכל 25% זחט 1,953 דהו DNA אבג'],
    ['(fed) cba', 'אבג (דהו)'],
    [')fed( cba', 'אבג (דהו)'],
    [')fed )ihg(( cba', 'אבג ((זחט) דהו)'],
    ['fed 1960 1953 cba', 'אבג 1953 1960 דהו'],
    ['fed 2013-04-14 cba', 'אבג 2013-04-14 דהו'],
    ['fed 10:30 cba', 'אבג 10:30 דהו'],
    ['fed 2024-2025 cba', 'אבג 2024-2025 דהו'],
    ['fed 2025-2024 cba', 'אבג 2024-2025 דהו'],
    ['fed 2024\x962025 cba', 'אבג 2024–2025 דהו'],
    ['fed (2025 - 2024) cba', 'אבג (2024 - 2025) דהו'],
    ['fed 2024-11-05 cba', 'אבג 2024-11-05 דהו'],
    ['fed 1955-1234-2000 cba', 'אבג 1955-1234-2000 דהו'],
    ['fed 555-123 cba', 'אבג 555-123 דהו'],
    ['fed 1 234 567 cba', 'אבג 1 234 567 דהו'],
    ['fed 567 1234 03 cba', 'אבג 03 1234 567 דהו'],
    ['fed $25 cba', 'אבג $25 דהו'],
    ['fed 5- cba', 'אבג -5 דהו'],
    ['fed (COVID-19) cba', 'אבג (COVID-19) דהו'],
    ['THE WORDS fed 25 cba MEAN MORE', 'THE WORDS אבג 25 דהו MEAN MORE'],
    ['fed 1960\x961953 cba', 'אבג 1953–1960 דהו'],
    ['fed 5 DNA cba', 'אבג 5 DNA דהו'],
    ['fed AND MORE (WWW.EXAMPLE.COM) cba', 'אבג (WWW.EXAMPLE.COM) AND MORE דהו'],
    ['fed (NAME) IS cba', 'אבג IS (NAME) דהו'],
    ['fed (NAME) OTHER NAMES-b cba', 'אבג ב-OTHER NAMES (NAME) דהו'],
    ['fed °25 cba', 'אבג 25° דהו'],
  ]
  const text = await textOf({ pages: cases.map(([seen = '']) => painted(seen)), ...hebrew })
  expect(text.split('\f')).toEqual(cases.map(([, spoken = '']) => spoken))
})

test('Arabic digits run to the right in lines that are read from the right, and in those that are not', async () => {
  const arabic = lettered('٠١٢٣٤٥٦٧٨٩ابتثجحر٪')
  const cases = [
    ['bede mlk be', '١٤ ابت ١٤٣٤'],
    ['bede-mlk-be', '١٤-ابت-١٤٣٤'],
    ['be/ae/bede mlk', 'ابت ١٤/٠٤/١٤٣٤'],
    ['cabd-caba mlk', 'ابت ٢٠١٠-٢٠١٣'],
    ['mlk rcf nml', 'بتث ٢٥٪ ابت'],
    ['mlk cfr nml', 'بتث ٢٥٪ ابت'],
    ['d,fa mlk', 'ابت ٣,٥٠'],
    ['bede', '١٤٣٤'],
    ['(bede) mlk', 'ابت (١٤٣٤)'],
    ['mlk DNA be nml', 'بتث ١٤ DNA ابت'],
    ['IN THE YEAR be mlk NOTHING', 'IN THE YEAR ابت ١٤ NOTHING'],
    ['THE YEAR be IS OVER', 'THE YEAR ١٤ IS OVER'],
  ]
  const text = await textOf({ pages: cases.map(([seen = '']) => painted(seen)), ...arabic })
  expect(text.split('\f')).toEqual(cases.map(([, spoken = '']) => spoken))
})

test('the letters of a ligature from right to left are read in their order, whatever the font calls them', async () => {
  // a to h: lam with alef, its form, lam with meem, the name of God in letters and as its form, alef with a point and its form, meem.
  const ligatures = lettered([
    'لا',
    '\ufefb',
    'لم',
    'الله',
    '\ufdf2',
    'א\u05bc',
    '\ufb30',
    'م',
    'ש\u05c1\u05bc',
    '\ufef7',
    'لح',
    'في',
  ])
  const cases = [
    ['a', 'لا'],
    ['b', 'لا'],
    ['hah', 'ملام'],
    ['hbh', 'ملام'],
    ['hc', 'لمم'],
    ['hd', 'اللهم'],
    ['he', 'اللهم'],
    ['f', 'א\u05bc'],
    ['g', 'א\u05bc'],
    ['fi', 'ש\u05c1\u05bcא\u05bc'],
    ['hj', 'لأم'],
    ['hk h', 'م لحم'],
    ['l', 'في'],
    ['THE WORD ha IS NO', 'THE WORD لام IS NO'],
  ]
  const text = await textOf({ pages: cases.map(([seen = '']) => painted(seen)), ...ligatures })
  expect(text.normalize('NFC').split('\f')).toEqual(cases.map(([, spoken = '']) => spoken.normalize('NFC')))
})

test('a line whose font has a negative size is read as it stands', async () => {
  const head = 'BT /F1 -12 Tf'
  for (const content of [
    `${head} -1 0 0 -1 72 700 Tm (Upright words) Tj ET BT /F1 -12 Tf -1 0 0 -1 72 686 Tm (and more) Tj ET`,
    `${head} -100 Tz 1 0 0 -1 72 700 Tm (Upright words) Tj ET BT /F1 -12 Tf 1 0 0 -1 72 686 Tm (and more) Tj ET`,
    `1 0 0 -1 0 792 cm ${head} -100 Tz 1 0 0 1 72 92 Tm (Upright words) Tj 0 14 Td (and more) Tj ET`,
    `${head} 1 0 0 1 300 700 Tm (Upright words) Tj 0 14 Td (and more) Tj ET`,
    `${head} 0 -1 1 0 300 300 Tm (Upright words) Tj 0 14 Td (and more) Tj ET`,
  ])
    expect(await textOf({ pages: [content] })).toBe('Upright words\nand more')
})

test('a small fraction within a line is no number of its digits', async () => {
  const content = `${line(72, 700, 'Take')}${line(100, 704, '12', 7)}${line(102, 696, '5', 7)}${line(116, 700, 'cups, or')}${line(164, 704, 'a', 7)}${line(164, 696, '3', 7)}${line(174, 700, 'of one.')}`
  expect(await textOf({ pages: [content] })).toBe('Take 12/5 cups, or a/3 of one.')
  const measure = `${line(72, 700, '70,00')}${line(103, 704, '+0,02', 7)}${line(103, 696, '-0,05', 7)}${line(130, 700, 'mm')}`
  expect(await textOf({ pages: [measure] })).toBe('70,00 (+0,02)/(-0,05) mm')
  const ion = `${line(72, 700, 'The ion CO')}${line(126, 697, '3', 7)}${line(126, 705, '2', 7)}${line(140, 700, 'is here.')}`
  expect(await textOf({ pages: [ion] })).not.toContain('/')
})

test('what is filled into a form, typed onto a page or remarked on it is text', async () => {
  const widget = (fields: string, rect: string) =>
    `<< /Type /Annot /Subtype /Widget /Rect [${rect}] /DA (/Helv 11 Tf) ${fields} >>`
  const more = [
    widget('/FT /Tx /T (n) /V (Ana G\\363mez)', '130 695 300 713'),
    widget('/FT /Tx /T (p) /Ff 8192 /V (SECRET)', '130 600 300 618'),
    widget('/FT /Btn /T (b) /V /Yes /AS /Yes', '130 665 144 679'),
    widget('/FT /Ch /Ff 131072 /T (c) /Opt [(Bio) (Chemie)] /V (Chemie)', '130 635 250 653'),
  ]
  const annotations = [
    ...more.map((_, at) => `${4 + at} 0 R`),
    widget('/FT /Tx /T (x) /V (of no form)', '310 695 500 713'),
    '<< /Type /Annot /Subtype /FreeText /Rect [72 560 300 580] /DA (/Helv 11 Tf) /Contents (The exam moved.) >>',
    '<< /Type /Annot /Subtype /Text /Rect [500 700 520 720] /Contents (Ask about this.) >>',
    '<< /Type /Annot /Subtype /FreeText /F 2 /Rect [72 520 300 540] /DA (/Helv 11 Tf) /Contents (SECRET) >>',
  ]
  const labels = [line(72, 700, 'Name:'), line(72, 668, 'Agree:'), line(72, 640, 'Course:')].join('')
  expect(await textOf({ pages: [labels], annotations, more })).toBe(
    'Name: Ana Gómez of no form\n\nAgree: ☒\n\nCourse: Chemie\n\nThe exam moved.\n\n> Ask about this.',
  )
})

test('what fields, notes and stamps are painted with is text where nothing else of them is, and is not said twice', async () => {
  const look = (text: string) => {
    const content = `/Tx BMC q BT /F1 10 Tf 2 4 Td (${text}) Tj ET Q EMC`
    return `<< /Type /XObject /Subtype /Form /BBox [0 0 200 16] /Resources << /Font << /F1 3 0 R >> >> /Length ${content.length} >>\nstream\n${content}\nendstream`
  }
  const annotation = (fields: string, y: number, at: number) =>
    `<< /Type /Annot ${fields} /Rect [130 ${y} 330 ${y + 16}] /DA (/Helv 11 Tf) /AP << /N ${at} 0 R >> >>`
  const more = ['Seen value', 'Typed', 'Received on 3 May', 'Signed by Ann', 'SECRET', 'Reset'].map(look)
  const annotations = [
    annotation('/Subtype /Widget /FT /Tx /T (a)', 696, 4),
    annotation('/Subtype /Widget /FT /Tx /T (b) /V (Typed)', 666, 5),
    annotation('/Subtype /Stamp', 600, 6),
    annotation('/Subtype /Widget /FT /Sig /T (c)', 560, 7),
    annotation('/Subtype /Stamp /F 2', 520, 8),
    annotation('/Subtype /Widget /FT /Tx /T (d) /Ff 8192', 500, 8),
    annotation('/Subtype /Text /Contents (Ask about this.)', 480, 8),
    annotation('/Subtype /Widget /FT /Btn /T (e) /Ff 65536', 460, 9),
  ]
  const form = annotations.map((_, at) => `${10 + at} 0 R`)
  const labels = line(72, 700, 'Name:') + line(72, 670, 'Course:')
  for (const page of ['', '/Rotate 90'])
    expect(await textOf({ pages: [labels], annotations: form, more: [...more, ...annotations], page })).toBe(
      'Name: Seen value\n\nCourse: Typed\n\nReceived on 3 May\n\nSigned by Ann\n\n> Ask about this.',
    )
})

test('a page whose text is in a picture is named by its number, and an empty one is not', async () => {
  const picture = '0 0 0 rg 100 100 300 300 re f'
  const pages = [line(72, 700, 'Printed page one.'), picture, '', line(72, 700, 'Printed page four.'), picture]
  await expect(readFile(pdf({ pages }), 'none')).rejects.toMatchObject({ name: 'OcrRequired' })
  const { text, leftOut } = await readFile(pdf({ pages }), 'none', noRecognizer)
  expect(text).toBe('Printed page one.\f\f\fPrinted page four.\f\f')
  expect(leftOut).toEqual([{ kind: 'page', count: 2, sentence: 'The text of pages 2, 5 is in pictures and is not read here.' }])
})

/** A font of TeX, embedded, whose document says no more of its signs than `encoding`. */
const embedded = (file: string, program: Uint8Array, encoding = '') => ({
  font: `<< /Type /Font /Subtype /Type1 /BaseFont /AAAAAA+Signs /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /FontDescriptor 4 0 R ${encoding} >>`,
  more: [
    `<< /Type /FontDescriptor /FontName /AAAAAA+Signs /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 ${file} 5 0 R >>`,
    new Uint8Array(
      Buffer.concat([
        Buffer.from(
          `<< /Length ${program.length} /Length1 ${program.length} /Length2 0 /Length3 0 /Subtype /Type1C >>\nstream\n`,
        ),
        program,
        Buffer.from('\nendstream'),
      ]),
    ),
  ],
})
const shown = (codes: string, y = 700) => `BT /F1 12 Tf 72 ${y} Td [<${codes}>] TJ ET\n`
const shownLines = (lines: string[]) => lines.map((codes, at) => shown(codes, 700 - 14 * at)).join('')

test('signs of a font that only its own names tell are their characters, never the letters of their codes', async () => {
  const names = {
    2: 'epsilon1',
    16: 'parenleftBig',
    33: 'arrowright',
    44: 'defines',
    48: 'prime',
    54: 'negationslash',
    55: 'mapsto',
    61: 'equal',
    65: 'uni2115',
    66: 'u1D53C',
    67: 'bardbl.alt',
    68: 'f_f_i',
    69: 'bracketrightBig',
    70: 'bracehtipdownleft',
    71: 'strangesign',
    96: 'lscript',
    97: 'a',
    104: 'angbracketleft',
    105: 'angbracketright',
  }
  const lines = [
    '68606169',
    '6130610261',
    '6136> 500 <3d6137> 500 <2161',
    '612c61',
    '41424344',
    '10616145',
    '6161614761',
    '614661',
  ]
  const font = embedded('/FontFile', type1Of(names))
  expect(await textOf({ pages: [shownLines(lines)], ...font })).toBe(
    ['⟨ℓa⟩', 'a′aϵa', 'a≠a↦a', 'a≜a', 'ℕ𝔼∥ffi', '(aa]', 'aaa a', 'a a'].join('\n'),
  )
  // Names that only number the glyphs say nothing: the code is the best guess.
  const numbered = embedded('/FontFile', type1Of({ 97: 'g97', 98: 'g98' }))
  expect(await textOf({ pages: [shown('6162')], ...numbered })).toBe('ab')
})

test('a code that a document gives to the one glyph without a known name is that glyph', async () => {
  const differences = '/Encoding << /Type /Encoding /Differences [2 /epsilon1 97 /alpha /beta] >>'
  const font = embedded('/FontFile3', cffOf(['alpha', 'epsilon1', 'beta']), differences)
  expect(await textOf({ pages: [shown('026102')], ...font })).toBe('ϵαϵ')
})

test('the names that a document gives to codes are read from its encodings, also from packed ones', async () => {
  const differences = '/Encoding << /Type /Encoding /Differences [2 /f_f_i /f_i 97 /alpha /beta] >>'
  const ligatures = cffOf(['alpha', 'f_i', 'lscript', 'f_f_i'])
  expect(await textOf({ pages: [shown('6102616103')], ...embedded('/FontFile3', ligatures, differences) })).toBe('αffiααfi')
  const packed = deflateSync(Buffer.from('7 0 << /Differences [2 /f_f_i /f_i /other] >>'))
  const { font, more } = embedded('/FontFile3', ligatures, differences.replace('2 /f_f_i /f_i ', ''))
  const head = Buffer.from(`<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\r\n`)
  const objects = new Uint8Array(Buffer.concat([head, packed, Buffer.from('\nendstream')]))
  expect(await textOf({ pages: [shown('6102616103')], font, more: [...more, objects] })).toBe('αffiααfi')
  // Two encodings differ, and the font has both glyphs.
  const other = '<< /Type /Encoding /Differences [2 /f_i] >>'
  const unsure = embedded('/FontFile3', ligatures, differences)
  expect(await textOf({ pages: [shown('61616161616102616103')], ...unsure, more: [...unsure.more, other] })).toBe('αααααα ααfi')
})

test('characters of which nothing says what they are are counted, bullets and dots that lead to a number are not', async () => {
  const leftOutOf = async (...lines: string[]) => {
    const font = embedded('/FontFile', type1Of({ 71: 'strangesign', 72: 'odd', 97: 'a', 98: 'b', 101: 'one' }))
    const pages = [shownLines(['6162'.repeat(20), ...lines])]
    return (await readFile(pdf({ pages, ...font }), 'none')).leftOut.map(({ sentence }) => sentence)
  }
  const of = (count: number) => [`${count} characters are left out: the PDF does not say which they are.`]
  expect(await leftOutOf('61476261', '61> -900 <476162')).toEqual(of(2))
  expect(await leftOutOf('61474762')).toEqual(of(2))
  expect(await leftOutOf('614762')).toEqual(['One character is left out: the PDF does not say which it is.'])
  // At the end of a word, within and instead of a number, and in front of its unit.
  expect(await leftOutOf('616247', '654765', '6165> -300 <47> -300 <6162', '4847> -300 <6162')).toEqual(of(5))
  expect(await leftOutOf('476162', '47> -900 <6162', '6162> -900 <47> -900 <6162')).toEqual([])
})

const CID_FONT = (program: Uint8Array | undefined, more = '') => ({
  font: `<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Sum /Encoding /Identity-H /DescendantFonts [4 0 R] >>`,
  more: [
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Sum /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 ${more} >>`,
    `<< /Type /FontDescriptor /FontName /AAAAAA+Sum /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 ${program === undefined ? '' : '/FontFile2 6 0 R'} >>`,
    ...(program === undefined
      ? []
      : [
          new Uint8Array(
            Buffer.concat([
              Buffer.from(`<< /Length ${program.length} /Length1 ${program.length} >>\nstream\n`),
              program,
              Buffer.from('\nendstream'),
            ]),
          ),
        ]),
  ],
})

test('codes that only number glyphs are read by the tables of the font, and counted where it has none', async () => {
  const latin = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const read = async (codes: string, program: Uint8Array | undefined, more = '') => {
    const { font, more: objects } = CID_FONT(program, more)
    const content = `BT /F2 12 Tf 72 700 Td (The sum of all that is due is ) Tj /F1 12 Tf <${codes}> Tj /F2 12 Tf ( euros.) Tj ET`
    const page = `/Resources << /Font << /F1 3 0 R /F2 ${latin} >> >>`
    const { text, leftOut } = await readFile(pdf({ pages: [content], font, more: objects, page }), 'none')
    return [text.replace(/\f$/, ''), ...leftOut.map(({ sentence }) => sentence)]
  }
  const codes = '00010002000300010004'
  const sum = ['The sum of all that is due is 42.4ü euros.']
  expect(await read(codes, ttfOf({ characters: '42.ü' }))).toEqual(sum)
  expect(await read(codes, ttfOf({ names: ['uni0034', 'two.tnum', 'period', 'udieresis'] }))).toEqual([
    'The sum of all that is due is 42.4 euros.',
    'One character is left out: the PDF does not say which it is.',
  ])
  const lost = ['The sum of all that is due is euros.', '5 characters are left out: the PDF does not say which they are.']
  expect(await read(codes, ttfOf({ names: ['g1', 'g2', 'g3', 'g4'] }))).toEqual(lost)
  expect(await read(codes, undefined)).toEqual(lost)
  expect(await read(codes, ttfOf({ characters: '42.ü' }).subarray(0, 150))).toEqual(lost)
  // With a map of its own to glyphs the codes are no numbers of them.
  expect((await read(codes, ttfOf({ characters: '42.ü' }), '/CIDToGIDMap 7 0 R'))[0]).not.toContain('4')
  // The letters that these numbers are codes of have nothing to do with them.
  const many = ttfOf({ characters: `${'\ue000'.repeat(64)}42` })
  expect((await read('00410042', many))[0]).toBe('The sum of all that is due is 42 euros.')
})

test('codes that are the bytes of UTF-8 are read, whatever their length', async () => {
  const spaces = '3 begincodespacerange <00> <7F> <C280> <DFBF> <E0A080> <EFBFBF> endcodespacerange'
  const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 1 def ${spaces} endcmap end end`
  const encoding = new Uint8Array(
    Buffer.from(`<< /Type /CMap /CMapName /U /Length ${cmap.length} >>\nstream\n${cmap}\nendstream`),
  )
  const { font, more } = CID_FONT(ttfOf({ characters: '42' }))
  const utf8 = { font: font.replace('/Identity-H', `${4 + more.length} 0 R`), more: [...more, encoding] }
  expect(await textOf({ pages: [shown(Buffer.from('Лист 2').toString('hex'))], ...utf8 })).toBe('Лист 2')
  expect(await textOf({ pages: [shown(Buffer.from('№、42').toString('hex'))], ...utf8 })).toBe('№、42')
})

test('a broken program of a font leaves its text as it is', async () => {
  const whole = cffOf(['alpha', 'epsilon1', 'beta'])
  for (const length of [5, 60, whole.length - 30])
    expect(await textOf({ pages: [shown('4865')], ...embedded('/FontFile3', whole.subarray(0, length)) })).toBe('He')
})
