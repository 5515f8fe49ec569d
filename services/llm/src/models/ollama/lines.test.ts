import { expect, test } from 'bun:test'
import { LINE_BYTES_MAX, lineReader } from './transport'

const body = (chunks: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
      controller.close()
    },
  })

async function readAll(chunks: (string | Uint8Array)[]) {
  const next = lineReader(body(chunks).getReader())
  const batches: object[][] = []
  for (let batch = await next(); batch.length > 0; batch = await next()) batches.push(batch)
  return batches
}

const read = (chunks: (string | Uint8Array)[]) =>
  readAll(chunks).then(
    (batches) => batches.flat(),
    (error: { code: string }) => error.code,
  )

test('lines come out whole, however they were cut', async () => {
  const bytes = new TextEncoder().encode('{"a":"ž"}\n{"b":"🙂"}\n')
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(await read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual([{ a: 'ž' }, { b: '🙂' }])
  }
})

test('what came together is given together', async () => {
  expect(await readAll(['{"n":1}\n{"n":2}\n{"n"', ':3}\n'])).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]])
})

test('what is no line of JSON objects is an upstream error', async () => {
  for (const text of ['{"a":1}\n{"b"', 'text\n', '{text}\n', '5\n', 'null\n', '[1]\n'])
    expect(await read([text])).toBe('upstream_error')
})

test('a line over its bound is an upstream error before it is held whole', async () => {
  const half = 'x'.repeat(LINE_BYTES_MAX / 2)
  expect(await read(['{"a":"', half, half, half, '"}\n'])).toBe('upstream_error')
  expect(await read([`{"a":"${'x'.repeat(LINE_BYTES_MAX)}"}\n`])).toBe('upstream_error')
})
