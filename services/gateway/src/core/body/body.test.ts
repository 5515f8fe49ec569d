import { describe, expect, test } from 'bun:test'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { requestOf, saying, testApp, testServer, tokenFor } from '../../../test/fakes/use-cases'
import type { ChatRequest } from '../../generation/types'

const seen: ChatRequest[] = []
const app = testApp({
  chat: (request) => {
    seen.push(request)
    return saying('Hello')(request)
  },
})
const ask = async (body: unknown, headers?: Record<string, string>, path = '/ai/chat') => {
  const answer = await app.handle(await requestOf(`http://localhost${path}`, { body, ...(headers ? { headers } : {}) }))
  return { status: answer.status, ...((await answer.json()) as { code?: string; errors?: { field: string }[]; detail?: string }) }
}

describe('what is no JSON is told so', () => {
  const rows = ['', '{', '{"message":"x",}', "{'message':'x'}", 'null x', '\u0000', '['.repeat(1_000_00), '{"a":'.repeat(100_000)]
  test.each(rows)('%#', async (body) => expect(await ask(body)).toMatchObject({ status: 400, code: 'malformed_json' }))

  test('bytes that are no UTF-8', async () => {
    const request = await requestOf('http://localhost/ai/chat', { body: {} })
    const body = Buffer.concat([Buffer.from('{"message":"'), Buffer.from([0xff]), Buffer.from('"}')])
    expect((await app.handle(new Request(request, { body }))).status).toBe(400)
  })
})

describe('what is JSON of another shape names its fields', () => {
  const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
  const rows: [string, unknown, string[]][] = [
    ['null', 'null', ['body']],
    ['an array', [], ['body']],
    ['a number', '7', ['body']],
    ['nothing in it', {}, ['message']],
    ['null for a field that must be there', { message: null }, ['message']],
    ['empty', { message: '' }, ['message']],
    ['white space', { message: ' \n\t\u00a0\u3000' }, ['message']],
    ['next line and no width', { message: '\u0085\u180e\u200b\u200c\u200d\u2060\ufeff' }, ['message']],
    ['too long', { message: 'a'.repeat(32_001) }, ['message']],
    ['a lone surrogate', '{"message":"a\\ud800"}', ['message']],
    ['a lone surrogate in an unknown field', '{"message":"a","x":["\\udc00"]}', ['x']],
    ['a lone surrogate in a name', '{"message":"a","\\ud800":1}', ['body']],
    [
      'several at once',
      { message: 1, use_rag: 'yes', source_ids: {}, session_id: 'a b' },
      ['message', 'use_rag', 'source_ids', 'session_id'],
    ],
    ['deep', { message: deep(70) }, ['message']],
    ['a list that is too long', { message: 'a', source_ids: Array(101).fill('d') }, ['source_ids']],
    ['a wrong entry of a list', { message: 'a', source_ids: ['d', 7] }, ['source_ids.1']],
  ]
  test.each(rows)('%s', async (_, body, fields) => {
    const { status, code, errors = [], detail = '' } = await ask(body)
    expect({ status, code }).toEqual({ status: 422, code: 'validation_error' })
    expect(errors.map(({ field }) => field).sort()).toEqual([...fields].sort())
    for (const field of fields) expect(detail).toContain(field)
  })
})

test('a million nested brackets are refused without harm', async () => {
  expect((await ask(`{"message":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).status).toBe(422)
  expect((await ask(`{"message":"x","metadata":${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}}`)).status).toBe(422)
})

test('a field that is null counts as left out, and unknown fields are ignored', async () => {
  const { status } = await ask({
    message: 'a',
    session_id: null,
    use_rag: null,
    source_ids: null,
    stream: null,
    unknown: 1,
    user_id: 'eve',
  })
  expect(status).toBe(200)
  expect(seen.at(-1)).toEqual({ message: 'a', sessionId: '', useRag: 'auto', sourceIds: [], notebookId: '', model: '' })
})

test('names that objects inherit do nothing', async () => {
  const { status } = await ask(
    '{"message":"a","__proto__":{"use_rag":false,"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  )
  expect(status).toBe(200)
  expect(seen.at(-1)).toMatchObject({ useRag: 'auto' })
  expect('polluted' in {}).toBe(false)
  expect(await ask('{"__proto__":{"message":"a"}}')).toMatchObject({ status: 422, code: 'validation_error' })
  await ask('{"message":"a","__proto__":{"session_id":"a:b","model":"m"}}')
  expect(seen.at(-1)).toMatchObject({ sessionId: '', model: '' })
})

describe('content types', () => {
  const rows: [string, number][] = [
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['Application/JSON;charset="UTF-8"', 200],
    ['application/json; charset=utf-16', 415],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/jsonx', 415],
    ['*/*', 415],
  ]
  test.each(rows)('%s: %d', async (type, status) => {
    expect((await ask({ message: 'a' }, { 'content-type': type })).status).toBe(status)
  })

  test('a compressed body is refused', async () => {
    expect(await ask({ message: 'a' }, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
    })
  })
})

test('a session is made without a body, with an empty one, and with one', async () => {
  for (const body of ['[]', 'null', '7', '"x"']) {
    expect((await app.handle(await requestOf('http://localhost/ai/sessions', { body }))).status).toBe(422)
  }
  for (const body of [undefined, '', '{}', { title: 'Light', session_id: null }]) {
    const request = await requestOf('http://localhost/ai/sessions', { method: 'POST', body })
    expect((await app.handle(request)).status).toBe(200)
  }
  const bare = new Request('http://localhost/ai/sessions', {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenFor('ann')}` },
  })
  expect((await app.handle(bare)).status).toBe(200)
})

test('a body over the limit is refused, with its length told and in chunks', async () => {
  await using server = testServer({}, { maxBodyBytes: 4_096 })
  const big = JSON.stringify({ message: 'a'.repeat(5_000) })
  const told = await fetch(await requestOf(`${server.origin}/ai/chat`, { body: big }))
  expect({ status: told.status, ...((await told.json()) as object) }).toMatchObject({ status: 413, code: 'payload_too_large' })
  expect(await sendChunked(server.port, big)).toBe(413)
  expect(await sendChunked(server.port, '{"message":"a"}')).toBe(200)
  const upload = { content: 'a'.repeat(5_000), filename: 'a.txt' }
  expect((await fetch(await requestOf(`${server.origin}/ai/upload`, { body: upload }))).status).toBe(200)
})

test('a body over the limit is refused before it has come', async () => {
  await using server = testServer({}, { maxBodyBytes: 4_096 })
  const head = `POST /ai/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${await tokenFor('ann')}\r\nContent-Type: application/json\r\n`
  expect(await firstLine(server.port, `${head}Content-Length: 9000000\r\n\r\n{`)).toContain(' 413 ')
  const chunk = `400\r\n${' '.repeat(1_024)}\r\n`
  expect(await firstLine(server.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(8)}`)).toContain(' 413 ')
})

/** How the answer to these bytes begins, though they are no whole request. */
function firstLine(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.once('data', (data) => {
      resolve(data.toString('latin1').split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve('closed'))
  })
}

async function sendChunked(port: number, body: string): Promise<number> {
  const headers = { authorization: `Bearer ${await tokenFor('ann')}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const call = httpRequest({ port, path: '/ai/chat', method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode ?? 0)
      answer.resume()
    })
    call.on('error', reject)
    for (let start = 0; start < body.length; start += 1_000) call.write(body.slice(start, start + 1_000))
    call.end()
  })
}
