import { expect, test } from 'bun:test'
import { embeddingProcess } from './embedding-process'

const forever = new AbortController().signal
const BOOK = Array.from({ length: 6 }, (_, index) => `passage: ${index} ${'light and water '.repeat(20)}`)

test('nothing runs before the first text, and nothing some time after the last one', async () => {
  await using model = embeddingProcess({ idleMs: 1 })
  expect(model.pid()).toBeUndefined()
  const { vectors } = await model.embed({ texts: ['query: a', 'query: b'], urgent: true }, forever)
  expect(vectors.map(({ length }) => length)).toEqual([384, 384])
  while (model.pid() !== undefined) await Bun.sleep(5)
})

test('a question is answered before a book that came earlier', async () => {
  await using model = embeddingProcess()
  const ended: string[] = []
  const book = model.embed({ texts: BOOK, urgent: false }, forever).then(() => ended.push('book'))
  const question = model.embed({ texts: ['query: what?'], urgent: true }, forever).then(() => ended.push('question'))
  await Promise.all([book, question])
  expect(ended).toEqual(['question', 'book'])
})

test('a short question is answered before longer ones for which users wait, too', async () => {
  await using model = embeddingProcess()
  const ended: string[] = []
  const ask = (name: string, text: string) =>
    model.embed({ texts: [`query: ${text}`], urgent: true }, forever).then(() => ended.push(name))
  const page = ask('page', 'light and water '.repeat(70))
  const paragraph = ask('paragraph', 'light and water '.repeat(20))
  await Promise.all([page, paragraph, ask('question', 'what?')])
  expect(ended).toEqual(['question', 'paragraph', 'page'])
})

test('a caller that leaves is answered at once, and its texts are not embedded any further', async () => {
  await using model = embeddingProcess()
  const leaving = new AbortController()
  const endless = Array.from({ length: 2_000 }, () => BOOK[0] ?? '')
  const left = model.embed({ texts: endless, urgent: false }, leaving.signal)
  await model.embed({ texts: ['query: is it running?'], urgent: true }, forever)
  leaving.abort(new Error('has left'))
  await expect(left).rejects.toThrow('has left')
  await model.embed({ texts: ['passage: the next one'], urgent: false }, forever)
})

test('when the process dies its callers are told, and the next text starts another one', async () => {
  await using model = embeddingProcess()
  await model.embed({ texts: ['query: a'], urgent: true }, forever)
  const broken = model.embed({ texts: BOOK, urgent: false }, forever)
  process.kill(model.pid() ?? 0, 'SIGKILL')
  await expect(broken).rejects.toMatchObject({ code: 'unavailable' })
  const { vectors } = await model.embed({ texts: ['query: a'], urgent: true }, forever)
  expect(vectors).toHaveLength(1)
})
