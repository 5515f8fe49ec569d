import { expect, test } from 'bun:test'
import { requestOf, testApp, testServer } from '../../test/fakes/use-cases'
import { createBodyBudget } from './body/body-budget'
import { jsonOfList, jsonOfPieces, largeJson } from './large-answer'

const request = new Request('http://localhost/')
const budget = (ownerBytesMax: number) => {
  const bodies = createBodyBudget({ ownerBytesMax, processBytesMax: 64 * 1_048_576 })
  return () => bodies.open('ann')
}
const hostile = `a"\\\n\u0000\u2028\ud83d\ude00語${'\ud83d\ude00'.repeat(20)}`

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  yield* texts
}

test('a text in pieces is the JSON that it would be as a whole, wherever it is cut', async () => {
  const long = `${'x'.repeat(262_140)}${hostile.repeat(3_000)}`
  for (const text of ['', hostile, long]) {
    for (const size of [1_000, 65_537]) {
      const cut = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.slice(index * size, (index + 1) * size),
      )
      const answer = await jsonOfPieces({ id: 'd1' }, 'content', pieces(...cut))
      expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8')
      expect(await answer.json()).toEqual({ id: 'd1', content: text })
    }
  }
  expect(await (await jsonOfPieces({}, 'content', pieces(...(long.match(/.{1,99999}/gs) ?? [])))).json()).toEqual({
    content: long,
  })
})

test('no more of a text is drawn than the client takes, and its origin is closed when the client leaves', async () => {
  let drawn = 0
  let isClosed = false
  const endless = async function* () {
    try {
      for (;;) {
        drawn++
        yield 'x'.repeat(100_000)
      }
    } finally {
      isClosed = true
    }
  }
  const reader = (await jsonOfPieces({}, 'content', endless())).body?.getReader()
  await reader?.read()
  await reader?.read()
  expect(drawn).toBeLessThan(6)
  await reader?.cancel()
  expect(isClosed).toBe(true)
})

test('a text that fails at its beginning is an error, and no answer', async () => {
  const failing = async function* () {
    yield 'x'
    throw new Error('lost')
  }
  await expect(jsonOfPieces({}, 'content', failing())).rejects.toThrow('lost')
})

test('a large answer is sent as it is', async () => {
  for (const text of ['a', hostile.repeat(10_000), `x${'\ud83d\ude00'.repeat(300_000)}`]) {
    expect(await largeJson(request, { text }, budget(64 * 1_048_576)).json()).toEqual({ text })
  }
})

test('what large answers hold is bounded by owner, until they were read or left', async () => {
  const answer = { text: 'x'.repeat(300_000) }
  const hold = budget(1_300_000)
  const first = largeJson(request, answer, hold)
  const second = largeJson(request, answer, hold)
  expect(() => largeJson(request, answer, hold)).toThrow(/Your requests/)
  await first.text()
  const third = largeJson(request, answer, hold)
  await second.body?.cancel()
  await third.body?.cancel()
  await Promise.all([largeJson(request, answer, hold).text(), largeJson(request, answer, hold).text()])
})

test('a list is made as it is taken, and others are served between its parts', async () => {
  const list = Array.from({ length: 300 }, (_, index) => ({ index, text: hostile.repeat(20) }))
  let made = 0
  const entries = list.values().map((entry) => {
    made++
    return entry
  })
  const held = budget(1_048_576)()
  held.hold(1_048_576)
  const answer = jsonOfList({ model: 'm' }, 'data', entries, held)
  const reader = answer.body?.getReader()
  const first = await reader?.read()
  expect(made).toBeLessThan(100)
  let text = new TextDecoder().decode(first?.value)
  let turns = 0
  let isRead = false
  const count = () => {
    turns++
    if (!isRead) setImmediate(count)
  }
  setImmediate(count)
  for (let next = await reader?.read(); !next?.done; next = await reader?.read()) text += new TextDecoder().decode(next?.value)
  isRead = true
  expect(JSON.parse(text)).toEqual({ model: 'm', data: list })
  expect(turns).toBeGreaterThan(0)
  held.hold(1_048_576)
  expect(await jsonOfList({ model: 'm' }, 'data', [], held).json()).toEqual({ model: 'm', data: [] })
})

test('the pages of messages and documents, and the text of a document, are answered so', async () => {
  const content = hostile.repeat(10_000)
  const readDocument = () => pieces(content.slice(0, 300_001), content.slice(300_001))
  const app = testApp()
  const rag = { document: async () => ({ documentId: 'd1', filename: 'a.txt', version: 1 }), readDocument }
  await using server = testServer({ rag: rag as never })
  const answer = await fetch(await requestOf(`${server.origin}/ai/documents/d1/content`))
  expect(await answer.json()).toMatchObject({ document_id: 'd1', filename: 'a.txt', version: 1, content, user_id: 'ann' })
  expect(answer.headers.get('x-request-id')).toMatch(/./)
  for (const path of ['/ai/documents', '/ai/sessions/s1/messages']) {
    expect((await app.handle(await requestOf(`http://localhost${path}`))).headers.get('content-type')).toBe(
      'application/json;charset=utf-8',
    )
  }
})
