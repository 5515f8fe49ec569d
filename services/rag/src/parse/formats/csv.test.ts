import { expect, test } from 'bun:test'
import { parseCsv } from './csv'

const tables: [what: string, csv: string, text: string][] = [
  ['decimal commas', 'Preis, netto;Menge\n12,50;3\n8,00;2\n', '| Preis, netto | Menge |\n| 12,50 | 3 |\n| 8,00 | 2 |'],
  ['points and commas', 'name,price\npen,1.50\nbook,"1,250.00"\n', '| name | price |\n| pen | 1.50 |\n| book | 1,250.00 |'],
  ['tabs', 'a b\tc, d\n1;2\t3\n', '| a b | c, d |\n| 1;2 | 3 |'],
  ['pipes', 'term|page\nglacier|17\n', '| term | page |\n| glacier | 17 |'],
  ['a named delimiter', 'sep=;\na;b\n1,5;2\n', '| a | b |\n| 1,5 | 2 |'],
  ['a named delimiter in quotes', '"sep=|"\na|b\n1|2\n', '| a | b |\n| 1 | 2 |'],
  ['a delimiter of its own', 'sep=^\na^b\n1^2\n', '| a | b |\n| 1 | 2 |'],
  ['a title', 'Report, March, internal\nname;mark\nEva;1,3\n', 'Report, March, internal\n\n| name | mark |\n| Eva | 1,3 |'],
  [
    'a title that is divided like the rows',
    'Yields of 2025, in tonnes\nfield,wheat\nnorth,12\nsouth,14\n',
    'Yields of 2025, in tonnes\n\n| field | wheat |\n| north | 12 |\n| south | 14 |',
  ],
  [
    'remarks',
    '# made by hand; do not edit\n# 2026\nname;amount\nbook;12\npen;3\n',
    '# made by hand; do not edit\n\n# 2026\n\n| name | amount |\n| book | 12 |\n| pen | 3 |',
  ],
  ['a header that is too short', 'a;b\n1;2;3\n4;5;6\n', '| a | b |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |'],
  ['line breaks in a cell', 'a,b\n"1\n2",3\n', '| a | b |\n| 1 2 | 3 |'],
  ['doubled marks', 'a,b\n"said ""yes""",""\n', '| a | b |\n| said "yes" |  |'],
  ['marks that are not doubled', 'a,b\n"screen 5" wide",12\n"x" y,2\n', '| a | b |\n| screen 5" wide | 12 |\n| "x" y | 2 |'],
  ['inches at the end', 'item,size\nscreen,5"\nlamp,"3"\n', '| item | size |\n| screen | 5" |\n| lamp | 3 |'],
  ['a mark that is never closed', 'a,b\n"open,1\nx,2\ny,3\n', '| a | b |\n| "open | 1 |\n| x | 2 |\n| y | 3 |'],
  ['a mark that another one would close', 'a,b\n"open,1\n"shut",2\nx,3\n', '| a | b |\n| "open | 1 |\n| shut | 2 |\n| x | 3 |'],
  ['a named delimiter between blanks', '\n sep = ;\na;b\n1,5;2\n', '| a | b |\n| 1,5 | 2 |'],
  ['a named delimiter that was saved as a row', 'sep=;;\na;b\n1,5;2\n', '| a | b |\n| 1,5 | 2 |'],
  ['a named tab', 'sep=\\t\na, b\tc\n1,5\t2\n', '| a, b | c |\n| 1,5 | 2 |'],
  ['a header with the sign of a remark', '##by x, y\n#ID\tPOS\na\t1\nb\t2\n', '##by x, y\n\n| #ID | POS |\n| a | 1 |\n| b | 2 |'],
  ['remarks of other programs', '% one, two\nt,x\n0,1.5\n1,2.5\n', '% one, two\n\n| t | x |\n| 0 | 1.5 |\n| 1 | 2.5 |'],
  [
    'titles above a header, each divided otherwise',
    'Date: 1.2.; at 10\nDevice: X; Y; Z\n\nt [s];U [V]\n0,0;1,5\n0,1;1,6\n',
    'Date: 1.2.; at 10\n\nDevice: X; Y; Z\n\n| t [s] | U [V] |\n| 0,0 | 1,5 |\n| 0,1 | 1,6 |',
  ],
  [
    'a title above a header without a first cell',
    'Table 1; people; all\n;number;share, %\n2024;83,5;100,0\n2025;83,6;100,0\n',
    'Table 1; people; all\n\n|  | number | share, % |\n| 2024 | 83,5 | 100,0 |\n| 2025 | 83,6 | 100,0 |',
  ],
  [
    'a header like a sentence',
    'full name, age\nJane Doe, 31\nRick Roe, 42\n',
    '| full name | age |\n| Jane Doe | 31 |\n| Rick Roe | 42 |',
  ],
  ['a field of a page', `a,b\n"${'x,'.repeat(20_000)}y\nz",2\n`, `| a | b |\n| ${'x,'.repeat(20_000)}y z | 2 |`],
  ['blanks before a mark', 'a, b\n1, "x, y"\n2, "z"\n', '| a | b |\n| 1 | x, y |\n| 2 | z |'],
]

