import { strToU8, zipSync } from 'fflate'
import { docxOf, epubOf, pdfOf, xlsxOf } from '../../services/rag/test/hostile-files'

/** Makers of bodies; each is a function, so that only the process that sends a body makes it. */

export const KIB = 1_024
export const MIB = 1_024 * KIB

export const json = (value: unknown) => () => JSON.stringify(value)

/** `before`, as many of `piece` as `bytes` hold, `after`. */
export const filledWith = (before: string, piece: string, bytes: number, after: string) => () =>
  before + piece.repeat(Math.floor((bytes - before.length - after.length) / Buffer.byteLength(piece))) + after

const TOKEN = '"refresh_token":"x","a":'

/** A body of the open routes with something beside its one field. */
export const refresh = {
  arrays: (bytes: number) => filledWith(`{${TOKEN}[`, '[],', bytes, '[]]}'),
  numbers: (bytes: number) => filledWith(`{${TOKEN}[`, '1,', bytes, '1]}'),
  deep: (depth: number) => () => `{${TOKEN}${'['.repeat(depth)}${']'.repeat(depth)}}`,
  deepObjects: (depth: number) => () => `{${TOKEN}${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`,
  string: (bytes: number) => filledWith('{"refresh_token":"', 'x', bytes, '"}'),
  escapes: (bytes: number) => filledWith('{"refresh_token":"', '\\u0061', bytes, '"}'),
  keys: (count: number) => () => `{"refresh_token":"x",${Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',')}}`,
  sameKeys: (bytes: number) => filledWith('{', '"refresh_token":"x",', bytes, '"a":1}'),
  blanks: (bytes: number) => filledWith('{"refresh_token":"x"', ' ', bytes, '}'),
  digits: (bytes: number) => filledWith(`{${TOKEN}`, '9', bytes, '}'),
}

/** A JSON object whose field `name` is a list of empty lists. */
export const arraysIn = (before: string, bytes: number) => filledWith(`{${before}`, '[],', bytes, '[]]}}')

/** One text in one field, with others beside it. */
export const textIn =
  (field: string, text: () => string, more: Record<string, unknown> = {}) =>
  (n: number) =>
    JSON.stringify({ ...numbered(more, n), [field]: text() })

const numbered = (more: Record<string, unknown>, n: number) =>
  Object.fromEntries(
    Object.entries(more).map(([key, value]) => [key, typeof value === 'string' ? value.replace('{n}', String(n)) : value]),
  )

/** Texts that cost more than their length says. */
export const texts = {
  /** Marks of two classes, which normalisation has to sort. */
  marks: (length: number) => () => `a${'\u0301'.repeat(length / 2)}${'\u0316'.repeat(length / 2 - 10)}`,
  mixedMarks: (length: number) => () => `a${'\u0301\u0316'.repeat(length / 2 - 1)}`,
  hangul: (length: number) => () => '\u1112\u1161\u11ab'.repeat(length / 3),
  /** Folds to eighteen characters. */
  ligatures: (length: number) => () => '\ufdfa'.repeat(length),
  cjk: (length: number) => () => '汉字文本'.repeat(length / 4),
  word: (length: number) => () => 'x'.repeat(length),
  /** A letter of each of many alphabets, over and over. */
  scripts: (length: number) => () => 'aяαअกあ가אبძհ中ཀကកꦲᏣሀᚠ𐎠𐌰'.repeat(length / 23),
  /** Words of letters with marks, which differ from those of other seeds. */
  markedWords: (length: number, seed: number) => () =>
    Array.from({ length: length / 8 }, (_, n) => [...(7_919 * (n + 1_000 * seed) + 10_000_000).toString(7)].map((digit) => 'äöüåéñç'[Number(digit)]).join('')) // biome-ignore format: one line reads best
      .join(' ')
      .slice(0, length),
  brackets: (length: number) => () => '['.repeat(length / 2) + ']'.repeat(length / 2),
  images: (length: number) => () => '![a]('.repeat(length / 5),
  quotes: (length: number) => () => '> '.repeat(length / 2),
  stars: (length: number) => () => '**a *'.repeat(length / 5),
  backticks: (length: number) => () => '`a``b'.repeat(length / 5),
  blanks: (length: number) => () => `a${' '.repeat(length)}b`,
  lines: (length: number) => () => '\n'.repeat(length - 1).concat('a'),
  table: (length: number) => () => '|a'.repeat(length / 2),
  dots: (length: number) => () => 'a.'.repeat(length / 2),
  abbreviations: (length: number) => () => 'e.g. i.e. Dr. '.repeat(length / 14),
  digits: (length: number) => () => '1'.repeat(length),
  /** One line of many cells, and many lines of one. */
  raggedTable: (cells: number) => () => `${'a,'.repeat(cells)}b\n${'a\n'.repeat(cells)}`,
  spans: (cells: number) => () => `<table><tr>${'<td colspan="1000" rowspan="65534">a</td>'.repeat(cells)}</tr></table>`,
  nested: (depth: number) => () => `${'<div>'.repeat(depth)}a`,
  headings: (length: number) => () => '# a\n'.repeat(length / 4),
  html: (length: number) => () => '<a '.repeat(length / 3),
  joiners: (length: number) => () => '👩\u200d'.repeat(length / 3),
  citations: (length: number) => () => '[1'.repeat(length / 2),
  formulas: (length: number) => () => '$$x'.repeat(length / 3),
  sentences: (length: number) => () =>
    Array.from({ length: length / 20 }, (_, n) => `Fact ${n} is a quokka.`)
      .join(' ')
      .slice(0, length),
  differentWords: (length: number) => () =>
    Array.from({ length: length / 8 }, (_, n) => `w${n.toString(36)}`)
      .join(' ')
      .slice(0, length),
}

