import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { type FieldBounds, type FieldSchemas, inSlices, readJsonFields, valueAt } from './json-fields'
import { VALUES_MAX } from './json-scanner'

const anything: FieldSchemas = { a: {}, b: {}, tags: { type: 'array', maxItems: 2 }, name: { type: 'string', maxLength: 3 } }
const read = (text: string | Buffer) => readJsonFields(Buffer.from(text), anything)
const failureOf = async (text: string | Buffer): Promise<AppError> => {
  const failure = await read(text).catch((error: unknown) => error)
  if (!(failure instanceof AppError)) throw new Error('it was read')
  return failure
}
const long = 'x'.repeat(70_000)

describe('a field is read as JSON.parse reads it', () => {
  const values = [
    '"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00"',
    '[1,-0.5e+3,0,true,false,null,{"x":[{}]},[],""]',
    '{"__proto__":{"b":1},"constructor":1,"x":1,"x":2,"":3,"7":4}',
    `"${'\\ud83d\\ude00語é\\n\\\\'.repeat(9_000)}"`,
    `["${long}",  {"${long}" : [ 1 , 2.5 ,{ } , [ ] ] , "__proto__" : {"b":1} } ]`,
    `[${'"a\ufeff",'.repeat(20_000)}"\ufeff"]`,
    `{${Array.from({ length: 9_000 }, (_, index) => `"${index * 977}": "k${index}"`).join(',\r\n\t ')}}`,
    `[${'['.repeat(60)}${' '.repeat(70_000)}${']'.repeat(60)}]`,
  ]
  test.each(values.map((value) => [value]))('%.60s', async (value) => {
    const text = `\ufeff { "b" : 1, "a" : ${value}\n}`
    expect(await read(text)).toStrictEqual(JSON.parse(text.slice(1)))
  })
})

test('names that no schema has are skipped, null counts as left out, and the last of two counts', async () => {
  expect(await read('{"x":[1],"__proto__":{"a":1},"a":1,"\\u0061":2,"b":3,"b":null}')).toEqual({ a: 2 })
})

describe('a short body gets the answer of a long one', () => {
  const bodies = [
    '{"a":"語 é","b":[1,{"x":null}],"name":null,"zz":1,"a":2}',
    '{"__proto__":{"a":1},"constructor":{"b":2},"b":{"__proto__":1}}',
    '{"a":"\\ud83d","b":1}',
    '{"\\u0061":1}',
    `{"a":${'['.repeat(62)}${']'.repeat(62)}}`,
    `{"a":${'['.repeat(64)}${']'.repeat(64)}}`,
    '{"a":1e999,"b":-0}',
    '[1]',
    'null',
    '"a"',
    '{}',
    '{"tags":["t","t","t","t"],"name":"yyyyyyyy"}',
  ]
  const outcome = (text: string) =>
    read(text).catch((error: unknown) => (error instanceof AppError ? [error.code, error.message] : error))
  test.each(bodies.map((text) => [text]))('%.40s', async (text) => {
    const padded = await outcome(`${text}${' '.repeat(1_000)}`)
    expect(padded).not.toBeInstanceOf(Error)
    expect(await outcome(text)).toStrictEqual(padded)
  })
})

test('of a text or a list no more is read than makes its schema refuse it', async () => {
  const { name, tags } = await read(`{"name":"${'y'.repeat(200_000)}","tags":[${'"t",'.repeat(50_000)}"t"]}`)
  expect(String(name).length).toBeLessThan(100_000)
  expect(String(name).length).toBeGreaterThan(3)
  expect(tags).toEqual(['t', 't', 't'])
})

describe('what is no JSON is told with its line and column', () => {
  const rows: [string, string | Buffer, number, number][] = [
    ['nothing', '', 1, 1],
    ['blanks', ' \n ', 2, 2],
    ['a comma too much', '{\n  "a": 1,\n}', 3, 1],
    ['a missing comma', '{"a":1 "b":2}', 1, 8],
    ['a missing colon', '{"ü" 1}', 1, 6],
    ['single quotes', "{'a':1}", 1, 2],
    ['two values', '{} {}', 1, 4],
    ['a wrong bracket', '{"a":[1}}', 1, 8],
    ['a zero before a number', '{"a":01}', 1, 6],
    ['a half number', '{"a":1.}', 1, 6],
    ['a wrong word', '{"a":nul}', 1, 6],
    ['a wrong escape', '{"語😀":"\\x"}', 1, 8],
    ['a short escape', '{"a":"\\u12g4"}', 1, 7],
    ['a line end in a text', '{"a":"b\n"}', 1, 8],
    ['a text without end', '{"a":"b', 1, 8],
    ['a list without end', '{"a":[1,', 1, 9],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 1, 4],
    ['half a character', Buffer.from([0x7b, 0x22, 0xe8, 0xaa]), 1, 3],
    ['a surrogate in bytes', Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), 1, 3],
    ['far inside', `{"a":"${long}","b":\n\n ]}`, 3, 2],
    ['nested beyond the limit, without end', '['.repeat(100_000), 1, 100_001],
  ]
  test.each(rows)('%s', async (_, text, line, column) => {
    const { code, message } = await failureOf(text)
    expect([code, message]).toEqual(['malformed_json', expect.stringContaining(`line ${line}, column ${column},`)])
  })
})

