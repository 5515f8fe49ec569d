import { describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { AppError } from '@collabry/runtime/errors'
import { testServer, tokenFor } from '../../test/fakes/use-cases'
import type { Rag, UploadHead } from './ports'

interface Taken {
  heads: UploadHead[]
  pieces: number[]
  bytes: Uint8Array
  /** What ended the reading of the bytes too early. */
  failure: unknown
}

/** The app behind a socket, and what its uploads brought. */
function uploading({ slowMs = 0 } = {}) {
  const taken: Taken = { heads: [], pieces: [], bytes: new Uint8Array(), failure: undefined }
  const ended = Promise.withResolvers<void>()
  const upload: Rag['upload'] = async ({ head, bytes }) => {
    const all: Uint8Array[] = []
    try {
      for await (const piece of bytes) {
        all.push(piece)
        taken.pieces.push(piece.byteLength)
        if (slowMs > 0) await Bun.sleep(slowMs)
      }
      taken.heads.push(head())
    } catch (error) {
      taken.failure = error
      throw error
    } finally {
      ended.resolve()
    }
    taken.bytes = new Uint8Array(Buffer.concat(all))
    return { taskId: 't1', documentId: 'd1', filename: head().filename } as Awaited<ReturnType<Rag['upload']>>
  }
  const server = testServer({ rag: { upload } as unknown as Rag })
  return { ...server, taken, ended: ended.promise, [Symbol.asyncDispose]: server[Symbol.asyncDispose] }
}

async function send(origin: string, body: FormData | string, { scope = '', type = '' } = {}) {
  const token = await tokenFor('ann', scope ? { scope } : {})
  const headers = { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) }
  const answer = await fetch(`${origin}/ai/upload/file`, { method: 'POST', body, headers })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

function form(fields: [string, string | File][]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31) % 251)
const file = (bytes: Uint8Array = bytesOf(10), name = 'a.pdf') => new File([new Uint8Array(bytes)], name)

test('a file is handed on byte for byte in pieces, with what the form says of it', async () => {
  await using server = uploading()
  const bytes = bytesOf(900_000)
  const { status, body } = await send(
    server.origin,
    form([
      ['metadata', '{"course":"bio"}'],
      ['notebook_id', 'n1'],
      ['unknown', 'x'],
      ['file', file(bytes, 'Zellen und Wände.pdf')],
    ]),
  )
  expect(status).toBe(200)
  expect(body).toEqual({
    task_id: 't1',
    document_id: 'd1',
    status: 'processing',
    filename: 'Zellen und Wände.pdf',
    message: expect.any(String),
    user_id: 'ann',
    timestamp: expect.any(String),
  })
  const head = { filename: 'Zellen und Wände.pdf', contentType: 'application/octet-stream', publish: false }
  expect(server.taken.heads).toEqual([{ ...head, metadata: { course: 'bio' }, notebookId: 'n1' }])
  expect(Buffer.compare(server.taken.bytes, bytes)).toBe(0)
  // As the server reads the connection; the client of rag cuts them to the size of a message.
  expect(Math.max(...server.taken.pieces)).toBeLessThan(bytes.byteLength)
})

test('fields behind the file count as those before it, and are waited for', async () => {
  for (const length of [10, 600_000]) {
    await using server = uploading({ slowMs: 1 })
    const fields: [string, string | File][] = [
      ['file', file(bytesOf(length))],
      ['metadata', '{"a":1}'],
      ['notebook_id', 'n2'],
    ]
    expect((await send(server.origin, form(fields))).status).toBe(200)
    expect(server.taken.bytes).toHaveLength(length)
    expect(server.taken.heads.at(-1)).toMatchObject({ metadata: { a: 1 }, notebookId: 'n2', filename: 'a.pdf' })
  }
})

const fields = (count: number) => Array.from({ length: count }, (_, index): [string, string] => [`f${index}`, 'x'])

test('a field that is sent as a Blob is the text that it holds, before the file and behind it', async () => {
  const blob = (text: string, type = 'application/json') => new File([text], 'blob', { type })
  for (const type of ['application/json', 'text/plain;charset=utf-8', 'application/octet-stream', '']) {
    for (const isBehind of [false, true]) {
      await using server = uploading()
      const file: [string, File] = ['file', new File(['x'], 'a.txt')]
      const fields: [string, File][] = [
        ['metadata', blob('{"course":"bio ü"}', type)],
        ['notebook_id', blob('n1', type)],
      ]
      const answer = await send(server.origin, form(isBehind ? [file, ...fields] : [...fields, file]))
      expect([type, answer.status]).toEqual([type, 200])
      expect(server.taken.heads.at(-1)).toMatchObject({ metadata: { course: 'bio ü' }, notebookId: 'n1' })
    }
  }
  await using server = uploading()
  const refused = await send(
    server.origin,
    form([
      ['metadata', blob('[1]')],
      ['file', new File(['x'], 'a.txt')],
    ]),
  )
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'metadata' }] } })
  const large = await send(
    server.origin,
    form([
      ['other', blob('x'.repeat(70_000))],
      ['file', new File(['x'], 'a.txt')],
    ]),
  )
  expect(large).toMatchObject({ status: 422, body: { errors: [{ field: 'other' }] } })
})