const BOUNDARY = 'part'
export const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
const URLENCODED = { 'content-type': 'application/x-www-form-urlencoded' }

const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const END = `--${BOUNDARY}--\r\n`
const file = (name: string, content: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${content}\r\n`

const MARK = '\u0000'

export const form = {
  /** A field whose name asks for a list of that length. */
  index: (index: number) => () => field(`a[${index}]`, '1') + END,
  fields: (count: number) => () => field('a', '').repeat(count) + file('a.txt', 'text') + END,
  /** Many files, where one is taken. */
  files: (count: number) => () => file('a.txt', 'text').repeat(count) + END,
  file: (name: string, text: () => string) => () => file(name, text()) + END,
  bytes: (name: string, bytes: () => Uint8Array) => () => {
    const [before = '', after = ''] = `${file(name, MARK)}${END}`.split(MARK)
    return Buffer.concat([Buffer.from(before), bytes(), Buffer.from(after)])
  },
  unended: (bytes: number) => () => file('a.txt', 'x'.repeat(bytes)).slice(0, -2),
  /** Headers of a part that go on for ever. */
  partHeaders: (count: number) => () => `--${BOUNDARY}\r\n${'x-a: b\r\n'.repeat(count)}\r\n\r\n${END}`,
  /** Line ends and hyphens that look like the beginning of a boundary. */
  almostBoundaries: (count: number) => () => file('a.txt', `\r\n--${BOUNDARY.slice(0, -1)}`.repeat(count)) + END,
  metadata: (bytes: number) => () => field('metadata', '['.repeat(bytes)) + file('a.txt', 'text') + END,
}
export const urlencoded = { headers: URLENCODED, index: (index: number) => () => `a[${index}]=1` }

/** A mind map of a chain, or of one root with many children. */
export const tree = {
  deep: (depth: number) => () => `{"root":${'{"id":"a","label":"a","level":0,"children":['.repeat(depth)}${']}'.repeat(depth)}}`,
  wide: (count: number) => () =>
    `{"root":{"id":"r","label":"r","level":0,"children":[${Array.from({ length: count }, (_, n) => `{"id":"${n}","label":"label ${n}","level":1,"children":[]}`).join(',')}]}}`,
  label: (label: () => string) => () =>
    JSON.stringify({
      root: { id: 'r', label: label(), level: 0, children: [{ id: 'c', label: label(), level: 1, children: [] }] },
    }),
}

/** A JSON schema that is nested, or has many properties. */
export const schema = {
  deep: (depth: number) => `${'{"type":"object","properties":{"a":'.repeat(depth)}{"type":"string"}${'}}'.repeat(depth)}`,
  wide: (count: number) =>
    `{"type":"object","properties":{${Array.from({ length: count }, (_, n) => `"p${n}":{"type":"string"}`).join(',')}}}`,
  references: () => '{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}',
  pattern: () => '{"type":"object","properties":{"a":{"type":"string","pattern":"^(a+)+$"}}}',
}

const chat = (model = 'builtin-extractive') => `"model":"${model}","messages":[{"role":"user","content":"hello"}]`
export const openai = {
  ask: (content: string) => () => JSON.stringify({ model: 'fake-chat', max_tokens: 64, messages: [{ role: 'user', content }] }),
  messages: (count: number) => () =>
    JSON.stringify({ model: 'builtin-extractive', messages: Array(count).fill({ role: 'user', content: 'hello' }) }),
  long: (count: number, text: () => string) => () =>
    JSON.stringify({ model: 'builtin-extractive', messages: Array(count).fill({ role: 'user', content: text() }) }),
  parts: (count: number) => () =>
    JSON.stringify({
      model: 'builtin-extractive',
      messages: [{ role: 'user', content: Array(count).fill({ type: 'text', text: 'hello' }) }],
    }),
  tools: (count: number) => () =>
    `{${chat()},"tools":[${Array.from({ length: count }, (_, n) => `{"type":"function","function":{"name":"f${n}","parameters":{"type":"object"}}}`).join(',')}]}`,
  wideTools: (count: number, properties: number) => () =>
    `{${chat('fake-chat')},"tools":[${Array.from({ length: count }, (_, n) => `{"type":"function","function":{"name":"f${n}","parameters":${schema.wide(properties)}}}`).join(',')}]}`,
  schema: (text: string, model?: string) => () =>
    `{${chat(model)},"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${text}}}}`,
  toolSchema: (text: string) => () => `{${chat()},"tools":[{"type":"function","function":{"name":"f","parameters":${text}}}]}`,
  stops: (count: number) => () => `{${chat()},"stop":${JSON.stringify(Array.from({ length: count }, (_, n) => `s${n}`))}}`,
  inputs: (count: number, text: () => string) => () => JSON.stringify({ model: 'all-minilm', input: Array(count).fill(text()) }),
}

/** Calls of the Model Context Protocol. */
export const mcp = {
  call: (method: string, params: object = {}) => json({ jsonrpc: '2.0', id: 1, method, params }),
  tool: (name: string, args: object) => (n: number) =>
    JSON.stringify({ jsonrpc: '2.0', id: n, method: 'tools/call', params: { name, arguments: args } }),
  batch: (count: number) => () => JSON.stringify(Array(count).fill({ jsonrpc: '2.0', id: 1, method: 'tools/list' })),
}

/** Inputs of the Responses API. */
export const responses = {
  items: (count: number, item: object) => () => JSON.stringify({ input: Array(count).fill(item) }),
  with: (fields: object) => json({ input: 'hello', ...fields }),
  schema: (format: object) => json({ model: 'fake-chat', input: 'hello', text: { format } }),
}

const part = { type: 'text', text: 'a' }
/** Bodies of the AI SDK. */
export const ui = {
  parts: (count: number) => json({ id: 'u', messages: [{ id: 'm', role: 'user', parts: Array(count).fill(part) }] }),
  messages: (count: number, more: object = {}) =>
    json({ id: 'l', messages: Array(count).fill({ id: 'm', role: 'user', parts: [part] }), ...more }),
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const zipOf = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))