describe('limits', () => {
  const values = (count: number) => `{"z":[${'0,'.repeat(count - 3)}0]}`

  test('of values', async () => {
    expect(await read(values(VALUES_MAX))).toEqual({})
    expect((await failureOf(values(VALUES_MAX + 1))).code).toBe('payload_too_large')
    expect((await failureOf(`{"z":[${'[],'.repeat(3_000_000)}`)).code).toBe('payload_too_large')
  })

  test('of depth, the outermost object counted', async () => {
    expect(await read(`{"b":${'['.repeat(63)}${']'.repeat(63)}}`)).toHaveProperty('b')
    const { code, fields } = await failureOf(`{"z":{"a":${'['.repeat(63)}${']'.repeat(63)}}}`)
    expect([code, fields?.[0]?.field]).toEqual(['validation_error', 'z'])
    expect((await failureOf(`{"b":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).code).toBe('validation_error')
  })

  test('of digits', async () => {
    expect((await failureOf(`{"z":${'1'.repeat(1_000_000)}}`)).code).toBe('validation_error')
  })

  test('of an object with names of its own', async () => {
    const schemas = { metadata: { type: 'object', properties: {} } }
    const wide = Buffer.from(`{"metadata":{${Array.from({ length: 90_000 }, (_, index) => `"k${index}":1`)}}}`)
    await expect(readJsonFields(wide, schemas)).rejects.toThrow(/metadata/)
  })
})

describe('half of a surrogate pair is refused', () => {
  const rows: [string, string][] = [
    ['{"a":"\\ud800"}', 'a'],
    ['{"a":"\\udc00"}', 'a'],
    ['{"a":"\\ud800\\ud800\\udc00"}', 'a'],
    ['{"a":"\\ud800x\\udc00"}', 'a'],
    ['{"a":"\\ud800\\n\\udc00"}', 'a'],
    ['{"z":[{"y":"\\ud83d"}]}', 'z'],
    ['{"z":{"\\ud83d":1}}', 'z'],
    ['{"\\ud83d":1}', 'body'],
    [`{"a":"${'\\ud83d\\ude00'.repeat(9_000)}\\ude00"}`, 'a'],
  ]
  test.each(rows)('%.40s', async (text, field) => {
    const { code, fields } = await failureOf(text)
    expect([code, fields?.[0]?.field]).toEqual(['validation_error', field])
  })
})

test('the loop does other work while a large body is read', async () => {
  let turns = 0
  let isRead = false
  const count = () => {
    turns++
    if (!isRead) setImmediate(count)
  }
  setImmediate(count)
  await read(`{"a":[${'{"name":"text"},'.repeat(90_000)}0]}`)
  isRead = true
  expect(turns).toBeGreaterThan(3)
})

describe('work on a value may pause often, however little of it is kept', () => {
  const rows: [string, string, FieldBounds][] = [
    ['a list', `[${'7,'.repeat(100_000)}7]`, { charactersMax: 9, entriesMax: 2, bytesMax: 1e9 }],
    ['a text', `"${'\\n'.repeat(1_000_000)}"`, { charactersMax: 9, entriesMax: 2, bytesMax: 1e9 }],
    ['blanks', `[${' '.repeat(2_000_000)}]`, { charactersMax: 9, entriesMax: 2, bytesMax: 1e9 }],
    ['an object', `{${'"a":1,'.repeat(50_000)}"a":1}`, { charactersMax: 9, entriesMax: 2, bytesMax: 1e9 }],
    ['lists in a list', `[${'[[[]]],'.repeat(30_000)}7]`, { charactersMax: 9, entriesMax: 2, bytesMax: 1e9 }],
  ]
  test.each(rows)('%s', (_, text, bounds) => {
    const bytes = Buffer.from(text)
    let pauses = 0
    for (const _ of valueAt(bytes, { start: 0, end: bytes.length }, bounds)) pauses++
    expect(pauses).toBeGreaterThan(25)
  })
})

test('slices end with what the work gives', async () => {
  const work = function* (): Generator<void, string> {
    yield
    return 'done'
  }
  expect(await inSlices(work())).toBe('done')
})
