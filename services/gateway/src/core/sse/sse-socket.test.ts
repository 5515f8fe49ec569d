import { expect, test } from 'bun:test'
import { connect, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { STALLED_BYTES_MAX } from '@collabry/fake-ollama/stalled'
import { saying, testServer, tokenFor } from '../../../test/fakes/use-cases'
import type { Chat } from '../../chat/chat'

/** A client that sees bytes, and can stop reading or go away. */
async function open(port: number, path = '/ai/chat/stream'): Promise<Socket> {
  const body = '{"message":"a"}'
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${await tokenFor('ann')}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  return socket
}

/** A use case that says `before`, then waits for its signal, and tells when it came. */
function waiting(...before: string[]) {
  const started = Promise.withResolvers<void>()
  const stopped = Promise.withResolvers<number>()
  let endings = 0
  const chat: Chat = async function* (_, { signal }) {
    try {
      for (const text of before) yield { type: 'text', text }
      started.resolve()
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    } finally {
      endings += 1
      stopped.resolve()
    }
  }
  return { chat, started: started.promise, stopped: stopped.promise, endings: () => endings }
}

test.each([
  ['before the first event', '/ai/chat/stream', []],
  ['in mid-stream', '/ai/chat/stream', ['Hello']],
  ['while it waits for a whole answer', '/ai/chat', []],
])('a client that leaves %s stops the use case', async (_, path, before) => {
  const { chat, started, stopped, endings } = waiting(...before)
  await using server = testServer({ chat })
  const socket = await open(server.port, path)
  await started
  socket.destroy()
  await stopped
  for (let turns = 0; turns < 5; turns++) await nextTurn()
  expect(endings()).toBe(1)
})

// Bun looks for idle connections every 4 s only, and closes one at the second look at the latest.
test('a silent answer outlives the time after which an idle connection is closed', async () => {
  const late = (ms: number): Chat =>
    async function* (request) {
      await Bun.sleep(ms)
      yield* saying('late')(request)
    }
  await using server = testServer({ chat: late(8_500) }, { idleSeconds: 1 })
  const texts = await Promise.all(
    ['/ai/chat/stream', '/ai/chat'].map(async (path) => textUntil(await open(server.port, path), 'late')),
  )
  for (const text of texts) expect(text).toContain('late')
}, 60_000)

test('a client that takes nothing is cut, and costs no more than what its socket holds', async () => {
  const stopped = Promise.withResolvers<void>()
  let said = 0
  const chat: Chat = async function* () {
    try {
      for (;;) {
        yield { type: 'text', text: 'x'.repeat(16_384) }
        said += 1
      }
    } finally {
      stopped.resolve()
    }
  }
  await using server = testServer({ chat }, { streamStallSeconds: 1 })
  const socket = await open(server.port)
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  await stopped.promise
  expect(said * 16_384).toBeLessThan(STALLED_BYTES_MAX)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  await closed
})

test('a client that reads slowly gets all of it', async () => {
  const texts = Array.from({ length: 400 }, (_, index) => `${index}:${'x'.repeat(20_000)}`)
  await using server = testServer({ chat: saying(...texts) }, { streamStallSeconds: 1 })
  const socket = await open(server.port)
  const pausing = setInterval(() => (socket.isPaused() ? socket.resume() : socket.pause()), 20)
  const text = await textUntil(socket, 'event: done')
  clearInterval(pausing)
  expect(text).toContain('399:xxx')
})

async function textUntil(socket: Socket, end: string): Promise<string> {
  const text = await new Promise<string>((resolve) => {
    let received = ''
    socket.on('data', (data) => {
      received += data.toString()
      if (received.slice(-200).includes(end) || (received.length < 4_000 && received.includes(end))) resolve(received)
    })
    socket.on('close', () => resolve(received))
  })
  socket.destroy()
  return text
}