/** Small files whose text is not. */
export const packed = {
  tables: (depth: number) => () =>
    docxOf(
      `</w:t></w:r></w:p>${'<w:tbl><w:tr><w:tc>'.repeat(depth)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(depth)}<w:p><w:r><w:t>a`,
    ),
  paragraphs: (count: number) => () => docxOf('a</w:t></w:r></w:p><w:p><w:r><w:t>'.repeat(count)),
  /** A sheet whose cells all show one long text. */
  repeatedCell: (cells: number, chars: number) => () =>
    zipOf({
      'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="S" r:id="s"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="s" Type="${RELATIONS}/worksheet" Target="sheet.xml"/><Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="strings.xml"/></Relationships>`,
      'xl/strings.xml': `<sst><si><t>${'a '.repeat(chars / 2)}</t></si></sst>`,
      'xl/sheet.xml': `<worksheet><sheetData>${Array.from({ length: cells }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}" t="s"><v>0</v></c></row>`).join('')}</sheetData></worksheet>`,
    }),
  lastCell: () => xlsxOf('a</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b'),
  repeatedChapter: (times: number, chars: number) => () =>
    epubOf(`<html><body><p>${'a word '.repeat(chars / 7)}</p></body></html>`, {
      'book.opf': strToU8(
        `<package><manifest><item id="a" href="etc/a.xhtml"/></manifest><spine>${'<itemref idref="a"/>'.repeat(times)}</spine></package>`,
      ),
    }),
  repeatedPage: (times: number) => () =>
    pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Count ${times} /Kids [${'3 0 R '.repeat(times)}] >>`,
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    ]),
}
