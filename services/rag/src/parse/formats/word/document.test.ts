import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { openZip } from '../../zip'
import { altChunksOf, parseDocument } from './document'

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="w" xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A document with this body; `parts`: what stands in its other parts, by the type of their relation and a number. */
function read(body: string, parts: Record<string, string> = {}) {
  const relations = Object.keys(parts).map(
    (part) => `<Relationship Id="${part}" Type="${TYPES}/${part.replace(/\d$/, '')}" Target="${part}.xml"/>`,
  )
  const files = {
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(
      Object.entries(parts).map(([type, source]) => [`word/${type}.xml`, `<w:part ${NAMESPACES}>${source}</w:part>`]),
    ),
  }
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, source]) => [name, strToU8(source)])))
  return parseDocument(openZip(zip), 'word/document.xml')
}

const textOf = (body: string, parts?: Record<string, string>) => read(body, parts).text
const t = (text: string) => `<w:t xml:space="preserve">${text}</w:t>`
const r = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr>${t(text)}</w:r>`
const p = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const raised = '<w:vertAlign w:val="superscript"/>'
const lowered = '<w:vertAlign w:val="subscript"/>'

test('raised and lowered text keeps its meaning, however it is cut', () => {
  expect(textOf(p(r('10') + r('−', raised) + r('19', raised) + r(' C, H') + r('2', lowered) + r('O')))).toBe('10⁻¹⁹ C, H₂O')
  expect(textOf(p(r('the 21') + r('st', raised) + r(' of 1969') + r('12', raised)))).toBe('the 21st of 1969¹²')
  const small = (at: number) => `<w:position w:val="${at}"/><w:sz w:val="19"/>`
  expect(textOf(p(r('10') + r('6', small(8)) + r(' H') + r('2', small(-2)) + r('O')))).toBe('10⁶ H₂O')
  const styles = `<w:style w:styleId="Up"><w:name w:val="up"/><w:rPr>${raised}</w:rPr></w:style>`
  expect(textOf(p(r('x') + r('2', '<w:rStyle w:val="Up"/>')), { styles })).toBe('x²')
})

test('formulas are LaTeX, in a sentence and on a line of their own', () => {
  const formula = '<m:oMath><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
  expect(textOf(p(`${r('Light: ')}${formula}${r('.')}`))).toBe('Light: $c^{2}$.')
  expect(textOf(p(`<m:oMathPara>${formula}</m:oMathPara>`))).toBe('$$c^{2}$$')
  expect(textOf(`${p(r('Light:'))}<m:oMathPara>${formula}</m:oMathPara>${formula}`)).toBe('Light:\n\n$$c^{2}$$\n\n$$c^{2}$$')
})

test('a text box is there once, of whatever form', () => {
  const box = `<w:txbxContent>${p(r('In the box.'))}</w:txbxContent>`
  const modern = `<w:drawing><wp:inline><wps:txbx>${box}</wps:txbx></wp:inline></w:drawing>`
  const old = `<w:pict><v:shape><v:textbox>${box}</v:textbox></v:shape></w:pict>`
  const both = `<mc:AlternateContent><mc:Choice Requires="wps">${modern}</mc:Choice><mc:Fallback>${old}</mc:Fallback></mc:AlternateContent>`
  for (const shape of [modern, old, both]) expect(textOf(p(`${r('Before.')}<w:r>${shape}</w:r>`))).toBe('Before.\n\nIn the box.')
  const empty = `<mc:AlternateContent><mc:Choice Requires="x"><w:r/></mc:Choice><mc:Fallback>${r('old')}</mc:Fallback></mc:AlternateContent>`
  expect(textOf(p(empty))).toBe('old')
  const inTable = `<w:tbl><w:tr><w:tc>${p(`<w:r>${modern}</w:r>${r('a')}`)}</w:tc><w:tc>${p(r('b'))}</w:tc></w:tr></w:tbl>`
  expect(textOf(inTable)).toBe('| a | b |\n\nIn the box.')
})

const field = (code: string, result?: string, form = '') =>
  `<w:r><w:fldChar w:fldCharType="begin">${form}</w:fldChar></w:r><w:r><w:instrText>${code}</w:instrText></w:r>${
    result === undefined ? '' : `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}`
  }<w:r><w:fldChar w:fldCharType="end"/></w:r>`

test('a field is what it shows', () => {
  expect(textOf(p(`${r('Figure ')}<w:fldSimple w:instr=" SEQ Figure ">${r('3')}</w:fldSimple>${r(': yield')}`))).toBe(
    'Figure 3: yield',
  )
  expect(textOf(p(r('See ') + field(' REF a ', r('table 4')) + r('.')))).toBe('See table 4.')
  expect(textOf(p(field(` IF ${''}`, r('Dear ') + field('MERGEFIELD n', r('Eva')))))).toBe('Dear Eva')
  expect(textOf(p(r('a') + field(' XE "index" ') + r('b')))).toBe('ab')
  expect(textOf(p(r('half: ') + field(' EQ \\f(1;2) ')))).toBe('half: 1/2')
  expect(textOf(p(field(' EQ \\* jc2 \\o\\ad(\\s\\up 9(とうきょう),東京) ')))).toBe('東京')
  const box = (checked: number) => `<w:ffData><w:checkBox><w:default w:val="${checked}"/></w:checkBox></w:ffData>`
  expect(textOf(p(field('FORMCHECKBOX', undefined, box(1)) + field('FORMCHECKBOX', undefined, box(0))))).toBe('☒☐')
  const list =
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="one"/><w:listEntry w:val="two"/></w:ddList></w:ffData>'
  expect(textOf(p(field('FORMDROPDOWN', undefined, list)))).toBe('two')
})

test('a field without a result of its own is what its code says', () => {
  const form = (setting: string) => `<w:ffData>${setting}</w:ffData>`
  const list = form('<w:ddList><w:default w:val="1"/><w:listEntry w:val="one"/><w:listEntry w:val="two"/></w:ddList>')
  expect(textOf(p(field('FORMDROPDOWN', '', list)))).toBe('two')
  const text = form('<w:textInput><w:default w:val="Eva"/></w:textInput>')
  expect(textOf(p(r('Name: ') + field('FORMTEXT', undefined, text)))).toBe('Name: Eva')
  expect(textOf(p(field('FORMTEXT', r('Ana'), text)))).toBe('Ana')
  const symbols =
    field(' SYMBOL 945 \\u ') + field(' SYMBOL 98 \\f "Symbol" \\s 11 ', '') + field(' symbol 0x41 ') + field(' SYMBOL x ')
  expect(textOf(p(symbols))).toBe('αβA')
  expect(textOf(p(r('To: ') + field(' MACROBUTTON NoMacro [Type the name] ')))).toBe('To: [Type the name]')
})

test('a field that never ends hides no more than its paragraph', () => {
  const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF a </w:instrText></w:r>'
  const separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
  expect(textOf(p(r('One') + begin) + p(r('two')) + p(r('three')))).toBe('One\n\ntwo\n\nthree')
  expect(textOf(`<w:tbl><w:tr><w:tc>${p(begin)}</w:tc><w:tc>${p(r('a'))}</w:tc></w:tr></w:tbl>`)).toBe('|  | a |')
  expect(textOf(p(begin) + p(r('code')) + p(`${separate + r('shown')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`))).toBe('shown')
})

const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const numbering = [
  `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}${level(2, 'decimal', '%1.%2.%3', '<w:isLgl/>')}</w:abstractNum>`,
  `<w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', 'Article %1', '<w:pStyle w:val="H"/>')}</w:abstractNum>`,
  `<w:abstractNum w:abstractNumId="2">${level(0, 'bullet', '•')}</w:abstractNum>`,
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
  '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>',
  '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
  '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>',
].join('')
const item = (text: string, numId: number, at = 0) =>
  p(r(text), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${numId}"/></w:numPr>`)

test('list items have the numbers that their reader sees', () => {
  const body = [item('Wash', 1), item('hands', 1, 1), item('tubes', 1, 1), item('glass', 1, 2), p(r('A word.')), item('Rinse', 1)]
  expect(textOf(body.join(''), { numbering })).toBe('1. Wash\n  (a) hands\n  (b) tubes\n    1.2.1 glass\n\nA word.\n\n2. Rinse')
  const restarted = [
    item('one', 1),
    item('seven', 2),
    item('eight', 2),
    item('point', 4),
    item('none', 0),
    item('nine', 1),
    item('a', 1, 1),
  ]
  expect(textOf(restarted.join(''), { numbering })).toBe('1. one\n7. seven\n8. eight\n- point\n\nnone\n\n9. nine\n  (a) a')
})

test('numbers are written in letters, words and signs of many languages', () => {
  const shown = (format: string, start: number) => {
    const list = level(0, format, '%1').replace('w:start w:val="1"', `w:start w:val="${start}"`)
    const part = `<w:abstractNum w:abstractNumId="0">${list}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
    return textOf(item('x', 1), { numbering: part }).replace(' x', '')
  }
  const words: [format: string, start: number, text: string][] = [
    ['ordinalText', 1, 'First'],
    ['ordinalText', 120, 'One hundred twentieth'],
    ['ordinalText', 99, 'Ninety-ninth'],
    ['cardinalText', 42, 'Forty-two'],
    ['cardinalText', 1_000, '1000'],
    ['hex', 31, '1F'],
    ['numberInDash', 2, '- 2 -'],
    ['chicago', 6, '††'],
    ['decimalEnclosedCircle', 36, '㊱'],
    ['decimalEnclosedParen', 20, '⒇'],
    ['decimalEnclosedParen', 21, '21'],
    ['ideographDigital', 10, '一〇'],
    ['chineseCounting', 110, '一百一十'],
    ['chineseLegalSimplified', 305, '叁佰零伍'],
    ['ideographZodiac', 12, '亥'],
    ['koreanCounting', 21, '이십일'],
    ['koreanCounting', 110, '백십'],
    ['koreanLegal', 32, '서른둘'],
    ['hebrew1', 16, 'טז'],
    ['hebrew1', 415, 'תטו'],
    ['arabicAbjad', 3, 'ج'],
    ['thaiNumbers', 25, '๒๕'],
    ['aiueo', 47, 'ｱｱ'],
  ]
  for (const [format, start, text] of words) expect([format, shown(format, start)]).toEqual([format, text])
})

test('a style that is the default numbers paragraphs, hidden ones take no number, and rows are numbered', () => {
  const styles =
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
  expect(textOf(p(r('one')) + p(r('two'), '<w:pStyle w:val="none"/>'), { styles, numbering })).toBe('1. one\n2. two')
  const hidden = p(r('SECRET', '<w:vanish/>'), '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')
  expect(textOf(item('one', 1) + hidden + item('two', 1), { numbering })).toBe('1. one\n2. two')
  expect(textOf(p(r('SECRET') + r('seen', '<w:vanish w:val="0"/>'), '<w:pStyle w:val="S"/>'), { styles })).toBe('seen')
  const row = (numId: number) => `<w:tr><w:tc>${item('', numId)}</w:tc><w:tc>${p(r('wash'))}</w:tc></w:tr>`
  expect(textOf(`<w:tbl>${row(1)}${row(1)}${row(4)}</w:tbl>`, { numbering })).toBe('| 1. | wash |\n| 2. | wash |\n|  | wash |')
})

test('a numbering with zeros of the user’s own is read with them, any other by the older form beside it', () => {
  const level = (depth: number, format: string) =>
    `<w:lvl w:ilvl="${depth}"><w:start w:val="9"/><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="${format}"/></mc:Choice><mc:Fallback><w:numFmt w:val="upperRoman"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%${depth + 1}."/></w:lvl>`
  const own = `<w:abstractNum w:abstractNumId="1">${level(0, '001, 002, 003, ...')}${level(1, 'x, y, ...')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
  const body = [item('Pump', 1), item('valve', 1, 1), item('Pipe', 1)]
  expect(textOf(body.join(''), { numbering: own })).toBe('009. Pump\n  IX. valve\n010. Pipe')
})

test('headings have their numbers too, by the style or its outline level', () => {
  const styles = [
    '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>',
    '<w:style w:styleId="B"><w:name w:val="Bericht"/><w:basedOn w:val="H"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>',
  ].join('')
  const body = [
    p(r('Law'), '<w:pStyle w:val="T"/>'),
    p(r('Scope'), '<w:pStyle w:val="H"/>'),
    p(r('Terms'), '<w:pStyle w:val="H"/>'),
  ]
  expect(textOf(`${body.join('')}${p(r('Part'), '<w:pStyle w:val="B"/>')}`, { styles, numbering })).toBe(
    '# Law\n\n## Article I Scope\n\n## Article II Terms\n\n### Part',
  )
})

test('notes stand below what refers to them, with raised marks', () => {
  const note = (id: number, text: string) => `<w:footnote w:id="${id}">${p(`<w:r><w:footnoteRef/></w:r>${r(text)}`)}</w:footnote>`
  const footnotes = `<w:footnote w:type="separator" w:id="-1">${p(r('SECRET'))}</w:footnote>${note(2, ' In kilojoules.')}${note(3, ' Of 1969.')}`
  const endnotes = `<w:endnote w:id="2">${p(r('See the appendix.'))}</w:endnote>`
  const mark = (kind: string, id: number) => `<w:r><w:rPr>${raised}</w:rPr><w:${kind}Reference w:id="${id}"/></w:r>`
  const body =
    p(r('A barrier') + mark('footnote', 2) + r(' of a reaction') + mark('endnote', 2) + r('.')) +
    p(r('Next') + mark('footnote', 3))
  expect(textOf(body, { footnotes, endnotes })).toBe(
    'A barrier¹ of a reactionⁱ.\n\n¹ In kilojoules.\n\nNext²\n\n² Of 1969.\n\nⁱ See the appendix.',
  )
  const cell = (text: string) => `<w:tc>${p(r(text))}</w:tc>`
  const table = `<w:tbl><w:tr>${cell('Year')}${cell('2025')}</w:tr></w:tbl>`
  const tabled = footnotes
    .replace(r(' In kilojoules.'), r(' See'))
    .replace('</w:p></w:footnote><w:footnote w:id="3"', `</w:p>${table}${p(r('and'))}</w:footnote><w:footnote w:id="3"`)
  expect(textOf(p(r('A barrier') + mark('footnote', 2)), { footnotes: tabled })).toBe(
    'A barrier¹\n\n¹ See\n\n| Year | 2025 |\n\nand',
  )
  const list = item('one', 1).replace('</w:p>', `${mark('footnote', 2)}</w:p>`) + item('two', 1) + p(r('Then.'))
  expect(textOf(list, { footnotes, numbering })).toBe('1. one¹\n2. two\n\n¹ In kilojoules.\n\nThen.')
})

test('notes are numbered as the document, or its first section, says', () => {
  const footnotes = `<w:footnote w:id="2">${p(r('In kilojoules.'))}</w:footnote>`
  const endnotes = `<w:endnote w:id="2">${p(r('See the appendix.'))}</w:endnote>`
  const settings =
    '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr><w:endnotePr><w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/></w:endnotePr>'
  const body = p('<w:r><w:t>a</w:t><w:footnoteReference w:id="2"/><w:t>b</w:t><w:endnoteReference w:id="2"/></w:r>')
  expect(textOf(body, { footnotes, endnotes, settings })).toBe('a^{a}b¹\n\n^{a} In kilojoules.\n\n¹ See the appendix.')
  const section = '<w:sectPr><w:endnotePr><w:numFmt w:val="lowerRoman"/></w:endnotePr></w:sectPr>'
  expect(textOf(body + section, { footnotes, endnotes, settings })).toContain('ⁱ See the appendix.')
})

test('text on a locked canvas is read below its paragraph', () => {
  const shape = (text: string) => `<a:sp><a:txSp><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:txSp></a:sp>`
  const canvas = `<w:drawing><wp:inline><a:graphic><a:graphicData><lc:lockedCanvas xmlns:lc="x">${shape('Storage')}${shape('9.5 GB')}</lc:lockedCanvas></a:graphicData></a:graphic></wp:inline></w:drawing>`
  expect(textOf(p(`${r('Layers:')}<w:r>${canvas}</w:r>`))).toBe('Layers:\n\nStorage\n\n9.5 GB')
})

test('the text is the one with all changes accepted', () => {
  const del = (content: string) => `<w:del w:id="1">${content}</w:del>`
  const ins = (content: string) => `<w:ins w:id="1">${content}</w:ins>`
  expect(textOf(p(r('worth ') + del('<w:r><w:delText>12</w:delText></w:r>') + ins(r('15'))))).toBe('worth 15')
  expect(textOf(p(`<w:moveFrom>${r('moved')}</w:moveFrom>${r('stays')}`) + p(`<w:moveTo>${r('moved')}</w:moveTo>`))).toBe(
    'stays\n\nmoved',
  )
  expect(textOf(p(r('One '), '<w:rPr><w:del w:id="1"/></w:rPr>') + p(r('sentence.')))).toBe('One sentence.')
  const cells = `<w:tr><w:tc>${p(r('a'))}</w:tc><w:tc>${p(r('b'))}</w:tc></w:tr>`
  expect(textOf(`${p(r('Above'), '<w:rPr><w:del w:id="1"/></w:rPr>')}<w:tbl>${cells}</w:tbl>`)).toBe('Above\n\n| a | b |')
  const joins = '<w:rPr><w:del w:id="1"/></w:rPr>'
  const joined = `<w:tbl><w:tr><w:tc>${p(r('a'), joins)}</w:tc><w:tc>${p(r('b '), joins)}${p(r('c'))}</w:tc></w:tr></w:tbl>`
  expect(textOf(joined)).toBe('| a | b c |')
  const box = `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p(r('Box'), joins)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
  expect(textOf(p(r('One ') + box, joins) + p(r('two')))).toBe('Box\n\nOne two')
  const footnotes = `<w:footnote w:id="2">${p(r('Of'), joins)}${p(r(' 1969.'))}</w:footnote>`
  const noted = p(`${r('One')}<w:r><w:footnoteReference w:id="2"/></w:r>`, joins) + p(r(' two'))
  expect(textOf(noted, { footnotes })).toBe('One¹ two\n\n¹ Of 1969.')
  const row = (text: string, properties = '') =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${p(r(text))}</w:tc><w:tc>${p(r('x'))}</w:tc></w:tr>`
  expect(textOf(`<w:tbl>${row('a')}${row('SECRET', '<w:del w:id="1"/>')}${row('b', '<w:ins w:id="1"/>')}</w:tbl>`)).toBe(
    '| a | x |\n| b | x |',
  )
})

test('tables repeat a label on each row that it spans, and tables that only lay out are read through', () => {
  const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`
  const restart = '<w:vMerge w:val="restart"/>'
  const rows = [
    `<w:tr>${cell(p(r('Plan')), '<w:gridSpan w:val="2"/>')}</w:tr>`,
    `<w:tr>${cell(p(r('Monday')), restart)}${cell(p(r('Biology')))}</w:tr>`,
    `<w:tr>${cell(p(''), '<w:vMerge/>')}${cell(p(r('Chemistry')) + item('Lab', 1))}</w:tr>`,
  ]
  const table = `<w:tbl>${rows.join('')}</w:tbl>`
  expect(textOf(table, { numbering })).toBe('| Plan |  |\n| Monday | Biology |\n| Monday | Chemistry 1. Lab |')
  expect(textOf(`<w:tbl><w:tr>${cell(p(r('Alone')) + p(r('below')))}</w:tr></w:tbl>`)).toBe('Alone\n\nbelow')
  const outer = `<w:tbl><w:tr>${cell(p(r('Left')) + table)}${cell(p(r('right')))}</w:tr></w:tbl>`
  expect(textOf(outer)).toBe('Left\n\n| Plan |  |\n| Monday | Biology |\n| Monday | Chemistry Lab |\n\nright')
  const inner = `<w:tbl><w:tr>${cell(p(r('a')))}${cell(p(r('b')))}</w:tr></w:tbl>`
  const labelled = [
    `<w:tr>${cell(p(r('Monday')), restart)}${cell(inner + p(''))}</w:tr>`,
    `<w:tr>${cell(p(''), '<w:vMerge/>')}${cell(p(r('Chemistry')))}</w:tr>`,
  ]
  expect(textOf(`<w:tbl>${labelled.join('')}</w:tbl>`)).toBe('Monday\n\n| a | b |\n| Monday | Chemistry |')
})

test('controls, symbols, guides to reading and signs are read, hidden text is not and is said', () => {
  const control = `<w:sdt><w:sdtPr><w:alias w:val="SECRET"/></w:sdtPr><w:sdtContent>${p(r('Inside.'))}</w:sdtContent></w:sdt>`
  expect(textOf(control + p(`<w:sdt><w:sdtContent>${r('Too.')}</w:sdtContent></w:sdt>`))).toBe('Inside.\n\nToo.')
  expect(textOf(p(`<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>${r('\uf062', '<w:rFonts w:ascii="Symbol"/>')}`))).toBe('αβ')
  const ruby = (base: string, reading: string) =>
    `<w:r><w:ruby><w:rubyPr/><w:rt>${r(reading)}</w:rt><w:rubyBase>${r(base)}</w:rubyBase></w:ruby></w:r>`
  expect(textOf(p(ruby('東京', 'とうきょう')))).toBe('東京(とうきょう)')
  expect(textOf(p(r('昔、') + ruby('東', 'とう') + ruby('京', 'きょう') + r('で')))).toBe('昔、東京(とうきょう)で')
  expect(textOf(p(`${ruby('空', ' ')}${r('と')}<w:del>${ruby('海', 'うみ')}</w:del>`) + p(r('山')))).toBe('空と\n\n山')
  expect(
    textOf(p('<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:br/><w:t>un</w:t><w:softHyphen/><w:t>cut</w:t></w:r>')),
  ).toBe('well-known\nuncut')
  const { text, leftOut } = read(p(r('seen') + r('SECRET', '<w:vanish/>')))
  expect([text, leftOut.map(({ kind }) => kind)]).toEqual(['seen', ['hidden-text']])
})

test('prefixes are of a program’s own choice, and a body may be cut off', () => {
  const source =
    '<n:document xmlns:n="http://purl.oclc.org/ooxml/wordprocessingml/main"><n:body><n:p><n:r><n:t>strict</n:t></n:r></n:p></n:body></n:document>'
  const zip = openZip(zipSync({ 'a.xml': strToU8(source) }))
  expect(parseDocument(zip, 'a.xml').text).toBe('strict')
  expect(() => parseDocument(openZip(zipSync({ 'a.xml': strToU8('<w:document>') })), 'a.xml')).toThrow(/broken/)
})

test('parts that are web pages, saved pages or text stand where they belong, and those of other kinds are counted', async () => {
  const parts: Record<string, string> = {
    'page.htm': '<html><body><h2>Yield</h2><p>12.5&nbsp;t</p><img src="x"></body></html>',
    'saved.mht':
      'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>f=C3=BCnf</p>',
    'plain.txt': 'One\ftwo',
    'rich.rtf': '{\\rtf1 SECRET}',
  }
  const names = Object.keys(parts)
  const files = {
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${[0, 1, 2, 3, 0].map((at) => `${p(r(`${at}`))}<w:altChunk r:id="c${at}"/>`).join('')}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships>${names.map((name, at) => `<Relationship Id="c${at}" Type="${TYPES}/aFChunk" Target="/${name}"/>`).join('')}</Relationships>`,
    ...parts,
  }
  const zip = openZip(zipSync(Object.fromEntries(Object.entries(files).map(([name, source]) => [name, strToU8(source)]))))
  const { text, leftOut } = parseDocument(zip, 'word/document.xml', await altChunksOf(zip, 'word/document.xml'))
  expect(text).toBe('0\n\n## Yield\n\n12.5 t\n\n1\n\nfünf\n\n2\n\nOne two\n\n3\n\n0')
  expect(leftOut.map(({ kind, count }) => [kind, count])).toEqual([
    ['picture', 1],
    ['chapter', 2],
  ])
})

test('a document in a document is read where it stands, and one that holds itself ends', async () => {
  const chunk = '<Relationship Id="c" Type="/aFChunk" Target="inner.docx"/>'
  const around = (text: string, inner: Uint8Array) =>
    zipSync({
      'word/document.xml': strToU8(`<w:document ${NAMESPACES}><w:body>${p(r(text))}<w:altChunk r:id="c"/></w:body></w:document>`),
      'word/_rels/document.xml.rels': strToU8(`<Relationships>${chunk}</Relationships>`),
      'word/inner.docx': inner,
    })
  const parsed = async (bytes: Uint8Array) => {
    const zip = openZip(bytes)
    const { text, leftOut } = parseDocument(zip, 'word/document.xml', await altChunksOf(zip, 'word/document.xml'))
    return [text, leftOut.map(({ kind }) => kind)]
  }
  const innermost = zipSync({
    'word/document.xml': strToU8(`<w:document ${NAMESPACES}><w:body>${p(r('c'))}</w:body></w:document>`),
  })
  expect(await parsed(around('a', around('b', innermost)))).toEqual(['a\n\nb\n\nc', []])
  expect(await parsed(around('a', strToU8('PK?')))).toEqual(['a', ['chapter']])
  const deep = ['e', 'd', 'c', 'b', 'a'].reduce((inner, text) => around(text, inner), innermost)
  expect(await parsed(deep)).toEqual(['a\n\nb\n\nc\n\nd', ['chapter']])
})

const fieldOf = (code: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const section = (content: string) => `<w:sectPr>${content}</w:sectPr>`
const refer = (part: string, type = 'default') => `<w:${part.replace(/\d$/, '')}Reference w:type="${type}" r:id="${part}"/>`

test('headers stand above the text and footers below, each line once, none as a heading of it', () => {
  const parts = {
    header1: p(r('Case 2 K 17/24'), '<w:outlineLvl w:val="0"/>'),
    header2: p(r('Case 2 K 17/24')) + p(r('Court of Bonn')),
    footer1: p(r('Main Street 5\t')) + p(r('Account 19315')),
  }
  const first = p('', section(refer('header1') + refer('footer1')))
  expect(textOf(p(r('One.')) + first + p(r('Two.')) + section(refer('header2')), parts)).toBe(
    'Case 2 K 17/24\n\nCourt of Bonn\n\nOne.\n\nTwo.\n\nMain Street 5\n\nAccount 19315',
  )
})

test('headers of first and even pages are read where the document shows them', () => {
  const parts = { header1: p(r('All.')), header2: p(r('First.')), header3: p(r('Even.')) }
  const references = refer('header1') + refer('header2', 'first') + refer('header3', 'even')
  const settings = '<w:evenAndOddHeaders/>'
  expect(textOf(p(r('Text.')) + section(references), parts)).toBe('All.\n\nText.')
  expect(textOf(p(r('Text.')) + section(`${references}<w:titlePg/>`), parts)).toBe('First.\n\nAll.\n\nText.')
  expect(textOf(p(r('Text.')) + section(references), { ...parts, settings })).toBe('All.\n\nEven.\n\nText.')
  // A section goes on with the headers of the one before.
  const later = p('', section(references)) + p(r('Text.')) + section('<w:titlePg/>')
  expect(textOf(later, parts)).toBe('All.\n\nFirst.\n\nText.')
})

test('the numbers of pages in headers are not read, what stands beside them is', () => {
  const page = fieldOf(' PAGE ', '3')
  const pages = `<w:fldSimple w:instr=" NUMPAGES \\* MERGEFORMAT ">${r('12')}</w:fldSimple>`
  const tab = '<w:r><w:tab/></w:r>'
  const footer = (content: string) => textOf(p(r('Text.')) + section(refer('footer')), { footer: p(content) })
  expect(footer(page)).toBe('Text.')
  expect(footer(`${r('Page ')}${page}${r(' of ')}${pages}`)).toBe('Text.')
  expect(footer(`${r('ACME 704')}${tab}${r('Page ')}${page}${tab}${r('Room 5')}`)).toBe('Text.\n\nACME 704 Room 5')
  expect(footer(`${r('Form 704, page ')}${page}`)).toBe('Text.\n\nForm 704, page')
  expect(footer(`${r('Terms of delivery, version 7, page ')}${page}`)).toBe('Text.\n\nTerms of delivery, version 7, page')
  expect(footer(`${r('Valid until ')}<w:fldSimple w:instr=" DATE ">${r('1 May 2031')}</w:fldSimple>`)).toBe(
    'Text.\n\nValid until 1 May 2031',
  )
  // In the text, a field of such a number is part of a sentence.
  expect(textOf(p(`${r('See page ')}${page}${r('.')}`))).toBe('See page 3.')
})
