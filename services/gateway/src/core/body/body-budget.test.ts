import { expect, test } from 'bun:test'
import { createBodyBudget, piecesOf } from './body-budget'

const MIB = 1_048_576

test('an owner may hold as much as is allowed, and more when a request has been answered', () => {
  const budget = createBodyBudget({ ownerBytesMax: 4 * MIB, processBytesMax: 64 * MIB })
  const first = budget.open('ann')
  const second = budget.open('ann')
  first.hold(3 * MIB)
  expect(() => second.hold(2 * MIB)).toThrow(/Your requests/)
  budget.open('bob').hold(2 * MIB)
  first.release()
  first.release()
  second.hold(4 * MIB)
  expect(() => second.hold(1)).toThrow(/Your requests/)
})

test('large bodies leave room for small ones, which are bounded too', () => {
  const budget = createBodyBudget({ ownerBytesMax: 8 * MIB, processBytesMax: 8 * MIB })
  const large = budget.open('ann')
  large.hold(7 * MIB)
  expect(() => budget.open('bob').hold(MIB)).toThrow(/Too many large requests/)
  const small = Array.from({ length: 16 }, (_, index) => budget.open(`user ${index}`))
  for (const body of small) body.hold(65_536)
  expect(() => budget.open('eve').hold(1)).toThrow(/Too many large requests/)
  small[0]?.release()
  budget.open('eve').hold(1)
})

test('bodies of one owner are read one after the other, those of another beside them', async () => {
  const budget = createBodyBudget({ ownerBytesMax: MIB, processBytesMax: MIB })
  const order: string[] = []
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const work = (name: string, wait?: Promise<void>) => async () => {
    order.push(`${name} begins`)
    await wait
    order.push(`${name} ends`)
  }
  const failing = budget.open('ann').inTurn(async () => {
    await work('first', gate)()
    throw new Error('wrong')
  })
  const second = budget.open('ann').inTurn(work('second'))
  await budget.open('bob').inTurn(work('other'))
  open()
  await expect(failing).rejects.toThrow('wrong')
  await second
  expect(order).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends'])
})

test('a body in chunks of one byte comes in pieces of many', async () => {
  let pieces = 0
  let bytes = 0
  await using server = Bun.serve({
    port: 0,
    async fetch({ body }) {
      for await (const { length } of piecesOf(body ?? new ReadableStream())) {
        pieces++
        bytes += length
      }
      return new Response()
    },
  })
  const { promise: answered, resolve } = Promise.withResolvers<void>()
  const socket = await Bun.connect({
    hostname: '127.0.0.1',
    port: server.port ?? 0,
    socket: { data: () => resolve(), close: () => resolve() },
  })
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  socket.write(`${'1\r\na\r\n'.repeat(10_000)}0\r\n\r\n`)
  await answered
  socket.end()
  expect(bytes).toBe(10_000)
  expect(pieces).toBeLessThan(1_000)
})
