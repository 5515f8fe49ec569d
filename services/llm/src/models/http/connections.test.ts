import { expect, test } from 'bun:test'
import type { Socket } from 'bun'
import { type BodyReader, Connections, readPacing } from './connections'

function pacingOf(answers: number) {
  const pacing = readPacing()
  const ends = Array.from({ length: answers }, () => pacing.add())
  return { pacing, end: () => ends.pop()?.() }
}

test('few answers make no pauses', () => {
  expect(pacingOf(256).pacing.pause()).toBeUndefined()
})

test('answers that are shown as a whole share a pause of some turns, however few they are', async () => {
  const { pacing } = pacingOf(1)
  const first = pacing.pause(undefined, true)
  expect(first).toBeInstanceOf(Promise)
  expect(pacing.pause(undefined, true)).toBe(first)
  expect(pacing.pause()).toBeUndefined()
  await first
})

test('many answers share one pause, and the next one after it', async () => {
  const { pacing } = pacingOf(300)
  const first = pacing.pause()
  expect(pacing.pause()).toBe(first)
  await first
  const second = pacing.pause()
  expect(second).not.toBe(first)
  await second
})

test('a pause grows with the number of answers, to 30 ms at most', async () => {
  const waits: number[] = []
  const pacing = readPacing(async (ms) => void waits.push(ms))
  for (let n = 0; n < 264; n++) pacing.add()
  await pacing.pause()
  expect(waits).toEqual([2])
  const many = readPacing(async (ms) => void waits.push(ms))
  for (let n = 0; n < 100_000; n++) many.add()
  await many.pause()
  expect(waits).toEqual([2, 30])
})

test('the time of a pause runs from when the texts of the turn in which it was asked for have been sent on', async () => {
  const order: string[] = []
  const pacing = readPacing(async () => void order.push('waits'))
  for (let n = 0; n < 300; n++) pacing.add()
  const pause = pacing.pause()
  process.nextTick(() => order.push('reads the rest'))
  setImmediate(() => {
    order.push('makes messages')
    setImmediate(() => order.push('sends'))
  })
  await pause
  expect(order).toEqual(['reads the rest', 'makes messages', 'sends', 'waits'])
})

test('an answer that has ended counts no more', () => {
  const { pacing, end } = pacingOf(257)
  end()
  expect(pacing.pause()).toBeUndefined()
})

const forever = () => new AbortController().signal

/** A server that has read `n` whole requests and gives what its script says to the last one. */
async function serve(script: (n: number, socket: Socket<{ bytes: string }>) => void) {
  const seen = { connections: 0, closed: 0, requests: [] as string[] }
  const server = Bun.listen<{ bytes: string }>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      open(socket) {
        seen.connections++
        socket.data = { bytes: '' }
      },
      data(socket, bytes) {
        socket.data.bytes += bytes.toString('latin1')
        const { bytes: all } = socket.data
        const length = Number(/content-length: (\d+)/.exec(all)?.[1] ?? Number.POSITIVE_INFINITY)
        if (all.length < all.indexOf('\r\n\r\n') + 4 + length) return
        socket.data.bytes = ''
        seen.requests.push(all)
        script(seen.requests.length, socket)
      },
      close: () => void seen.closed++,
    },
  })
  const connections = new Connections(new URL(`http://127.0.0.1:${server.port}/v1/`), { authorization: 'Bearer key' })
  return { connections, seen, [Symbol.dispose]: () => server.stop(true) }
}

async function textOf(body: BodyReader) {
  let text = ''
  for (let piece = await body.read(); !piece.done; piece = await body.read()) text += Buffer.from(piece.value ?? []).toString()
  return text
}

/** Its connection serves the next request afterwards. */
async function wholeOf(body: BodyReader) {
  const text = await textOf(body)
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  return text
}

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
const WHOLE = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole'

test('a body is read by its length, its chunks or the end of its connection, after interim responses too', async () => {
  const answers = [
    WHOLE,
    `${CHUNKED}2;name=value\r\nwh\r\n3\r\nole\r\n0\r\nTrailer: yes\r\n\r\n`,
    `${CHUNKED}0000000002\r\nwh\r\n03 \r\nole\n000\r\n\r\n`,
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.0 200 OK\r\n\r\nwhole',
  ]
  for (const answer of answers) {
    using server = await serve((_, socket) => (answer.includes('1.0') ? socket.end(answer) : socket.write(answer)))
    const { status, body } = await server.connections.post('/chat', '{"a":"ž"}', forever())
    expect([status, await textOf(body)]).toEqual([200, 'whole'])
    expect(server.seen.requests[0]).toStartWith('POST /v1/chat HTTP/1.1\r\n')
    expect(server.seen.requests[0]).toMatch(/\r\nauthorization: Bearer key\r\n[\s\S]*\r\ncontent-length: 10\r\n\r\n/)
  }
})

test('an answer reads the same wherever its packets end', async () => {
  const answer = `${CHUNKED}2\r\nwh\r\n3\r\nole\r\n0\r\n\r\n`
  using server = await serve((n, socket) => {
    socket.write(answer.slice(0, n))
    setImmediate(() => socket.write(answer.slice(n)))
  })
  for (const _ of answer) {
    const { body } = await server.connections.post('/chat', '{}', forever())
    expect(await wholeOf(body)).toBe('whole')
  }
  expect(server.seen.connections).toBe(1)
})

