import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { openZip } from '../../zip'
import { parsePresentation } from './presentation'

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NAMESPACES = [
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  `xmlns:r="${TYPES}" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"`,
].join(' ')

const slideOf = (shapes: string) => `<p:sld ${NAMESPACES}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`

/** A presentation of these slides; `parts`: what the first one refers to, by the type of its relation, which is its id too. */
function read(slides: string[], parts: Record<string, string> = {}, more: Record<string, Uint8Array> = {}) {
  const relations = (entries: [id: string, type: string, target: string][]) =>
    `<Relationships>${entries.map(([id, type, target]) => `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`).join('')}</Relationships>`
  const ids = slides.map((_, at) => `<p:sldId r:id="s${at}"/>`).join('')
  const files = {
    'ppt/presentation.xml': `<p:presentation ${NAMESPACES}><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(slides.map((_, at) => [`s${at}`, 'slide', `slides/${at}.xml`])),
    'ppt/slides/_rels/0.xml.rels': relations(Object.keys(parts).map((type) => [type, type, `../${type}.xml`])),
    ...Object.fromEntries(slides.map((shapes, at) => [`ppt/slides/${at}.xml`, slideOf(shapes)])),
    ...Object.fromEntries(Object.entries(parts).map(([type, source]) => [`ppt/${type}.xml`, source])),
  }
  const zip = zipSync({ ...Object.fromEntries(Object.entries(files).map(([name, source]) => [name, strToU8(source)])), ...more })
  return parsePresentation(openZip(zip), 'ppt/presentation.xml')
}

const r = (text: string, properties = '') => `<a:r><a:rPr ${properties}/><a:t>${text}</a:t></a:r>`
const p = (content: string, properties = '', attributes = '') => `<a:p><a:pPr ${attributes}>${properties}</a:pPr>${content}</a:p>`
const shape = (paragraphs: string, placeholder = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="n"/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs}</p:txBody></p:sp>`
const frame = (data: string) => `<p:graphicFrame><a:graphic><a:graphicData>${data}</a:graphicData></a:graphic></p:graphicFrame>`

test('of alternatives one is read, with its formula, and words beside it are there once', () => {
  const formula = `<a14:m><m:oMath><m:r><m:t>𝐸=𝑚</m:t></m:r><m:sSup><m:e><m:r><m:t>𝑐</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m>`
  const alternatives = (choice: string, fallback: string) =>
    `<mc:AlternateContent><mc:Choice Requires="a14">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`
  expect(read([alternatives(shape(p(r('Energy: ') + formula)), shape(p(r('Energy: '))))]).text).toBe('Energy: $E=mc^{2}$\f')
  expect(read([shape(p(alternatives(formula.replace('m:oMath>', 'm:oMathPara><m:oMath>'), r('picture'))))]).text).toContain(
    'E=mc^{2}',
  )
  const chart = frame('<cx:chart r:id="x"/>')
  const { text, leftOut } = read([
    alternatives(chart, shape(p(r('This chart isn’t available in your version')))) + shape(p(r('Seen'))),
  ])
  expect([text, leftOut.map(({ kind, count }) => [kind, count])]).toEqual(['Seen\f', [['chart', 1]]])
})

const chartSpace = (series: string) => `<c:chartSpace ${NAMESPACES}><c:chart><c:ser>${series}</c:ser></c:chart></c:chartSpace>`
const points = (name: string, ...values: string[]) =>
  `<c:${name}>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:${name}>`

test('sizes of bubbles and labels that somebody wrote stand with the values of a chart', () => {
  const label = `<c:dLbl><c:idx val="1"/><c:tx><c:rich>${p(r('Peak'))}</c:rich></c:tx></c:dLbl>`
  const chart = chartSpace(points('xVal', '1', '2') + points('yVal', '5', '9') + points('bubbleSize', '37', '38') + label)
  expect(read([frame('<c:chart r:id="chart"/>')], { chart }).text).toBe('| 1 | 5 | 37 |\n| 2 | 9 Peak | 38 |\f')
})

test('a chart without figures is read from its workbook', () => {
  const xml = (source: string) => strToU8(source)
  const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const workbook = zipSync({
    'xl/workbook.xml': xml(`<workbook xmlns:r="${TYPES}"><sheets><sheet name="Towns" r:id="a"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml('<Relationships><Relationship Id="a" Type="/worksheet" Target="a.xml"/></Relationships>'),
    'xl/a.xml': xml(`<worksheet><sheetData><row>${cell('Ulm')}<c><v>126</v></c></row></sheetData></worksheet>`),
  })
  const rels = '<Relationships><Relationship Id="w" Type="/package" Target="towns.xlsx"/></Relationships>'
  const of = (bytes: Uint8Array) =>
    read(
      [frame('<c:chart r:id="chart"/>').repeat(2) + shape(p(r('Seen')))],
      { chart: chartSpace('<c:val/>') },
      {
        'ppt/_rels/chart.xml.rels': strToU8(rels),
        'ppt/towns.xlsx': bytes,
      },
    )
  expect(of(workbook).text).toMatch(/^[^U]*\| Ulm \| 126 \|\n\nSeen\f$/)
  const broken = of(workbook.subarray(0, 100))
  expect([broken.text, broken.leftOut.map(({ kind }) => kind)]).toEqual(['Seen\f', ['chart']])
})

test('charts of the newer kinds are read, with labels on several levels', () => {
  const level = (...labels: string[]) =>
    `<cx:lvl>${labels.map((label, at) => (label === '' ? '' : `<cx:pt idx="${at}">${label}</cx:pt>`)).join('')}</cx:lvl>`
  const text = (name: string, value: string) => `<cx:${name}><cx:tx><cx:txData><cx:v>${value}</cx:v></cx:txData></cx:tx>`
  const data = `<cx:data id="0"><cx:strDim>${level('Start', 'Rent', 'End')}${level('2024', '', '2025')}</cx:strDim><cx:numDim>${level('100', '-20', '80')}</cx:numDim></cx:data>`
  const chart = `<cx:chartSpace ${NAMESPACES}>${data}<cx:chart>${text('title', 'Bridge')}</cx:title>${text('series', 'Cash')}<cx:dataId val="0"/></cx:series></cx:chart></cx:chartSpace>`
  expect(read([frame('<cx:chart r:id="chart"/>')], { chart }).text).toBe(
    'Bridge\n\n|  | Cash |\n| 2024 Start | 100 |\n| 2024 Rent | -20 |\n| 2025 End | 80 |\f',
  )
})

test('paragraphs have the numbers of their shape’s list, or of the layout', () => {
  const list = (type: string) => `<a:lstStyle><a:lvl1pPr><a:buAutoNum type="${type}"/></a:lvl1pPr></a:lstStyle>`
  const body = p(r('a')) + p(r('b')) + p(r('c'), '<a:buNone/>')
  const layout = shape(list('arabicDbPeriod'), '<p:ph idx="7"/>') + shape(list('romanUcPeriod'), '<p:ph type="body" idx="8"/>')
  const shapes = shape(list('alphaUcPeriod') + body) + shape(body, '<p:ph idx="7"/>') + shape(body, '<p:ph idx="9"/>')
  const slideLayout = slideOf(layout).replaceAll('p:sld', 'p:sldLayout')
  expect(read([shapes], { slideLayout }).text).toBe('A. a\nB. b\nc\n\n１. a\n２. b\nc\n\na\nb\nc\f')
})

test('raised digits, numbers of paragraphs, titles and groups', () => {
  const auto = (type: string, start = '') => `<a:buAutoNum type="${type}" ${start}/>`
  const body = [
    p(r('10') + r('6', 'baseline="30000"') + r(' H') + r('2', 'baseline="-25000"') + r('O')),
    p(r('wash'), auto('arabicPeriod')),
    p(r('hands'), auto('alphaLcParenR'), 'lvl="1"'),
    p(r('tubes'), auto('alphaLcParenR'), 'lvl="1"'),
    p(r('rinse'), auto('arabicPeriod')),
    p(r('dry'), auto('romanUcPeriod', 'startAt="4"')),
  ].join('')
  const title = shape(p(`${r('Lab')}<a:br/>${r('work')}`), '<p:ph type="title"/>')
  const { text } = read([`${title}<p:grpSp>${shape(body)}</p:grpSp>${shape(p(r('7')), '<p:ph type="sldNum"/>')}`])
  expect(text).toBe('# Lab work\n\n10⁶ H₂O\n1. wash\na) hands\nb) tubes\n2. rinse\nIV. dry\f')
})

test('a chart is a table of its figures, under its title', () => {
  const cache = (values: string[], code = 'General') =>
    `<c:cache><c:formatCode>${code}</c:formatCode>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:cache>`
  const series = (name: string, values: string[], code: string) =>
    `<c:ser><c:tx><c:strRef>${cache([name])}</c:strRef></c:tx><c:cat><c:strRef>${cache(['May', 'June'])}</c:strRef></c:cat><c:val><c:numRef>${cache(values, code)}</c:numRef></c:val></c:ser>`
  const chart = `<c:chartSpace ${NAMESPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Rain</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>${series('Bergen', ['271.5', '4.4000000000000004'], 'General')}</c:barChart><c:lineChart>${series('Share', ['0.25', '0.5'], '0%')}</c:lineChart><c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>mm</a:t></a:r></a:p></c:rich></c:tx></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>`
  expect(read([frame('<c:chart r:id="chart"/>')], { chart }).text).toBe(
    'Rain\n\nmm\n\n|  | Bergen | Share |\n| May | 271.5 | 25% |\n| June | 4.4 | 50% |\f',
  )
})

test('tables, SmartArt and notes are read; pictures are counted', () => {
  const cell = (text: string, attributes = '') =>
    `<a:tc ${attributes}><a:txBody>${p(text === '' ? '' : r(text))}</a:txBody></a:tc>`
  const table = `<a:tbl><a:tr>${cell('Plan', 'gridSpan="2"')}${cell('', 'hMerge="1"')}</a:tr><a:tr>${cell('Monday', 'rowSpan="2"')}${cell('Biology')}</a:tr><a:tr>${cell('', 'vMerge="1"')}${cell('Chemistry')}</a:tr></a:tbl>`
  const diagramData = `<dgm:dataModel ${NAMESPACES}><dgm:ptLst><dgm:pt><dgm:t>${p(r('Cell'))}</dgm:t></dgm:pt><dgm:pt><dgm:t>${p(r('Wall'))}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>`
  const notesSlide = slideOf(shape(p(r('Say it slowly.')), '<p:ph type="body"/>') + shape(p(r('SECRET')), '<p:ph type="hdr"/>'))
  const picture = '<p:pic><p:nvPicPr><p:cNvPr id="2" name="n" descr="A cell seen from above"/></p:nvPicPr></p:pic>'
  const { text, leftOut } = read([frame(table) + frame('<dgm:relIds r:dm="diagramData"/>') + picture, shape(p(r('Second')))], {
    diagramData,
    notesSlide,
  })
  expect(text).toBe(
    '| Plan |  |\n| Monday | Biology |\n| Monday | Chemistry |\n\nCell\n\nWall\n\nA cell seen from above\n\nSay it slowly.\fSecond\f',
  )
  expect(leftOut).toEqual([{ kind: 'picture', count: 1, sentence: 'One picture was not read.' }])
})

test('what layouts, masters and footers show stands on the first slide that shows it, and placeholders say nothing', () => {
  const place = (shape: string, x: number) =>
    shape.replace('<p:txBody>', `<p:spPr><a:xfrm><a:off x="${x}" y="10"/><a:ext cx="200" cy="50"/></a:xfrm></p:spPr><p:txBody>`)
  const number = '<a:fld id="{1}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
  const slideLayout = slideOf(
    shape(p(r('Click to edit')), '<p:ph type="title"/>') +
      place(shape(p(r('Unit 7'))), 100) +
      place(shape(p(r('Do not change the logo'))), 9_000) +
      `<p:grpSp>${shape(p(r('Room 204')))}</p:grpSp>`,
  ).replaceAll('p:sld', 'p:sldLayout')
  const slideMaster = slideOf(
    shape(p(r('Internal 2024'))) + shape(p(r('Page ') + number)) + shape(p(r('Footer of all')), '<p:ph type="ftr"/>'),
  ).replaceAll('p:sld', 'p:sldMaster')
  const relation = `<Relationships><Relationship Id="m" Type="${TYPES}/slideMaster" Target="slideMaster.xml"/></Relationships>`
  const footer = shape(p(r('Dose 5 mg')), '<p:ph type="ftr"/>') + shape(p(r('3 May 2024')), '<p:ph type="dt"/>')
  const today = shape(p('<a:fld id="{2}" type="datetime1"><a:t>1/2/2025</a:t></a:fld>'), '<p:ph type="dt"/>')
  const slides = [shape(p(r('First'))) + footer, shape(p(r('Second'))) + footer + today]
  const rels = { 'ppt/_rels/slideLayout.xml.rels': strToU8(relation) }
  const sized = {
    'ppt/presentation.xml': strToU8(
      `<p:presentation ${NAMESPACES}><p:sldIdLst><p:sldId r:id="s0"/><p:sldId r:id="s1"/></p:sldIdLst><p:sldSz cx="9000" cy="6000"/></p:presentation>`,
    ),
  }
  const shown = (layout: string) => read(slides, { slideLayout: layout, slideMaster }, { ...rels, ...sized }).text
  expect(shown(slideLayout)).toBe('First\n\nDose 5 mg\n\n3 May 2024\n\nUnit 7\n\nRoom 204\n\nInternal 2024\fSecond\f')
  const alone = slideLayout.replace('<p:sldLayout ', '<p:sldLayout showMasterSp="0" ')
  expect(shown(alone)).toBe('First\n\nDose 5 mg\n\n3 May 2024\n\nUnit 7\n\nRoom 204\fSecond\f')
})

test('text boxes on pages of notes are read, and comments are counted', () => {
  const notesSlide = slideOf(
    shape(p(r('Said.')), '<p:ph type="body"/>') +
      shape(p(r('Scribbled 12.'))) +
      shape(p('<a:fld type="slidenum"><a:t>1</a:t></a:fld>')),
  )
  const comments = '<p188:cmLst><p188:cm><p188:replyLst><p188:reply/></p188:replyLst></p188:cm><p188:cm/></p188:cmLst>'
  const { text, leftOut } = read([shape(p(r('Seen')))], { notesSlide, comments })
  expect(text).toBe('Seen\n\nSaid.\n\nScribbled 12.\f')
  expect(leftOut).toEqual([{ kind: 'comment', count: 3, sentence: '3 comments were left out.' }])
})
