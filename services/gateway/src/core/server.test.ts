import { describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { testServer, tokenFor } from '../../test/fakes/use-cases'

/** The answer to these bytes. */
function ask(port: number, bytes: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString()
  })
  socket.once('close', () => resolve(answer))
  return promise
}

describe('a request without a usable host is answered as any other', () => {
  const lines = [
    'HTTP/1.0\r\n',
    ...['', 'a b', 'a/b', 'http://x/', '/ai', 'a?b#c', '['].map((host) => `HTTP/1.1\r\nHost: ${host}\r\n`),
  ]

  test.each(lines)('%j', async (line) => {
    await using server = testServer()
    const headers = `${line}Authorization: Bearer ${await tokenFor('ann')}\r\nConnection: close\r\n`
    expect(await ask(server.port, `GET /ai/sessions/s5?a=/health ${headers}\r\n`)).toMatch(/ 200 .*"session_id":"s5"/s)
    expect(await ask(server.port, `GET /livez ${line}Connection: close\r\n\r\n`)).toContain(' 200 ')
    expect(await ask(server.port, `GET /ai/x/livez ${line}Connection: close\r\n\r\n`)).toContain(' 401 ')
    const body = JSON.stringify({ message: 'a' })
    const post = `POST /ai/chat ${headers}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    expect(await ask(server.port, post)).toMatch(/ 200 .*"response":"Hello"/s)
  })
})

test('a client without a host is known by its address, and ends what it has asked for when it leaves', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const { promise: asked, resolve: begin } = Promise.withResolvers<void>()
  let seen = ''
  const count = async (key: string) => {
    seen = key
    return undefined
  }
  await using server = testServer(
    {
      reportUsage: async (_, { signal }) => {
        signal.addEventListener('abort', () => leave())
        begin()
        await left
        throw new Error('the client has left')
      },
    },
    { limits: { address: count } },
  )
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET /nope HTTP/1.0\r\n\r\n'))
  await new Promise((resolve) => socket.once('data', resolve))
  expect(seen).toBe('127.0.0.1')
  const second = connect(server.port, '127.0.0.1')
  second.write(`GET /ai/usage HTTP/1.0\r\nAuthorization: Bearer ${await tokenFor('ann')}\r\n\r\n`)
  await asked
  second.destroy()
  await left
})