test('a connection that the server closes instead of an answer is replaced if it had served before, and only then', async () => {
  using server = await serve((n, socket) => (n === 2 ? socket.end() : socket.write(WHOLE)))
  for (let n = 0; n < 2; n++) expect(await wholeOf((await server.connections.post('/', '{}', forever())).body)).toBe('whole')
  expect(server.seen).toMatchObject({ connections: 2, requests: { length: 3 } })
  using deaf = await serve((_, socket) => socket.end())
  await expect(deaf.connections.post('/', '{}', forever())).rejects.toThrow('closed')
  expect(deaf.seen.requests).toHaveLength(1)
})

test('bytes after an answer reach no other answer, even of a request that follows at once', async () => {
  const other = WHOLE.replace('whole', 'other')
  const scripts = [
    (socket: Socket<{ bytes: string }>) => socket.write(WHOLE + other),
    (socket: Socket<{ bytes: string }>) => {
      socket.write(WHOLE)
      setImmediate(() => socket.write(other))
    },
    (socket: Socket<{ bytes: string }>) => socket.write(WHOLE.replace('5', '3') + other),
    (socket: Socket<{ bytes: string }>) => socket.write(`HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n${other}`),
    (socket: Socket<{ bytes: string }>) => socket.write(`${CHUNKED}5\r\nwhole\r\n0\r\n\r\n${other}`),
  ]
  for (const script of scripts) {
    using server = await serve((n, socket) => (n === 1 ? script(socket) : socket.write(WHOLE)))
    expect(await textOf((await server.connections.post('/', '{}', forever())).body)).not.toContain('other')
    expect(await wholeOf((await server.connections.post('/', '{}', forever())).body)).toBe('whole')
    expect(server.seen.connections).toBe(2)
  }
})

test('a connection is not used again after an answer whose length two readers could understand differently', async () => {
  const chunks = '5\r\nwhole\r\n0\r\n\r\n'
  const answers = [
    `HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    `HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    `HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 5\r\n\r\nwhole`,
  ]
  for (const answer of answers) {
    using server = await serve((_, socket) => socket.write(answer))
    for (let n = 0; n < 2; n++) expect(await wholeOf((await server.connections.post('/', '{}', forever())).body)).toBe('whole')
    expect(server.seen.connections).toBe(2)
  }
})

test('an answer that is no HTTP, that breaks off, or whose end is not certain, is refused', async () => {
  const sized = (length: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nwhole`
  const coded = (coding: string) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${coding}\r\n\r\n5\r\nwhole\r\n0\r\n\r\n`
  const chunk = (size: string) => `${CHUNKED}${size}\r\nwhole\r\n0\r\n\r\n`
  const broken = [
    'nonsense\r\n\r\n',
    WHOLE.replace('/1.1', '/2'),
    `${CHUNKED}5\r\nwh`,
    `${CHUNKED}5\r\nwhole${'0'.repeat(200_000)}`,
    `HTTP/1.1 200 OK\r\n${'x'.repeat(200_000)}`,
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(10_000),
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n',
    ...['', '-5', '+5', '0x5', '5e0', '5.0', 'five', '5, 3', '5\r\nContent-Length: 3', '9'.repeat(30), '9'].map(sized),
    ...['gzip, chunked', 'chunked, chunked', 'xchunked', 'chunked\r\nTransfer-Encoding: chunked', ''].map(coded),
    ...['', '-5', '+5', '0x5', 'zz', '5g', ' 5', '3', 'f'.repeat(20), `5\r\nwhole\r\n-6`, '5\r\nwhole\r\n-7'].map(chunk),
    ...['Content-Length : 5', 'Content-Length: 5\r\n: x', 'Content-Length: 5\r\nx', 'X: a\rb\r\nContent-Length: 5'].map(
      (field) => `HTTP/1.1 200 OK\r\n${field}\r\n\r\nwhole`,
    ),
  ]
  for (const answer of broken) {
    using server = await serve((_, socket) => socket.end(answer))
    const asked = server.connections.post('/', '{}', forever()).then(({ body }) => textOf(body))
    expect([answer, await asked.catch((error: unknown) => error)]).toEqual([answer, expect.any(Error)])
  }
})

test('a signal closes the connection of its answer, and no connection after the answer', async () => {
  using server = await serve((n, socket) => socket.write(n === 1 ? WHOLE : `${CHUNKED}2\r\nwh\r\n`))
  const early = new AbortController()
  await wholeOf((await server.connections.post('/', '{}', early.signal)).body)
  early.abort()
  const leaving = new AbortController()
  const { body } = await server.connections.post('/', '{}', leaving.signal)
  expect(server.seen.connections).toBe(1)
  await body.read()
  const next = body.read()
  leaving.abort(new Error('has left'))
  await expect(next).rejects.toThrow('has left')
  while (server.seen.closed === 0) await Bun.sleep(1)
})

test('a long request is sent whole, and what arrives while a body is held comes as one piece', async () => {
  const sent = Promise.withResolvers<void>()
  using server = await serve((_, socket) => {
    socket.write(`${CHUNKED}1\r\na\r\n`)
    setImmediate(async () => {
      await held.promise
      for (const piece of ['b', 'c', 'd']) socket.write(`1\r\n${piece}\r\n`)
      socket.write('0\r\n\r\n')
      sent.resolve()
    })
  })
  const held = Promise.withResolvers<void>()
  const { body } = await server.connections.post('/', JSON.stringify('x'.repeat(8_000_000)), forever())
  expect(server.seen.requests[0]?.length).toBeGreaterThan(8_000_000)
  expect((await body.read()).value).toEqual(Buffer.from('a'))
  body.hold?.()
  held.resolve()
  await sent.promise
  expect((await body.read()).value).toEqual(Buffer.from('bcd'))
  expect((await body.read()).done).toBe(true)
})