test('a boundary that is longer than the standard allows is refused', async () => {
  await using server = uploading()
  const sent = (boundary: string) =>
    send(
      server.origin,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--${boundary}--\r\n`,
      { type: `multipart/form-data; boundary=${boundary}` },
    )
  expect((await sent('a'.repeat(70))).status).toBe(200)
  expect((await sent('a'.repeat(71))).status).toBe(422)
})

test('a name is shown without its path, and refused with control characters', async () => {
  await using server = uploading()
  for (const [name, shown] of [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\a.pdf', 'a.pdf'],
  ]) {
    expect((await send(server.origin, form([['file', file(bytesOf(1), name)]]))).body.filename).toBe(shown)
  }
  const raw = (name: string) => `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nx\r\n--b--\r\n`
  for (const name of ['a\u0007.pdf', '', '/', 'a'.repeat(256)]) {
    const { status, body } = await send(server.origin, raw(name), { type: 'multipart/form-data; boundary=b' })
    expect([name, status, body.code]).toEqual([name, 422, 'validation_error'])
  }
})

test('64 fields are taken', async () => {
  await using server = uploading()
  expect((await send(server.origin, form([...fields(64), ['file', file()]]))).status).toBe(200)
})

describe('what is wrong with a form', () => {
  const cases: [string, FormData | string, number, RegExp][] = [
    ['no file', form([['metadata', '{}']]), 422, /file is required/],
    [
      'two files',
      form([
        ['file', file()],
        ['file', file()],
      ]),
      413,
      /one file/,
    ],
    [
      'a second file under another name',
      form([
        ['file', file()],
        ['other', file()],
      ]),
      413,
      /one file/,
    ],
    ['a file under another name', form([['other', file()]]), 422, /file is required/],
    ['65 fields', form([...fields(65), ['file', file()]]), 413, /64 fields/],
    ['fields behind the file', form([['file', file()], ...fields(65)]), 413, /64 fields/],
    ['many fields', form([...fields(5_000), ['file', file()]]), 413, /64 fields/],
    ['metadata is no JSON', form([['metadata', '{'], ['file', file()]]), 422, /metadata must be a JSON object/], // biome-ignore format: a row a case
    ['metadata is a list', form([['file', file()], ['metadata', '[1]']]), 422, /metadata must be a JSON object/], // biome-ignore format: a row a case
    ['metadata is large', form([['metadata', JSON.stringify({ a: 'x'.repeat(17_000) })], ['file', file()]]), 422, /metadata must be at most/], // biome-ignore format: a row a case
    ['metadata is huge', form([['metadata', 'x'.repeat(100_000)], ['file', file()]]), 422, /metadata must be at most/], // biome-ignore format: a row a case
    ['notebook is no id', form([['notebook_id', '../x'], ['file', file()]]), 422, /notebook_id must be/], // biome-ignore format: a row a case
    ['publishing without the scope', form([['file', file()], ['metadata', '{"public":true}']]), 403, /documents:publish/], // biome-ignore format: a row a case
    ['a file over the limit', form([['file', file(bytesOf(1_048_577))]]), 413, /at most 1 MiB/],
    ['a body that is no form', '{"content":"a"}', 415, /multipart/],
  ]
  test.each(cases)('is told: %s', async (_, body, status, detail) => {
    await using server = uploading()
    const answer = await send(server.origin, body)
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)])
  })

  test('is told when its end is missing', async () => {
    await using server = uploading()
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbytes without an end'
    for (const body of [head, '--b\r\nContent-Disp', 'no boundary at all']) {
      const answer = await send(server.origin, body, { type: 'multipart/form-data; boundary=b' })
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_error'])
    }
    expect((await send(server.origin, head, { type: 'multipart/form-data; charset=x' })).status).toBe(422)
  })
})

test('who may publish does so', async () => {
  await using server = uploading()
  const body = form([['metadata', '{"public":true}'], ['file', file()]]) // biome-ignore format: one line
  expect((await send(server.origin, body, { scope: 'documents:publish' })).status).toBe(200)
  expect(server.taken.heads[0]?.publish).toBe(true)
})

test('a component that is down is told before the file has come', async () => {
  const upload = () => Promise.reject(new AppError('unavailable', 'The component is down; try again.'))
  await using server = testServer({ rag: { upload } as unknown as Rag })
  const { status } = await send(server.origin, form([['file', file(bytesOf(900_000))]]))
  expect(status).toBe(503)
})

test('a client that leaves at half of its file ends the upload', async () => {
  await using server = uploading()
  const socket = connect(server.port, '127.0.0.1')
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
  const token = await tokenFor('ann')
  socket.write(
    `POST /ai/upload/file HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n${head}${'x'.repeat(400_000)}`,
  )
  while (server.taken.pieces.length === 0) await Bun.sleep(5)
  socket.destroy()
  await server.ended
  expect(server.taken.failure).toBeInstanceOf(Error)
  expect(server.taken.bytes).toHaveLength(0)
})