test('a file that is called a table is divided as its rows are', () => {
  for (const [what, csv, text] of tables) expect([what, parseCsv(csv, true)]).toEqual([what, text])
  for (const list of [
    'word\nother\n',
    'word\nother\nmore, or less\n',
    'Price\n1,5 €\n1.234,50 €\n',
    'Name\nDoe, Jane\nRoe, Rick\n',
  ])
    expect(parseCsv(list, true)).toBeUndefined()
})

test('a text is a table if all its rows are alike, below headings, and hold values', () => {
  for (const text of ['a,b\n1,"x\ny"\n2,z\n', 'name;since;by\nEva;2026-01-02;Jan\nUli;2026-02-03;Eva\n', 'k\tv\nx\ty\nz\tw\n'])
    expect(parseCsv(text, false)).toStartWith('| ')
  const rows = Array.from({ length: 9_000 }, (_, at) => `key ${at},${at}\n`).join('')
  expect(parseCsv(`key,value\n${rows}`, false)).toEndWith('| key 8999 | 8999 |')
  expect(parseCsv(`key,value\n${rows}Then prose, which goes on, begins.\n`, false)).toBeUndefined()
})

test('what only looks like a table stays as it is', () => {
  const texts = [
    '1,5\n2,7\n3,9\n4,1\n',
    'x=max(1,2)\ny=min(3,4)\nz=pow(5,6)\n',
    'P(A|B)=0.3\nP(B|A)=0.4\nP(C|A)=0.5\n',
    'f(x,y)=x+y\ng(x,y)=x-y\nh(x,y)=xy\n',
    'Rose,oh reiner Traum\nNacht,wie bist du still\nTag,so weit der Raum\n',
    'Rosen,Tulpen,Nelken\nalle,drei,welken\nnur,eine,nicht\n',
    '{"id":1,"term":"cell"}\n{"id":2,"term":"enzyme"}\n{"id":3,"term":"gene"}\n',
    '2026-01-02 12:00:01,INFO,started\n2026-01-02 12:00:02,WARN,slow\n2026-01-02 12:00:03,INFO,ended\n',
    'First, a line.\nThen, a line.\nAt last, a line.\n',
    'int a;int b;\nint c;int d;\nint e;int f;\n',
    'a | b | c\nd | e | f\ng | h | i\n',
    '| a | b |\n| - | - |\n| 1 | 2 |\n',
    'In 2019, 5\nIn 2020, 6\nIn 2021, 7\n',
    'Der Preis stieg um 1,5\nDie Menge sank um 2,7\nDer Rest blieb bei 3,1\n',
    'target:\n\tcc a.c\nother:\n\tcc b.c\n',
    'points (1,2)\npoints (3,4)\npoints (5,6)\n',
    'sep=;\nencoding=utf-8\nheader=true\n',
    'Smith, 12\nJones, 13\nMiller, 14\n',
  ]
  for (const text of texts) expect([text, parseCsv(text, false)]).toEqual([text, undefined])
})

test('quotation marks without end cost linear time', () => {
  const text = `a,b\n${'"x,1\n'.repeat(200_000)}`
  expect(parseCsv(text, true)?.length).toBe(`| a | b |\n${'| "x | 1 |\n'.repeat(200_000)}`.length - 1)
})
