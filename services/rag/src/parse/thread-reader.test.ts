import { expect, test } from 'bun:test'
import { threadReader } from './thread-reader'

const NEVER = new AbortController().signal
const file = (text: string, filename = 'a.txt') => ({
  userId: 'ann',
  filename,
  contentType: 'text/plain',
  pieces: async () => [new TextEncoder().encode(text)],
})

test('documents that are open at the same time keep apart', async () => {
  await using reader = threadReader()
  await using one = await reader.open(file('The first text.'), NEVER)
  await using two = await reader.open(file('The second text.\r\nIt has two lines.'), NEVER)
  expect(new TextDecoder().decode(two.takeText())).toBe('The second text.\nIt has two lines.')
  expect(await one.batch(0, 10, NEVER)).toMatchObject([{ ordinal: 0, content: 'The first text.', start: 0, end: 15, page: 0 }])
  expect((await two.batch(0, 10, NEVER)).map((chunk) => chunk.content)).toEqual(['The second text.\nIt has two lines.'])
})

test('a text is found by the name of its file too', async () => {
  await using reader = threadReader()
  await using document = await reader.open(file('Some text.', 'Photosynthesis.txt'), NEVER)
  const [chunk] = await document.batch(0, 1, NEVER)
  expect(chunk?.words.join(' ')).toMatch(/photosynthes/)
})

test('a refusal reaches the caller, and the next document is read', async () => {
  await using reader = threadReader()
  await expect(reader.open(file(''), NEVER)).rejects.toMatchObject({ code: 'validation_error' })
  await using document = await reader.open(file('Some text.'), NEVER)
  expect(document.chunks).toBe(1)
})

test('who is cancelled does not wait for the thread', async () => {
  await using reader = threadReader()
  const stop = new AbortController()
  const opening = reader.open(file('word '.repeat(400_000)), stop.signal)
  stop.abort()
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
  await using document = await reader.open(file('Some text.'), NEVER)
  expect(document.chunks).toBe(1)
})

test('ending the reader breaks off what is being read', async () => {
  const reader = threadReader()
  const opening = reader.open(file('word '.repeat(400_000)), NEVER)
  const failure = opening.catch((error: unknown) => error)
  await reader[Symbol.asyncDispose]()
  expect(await failure).toMatchObject({ code: 'unavailable' })
})
