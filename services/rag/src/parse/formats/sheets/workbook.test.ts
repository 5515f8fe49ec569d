import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { openZip } from '../../zip'
import { parseWorkbook } from './workbook'

interface SheetSource {
  name: string
  state?: string
  /** What stands in `sheetData`, and around it. */
  data: string
  before?: string
  behind?: string
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

function read(
  sheets: SheetSource[],
  { formats = [] as string[], strings = '', settings = '', prefix = '', drawing = '', diagram = '', table = '' } = {},
) {
  const p = prefix === '' ? '' : `${prefix}:`
  const namespace = prefix === '' ? MAIN : MAIN.replace('xmlns', `xmlns:${prefix}`)
  const entries = sheets.map(({ name, state = 'visible' }, at) => `<sheet name="${name}" state="${state}" r:id="s${at}"/>`)
  const relations = sheets.map((_, at) => `<Relationship Id="s${at}" Type="${TYPES}/worksheet" Target="sheet${at}.xml"/>`)
  const codes = formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code}"/>`)
  const styles = formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`)
  const files = {
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${TYPES}">${settings}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}<Relationship Id="t" Type="${TYPES}/sharedStrings" Target="/xl/strings.xml"/><Relationship Id="f" Type="${TYPES}/styles" Target="styles.xml"/></Relationships>`,
    'xl/_rels/sheet0.xml.rels': `<Relationships><Relationship Id="d" Type="${TYPES}/drawing" Target="drawing.xml"/><Relationship Id="t" Type="${TYPES}/table" Target="table.xml"/></Relationships>`,
    'xl/table.xml': table || '<none/>',
    'xl/drawing.xml': drawing || '<none/>',
    'xl/_rels/drawing.xml.rels': `<Relationships><Relationship Id="g" Type="${TYPES}/diagramData" Target="diagram.xml"/></Relationships>`,
    'xl/diagram.xml': diagram || '<none/>',
    'xl/strings.xml': `<sst ${MAIN}>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ data, before = '', behind = '' }, at) => [
        `xl/sheet${at}.xml`,
        `<${p}worksheet ${namespace}>${before}<${p}sheetData>${data}</${p}sheetData>${behind}</${p}worksheet>`,
      ]),
    ),
  }
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, source]) => [name, strToU8(source)])))
  return parseWorkbook(openZip(zip), 'xl/workbook.xml')
}

const n = (ref: string, value: number | string, style = 0) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`
const s = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

test('numbers, times and amounts read as the sheet shows them', () => {
  const shown: [format: string, value: number | string, text: string][] = [
    ['General', 0.30000000000000004, '0.3'],
    ['General', 14_000_000, '14000000'],
    ['0%', 0.07, '7%'],
    ['0.0%', 0.475, '47.5%'],
    ['00000', 42, '00042'],
    ['#,##0.00 &quot;€&quot;', 1234.5, '1,234.50 €'],
    ['[$¥-411]#,##0', 1500, '¥1,500'],
    ['#,##0.00\\ [$€-407]', 1234.5, '1,234.50 €'],
    ['[$R$-416]\\ #,##0.00;[Red]-[$R$-416]\\ #,##0.00', -1234.5, '-R$ 1,234.50'],
    ['#,##0.00\\ [$₽-ru-RU]', 1234567.5, '1,234,567.50 ₽'],
    ['[$-2000401]0.0', 12.5, '12.5'],
    ['[$-407]mmmm', 46095, 'März'],
    ['_-* #,##0.00\\ &quot;€&quot;_-', 1234.5, '1,234.50 €'],
    ['# ?/?', 0.75, '3/4'],
    ['0.00E+00', 0.00012, '1.20E-04'],
    ['hh:mm', 545 / 1440, '09:05'],
    ['h:mm AM/PM', 15.5 / 24, '3:30 PM'],
    ['[h]:mm', 36.25 / 24, '36:15'],
    ['[mm]:ss', 0.05, '72:00'],
    ['dd.mm.yyyy', 46095, '2026-03-14'],
    ['m/d/yy h:mm', 46095 + 545 / 1440, '2026-03-14 09:05'],
    ['yyyy-mm-dd hh:mm:ss', 46095 + 32707 / 86_400, '2026-03-14 09:05:07'],
    ['mmmm yyyy', 46095, 'March 2026'],
    ['dd.mm.yyyy', 59, '1900-02-28'],
    ['dd.mm.yyyy', -14487, '1860-05-01'],
    ['m/d/yy h:mm', 0.5, '12:00'],
    ['m/d/yy', 930 / 1440, '15:30'],
    ['m/d/yy', 0, '0'],
    ['m/d/yy', 2_958_466, '2958466'],
    ['yyyy-mm-dd hh:mm:ss.000', 46095.5 + 7.123 / 86_400, '2026-03-14 12:00:07.123'],
    ['h:mm a/p', 0.75, '6:00 PM'],
    ['0', 4_111_111_111_111_111, '4111111111111111'],
    ['General', 9_007_199_254_740_991, '9007199254740991'],
    ['General', '9999999999999999', '9999999999999999'],
    ['#,##0', '-1234567890123456789', '-1,234,567,890,123,456,789'],
    ['0000 0000 0000 0000', 4_532_015_112_830_366, '4532 0151 1283 0366'],
    ['#,##0.00', -4_532_015_112_830_366, '-4,532,015,112,830,366.00'],
    ['0.00E+00', 4_532_015_112_830_366, '4.53E+15'],
    [`0&quot;${'x'.repeat(300)}&quot;`, 5, '5'],
    [';;;', 5, ''],
    ['no format &quot;', 5, '5'],
  ]
  const cells = shown.map(([, value], at) => `<row r="${at + 1}">${s(`A${at + 1}`, 'x')}${n(`B${at + 1}`, value, at)}</row>`)
  const { text } = read([{ name: 'S', data: cells.join('') }], { formats: shown.map(([format]) => format) })
  expect(text.split('\n').slice(2)).toEqual(shown.map(([, , expected]) => `| x | ${expected} |`))
})

test('every minute of a day reads as that minute', () => {
  const rows = Array.from({ length: 1440 }, (_, at) => `<row r="${at + 1}">${n(`A${at + 1}`, 46095 + at / 1440)}</row>`)
  const { text } = read([{ name: 'S', data: rows.join('') }], { formats: ['yyyy-mm-dd hh:mm'] })
  const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  expect(text.split('\n').slice(2)).toEqual(Array.from({ length: 1440 }, (_, at) => `| 2026-03-14 ${clock(at)} |`))
})

test('days are counted from 1904 where the workbook says so', () => {
  const { text } = read([{ name: 'S', data: `<row r="1">${n('A1', 44633)}${n('B1', 0.5, 1)}</row>` }], {
    formats: ['yyyy-mm-dd', 'hh:mm'],
    settings: '<workbookPr date1904="1"/>',
  })
  expect(text).toEndWith('| 2026-03-14 | 12:00 |')
})

test('a label that is merged over rows stands on each of them, and what is not seen is left out and counted', () => {
  const timetable: SheetSource = {
    name: 'Plan',
    before: '<cols><col min="4" max="4" hidden="1"/></cols>',
    data: [
      `<row r="2">${s('B2', 'Title')}</row>`,
      `<row r="3">${s('B3', 'Monday')}${s('C3', 'Biology')}${s('D3', 'SECRET')}</row>`,
      `<row r="4">${s('C4', 'Chemistry')}</row>`,
      `<row r="5" hidden="1">${s('C5', 'SECRET')}</row>`,
      `<row r="6">${s('C6', 'Physics')}</row>`,
      `<row r="7">${s('B7', 'Tuesday')}${s('C7', 'Art')}</row>`,
    ].join(''),
    behind: '<mergeCells><mergeCell ref="B2:E2"/><mergeCell ref="B3:B6"/></mergeCells>',
  }
  const hidden = { name: 'Notes', state: 'hidden', data: `<row>${s('A1', 'SECRET')}</row>` }
  const { text, leftOut } = read([timetable, hidden, { ...hidden, name: 'More', state: 'veryHidden' }])
  expect(text).toBe(
    '# Plan\n\n| Title |  |\n| Monday | Biology |\n| Monday | Chemistry |\n| Monday | Physics |\n| Tuesday | Art |',
  )
  expect(leftOut).toEqual([
    { kind: 'sheet', count: 2, sentence: '2 hidden sheets were left out.' },
    { kind: 'row', count: 1, sentence: 'One hidden row was left out.' },
    { kind: 'column', count: 1, sentence: 'One hidden column was left out.' },
  ])
})

test('rows that a filter or a folded group leaves out are read', () => {
  const row = (at: number, hidden = '', more = '') => `<row r="${at}" ${hidden}>${s(`A${at}`, `row ${at}`)}${more}</row>`
  const filter = (ref: string) => `<autoFilter ref="${ref}"><filterColumn colId="0"><filters/></filterColumn></autoFilter>`
  const data = [row(1), row(2, 'hidden="1"'), row(3), row(4, 'hidden="1"')].join('')
  const rowsOf = (sheet: Partial<SheetSource>, table = '') => {
    const { text, leftOut } = read([{ name: 'S', data, ...sheet }], { table })
    return [text.match(/\d/g)?.join(''), leftOut.map(({ count }) => count)]
  }
  expect(rowsOf({})).toEqual(['13', [2]])
  expect(rowsOf({ behind: '<autoFilter ref="A1:A3"/>' })).toEqual(['13', [2]])
  expect(rowsOf({ behind: filter('A1:A3') })).toEqual(['123', [1]])
  expect(rowsOf({}, `<table>${filter('$A$1:$B$2')}</table>`)).toEqual(['123', [1]])
  expect(rowsOf({ before: '<sheetPr filterMode="1"/>' })).toEqual(['1234', []])
  const folded = `${row(1, '', s('B1', '5'))}${row(2, 'hidden="1" outlineLevel="1"')}${row(3, 'collapsed="1"')}`
  const columns = '<cols><col min="2" max="2" hidden="1" outlineLevel="1"/></cols>'
  expect(rowsOf({ data: folded, before: columns })).toEqual(['1523', []])
})

test('a result of 0 is none where a program computes nothing', () => {
  const sum = (ref: string, result: string) => `<c r="${ref}"><f>SUM(B1:B2)</f><v>${result}</v></c>`
  const settings = '<calcPr fullCalcOnLoad="1"/>'
  const textOf = (results: string[], options = {}) =>
    read([{ name: 'S', data: `<row r="1">${results.map((result, at) => sum(`${'AB'[at]}1`, result)).join('')}</row>` }], options)
      .text
  expect(textOf(['0', '0'], { settings })).toEndWith('| =SUM(B1:B2) | =SUM(B1:B2) |')
  expect(textOf(['0', '7'], { settings })).toEndWith('| 0 | 7 |')
  expect(textOf(['0', '0'])).toEndWith('| 0 | 0 |')
})

test('a workbook of many thousand formats shows the numbers of the last ones as they are', () => {
  const formats = Array.from({ length: 4_010 }, (_, at) => `0.0&quot; ${at}&quot;`)
  const cells = [0, 3_999, 4_000].map((style) => n(`A${style + 1}`, 5, style))
  const { text } = read([{ name: 'S', data: cells.map((cell) => `<row>${cell}</row>`).join('') }], { formats })
  expect(text).toEndWith('| 5.0 0 |\n| 5.0 3999 |\n| 5 |')
})

test('texts, errors, truth and formulas without a result', () => {
  const strings =
    '<si><t>東京都</t><rPh sb="0" eb="2"><t>トウキョウト</t></rPh></si><si><r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>6</t></r></si><si><t>a_x000D_b</t></si>'
  const cells = [
    '<c r="A1" t="s"><v>0</v></c>',
    '<c r="B1" t="s"><v>1</v></c>',
    '<c r="C1" t="s"><v>2</v></c>',
    '<c r="D1" t="b"><v>1</v></c>',
    '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="F1"><f>SUM(A1:A2)</f></c>',
    '<c r="G1" t="str"><f>A1&amp;B1</f><v>joined</v></c>',
    '<c r="H1" t="d"><v>2026-03-14T00:00:00</v></c>',
    '<c r="I1" t="d"><v>1899-12-30T15:30:00.000</v></c>',
  ]
  const { text, leftOut } = read([{ name: 'S', data: `<row r="1">${cells.join('')}</row>` }], { strings })
  expect(text).toEndWith('| 東京都 | 10⁶ | a b | TRUE | #DIV/0! | =SUM(A1:A2) | joined | 2026-03-14 | 15:30:00 |')
  expect(leftOut.map(({ kind, count }) => [kind, count])).toEqual([['formula', 1]])
})

test('text boxes on a sheet are read below its rows, and pictures are counted', () => {
  const drawing =
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>All in euros.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor><xdr:pic/><xdr:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphicData></a:graphic></xdr:graphicFrame></xdr:wsDr>'
  const { text, leftOut } = read([{ name: 'S', data: `<row>${s('A1', 'x')}</row>` }], { drawing })
  expect(text).toBe('# S\n\n| x |\n\nAll in euros.')
  expect(leftOut).toEqual([
    { kind: 'picture', count: 1, sentence: 'One picture was not read.' },
    { kind: 'chart', count: 1, sentence: 'A chart was not read; its figures stand in cells.' },
  ])
})

test('the texts of SmartArt on a sheet are read below its rows', () => {
  const a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
  const dgm = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
  const drawing = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ${a}><xdr:graphicFrame><a:graphic><a:graphicData><dgm:relIds ${dgm} xmlns:r="${TYPES}" r:dm="g"/></a:graphicData></a:graphic></xdr:graphicFrame></xdr:wsDr>`
  const point = (text: string) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`
  const diagram = `<dgm:dataModel ${dgm} ${a}><dgm:ptLst>${point('Plan 2026')}<dgm:pt/>${point('Build')}</dgm:ptLst></dgm:dataModel>`
  expect(read([{ name: 'S', data: '' }], { drawing, diagram }).text).toBe('# S\n\nPlan 2026\n\nBuild')
})

test('a workbook whose program writes prefixes, or no references, is read too', () => {
  const data = '<x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>two</x:t></x:is></x:c></x:row>'
  expect(read([{ name: 'S', data }], { prefix: 'x' }).text).toBe('# S\n\n| 1 | two |')
})

test('cells far apart cost what they hold', () => {
  const row = (at: number) => `<row r="${at}">${n(`A${at}`, at)}${n(`XFD${at}`, at)}</row>`
  expect(read([{ name: 'S', data: [1, 1_000_000].map(row).join('') }]).text).toEndWith('| 1 | 1 |\n| 1000000 | 1000000 |')
  const letters = (at: number): string => (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))
  const diagonal = Array.from({ length: 6_000 }, (_, at) => `<row r="${at + 1}">${n(`${letters(at)}${at + 1}`, at)}</row>`)
  expect(() => read([{ name: 'S', data: diagonal.join('') }])).toThrow(/too far apart/)
})
