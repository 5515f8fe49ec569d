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

export const form = {
  /** A field whose name asks for a list of that length. */
  index: (index: number) => () => field(`a[${index}]`, '1') + END,
  fields: (count: number) => () => field('a', '').repeat(count) + file('a.txt', 'text') + END,
  /** Many files, where one is taken. */
  files: (count: number) => () => file('a.txt', 'text').repeat(count) + END,
  file: (name: string, text: () => string) => () => file(name, text()) + END,
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
  parts: (count: number) => () =>
    JSON.stringify({
      model: 'builtin-extractive',
      messages: [{ role: 'user', content: Array(count).fill({ type: 'text', text: 'hello' }) }],
    }),
  tools: (count: number) => () =>
    `{${chat()},"tools":[${Array.from({ length: count }, (_, n) => `{"type":"function","function":{"name":"f${n}","parameters":{"type":"object"}}}`).join(',')}]}`,
  schema: (text: string, model?: string) => () =>
    `{${chat(model)},"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${text}}}}`,
  toolSchema: (text: string) => () => `{${chat()},"tools":[{"type":"function","function":{"name":"f","parameters":${text}}}]}`,
  stops: (count: number) => () => `{${chat()},"stop":${JSON.stringify(Array.from({ length: count }, (_, n) => `s${n}`))}}`,
  inputs: (count: number, text: () => string) => () => JSON.stringify({ model: 'all-minilm', input: Array(count).fill(text()) }),
}
