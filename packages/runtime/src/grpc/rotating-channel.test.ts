import { expect, test } from 'bun:test'
import { once } from 'node:events'
import {
  Channel,
  Client,
  connectivityState,
  credentials,
  Server,
  ServerCredentials,
  type ServerWritableStream,
} from '@grpc/grpc-js'
import { rotatingChannel } from './rotating-channel'

const same = (bytes: Buffer) => bytes
const READ = { path: '/test.Texts/Read', requestStream: false, responseStream: true, originalName: 'read' } as const
const definition = {
  Read: { ...READ, requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
}
const PIECES = 60
const PIECE_BYTES = 16_384
const AGE_MS = 20
/** Port 1 refuses connections. */
const NOBODY = '127.0.0.1:1'

/** A server of long texts that knows its callers' connections, and a client that renews its channel all the time. */
async function texts({ onlyFirst = false } = {}) {
  const server = new Server()
  const peers = new Set<string>()
  server.addService(definition, {
    async Read(call: ServerWritableStream<Buffer, Buffer>) {
      peers.add(call.getPeer())
      for (let piece = 0; piece < PIECES; piece++) if (!call.write(Buffer.alloc(PIECE_BYTES))) await once(call, 'drain')
      call.end()
    },
  })
  const port = await new Promise<number>((resolve) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) => resolve(bound))
  })
  const address = `127.0.0.1:${port}`
  const proof = credentials.createInsecure()
  const opened: Channel[] = []
  const open = () => {
    const channel = new Channel(onlyFirst && opened.length > 0 ? NOBODY : address, proof, { 'grpc.use_local_subchannel_pool': 1 })
    opened.push(channel)
    return channel
  }
  const client = new Client(address, proof, { channelOverride: rotatingChannel(open, AGE_MS) })
  return {
    server,
    client,
    peers,
    opened,
    async read(pauseMs: number): Promise<number> {
      let bytes = 0
      for await (const piece of client.makeServerStreamRequest(READ.path, same, same, Buffer.from('x'))) {
        bytes += (piece as Buffer).length
        if (pauseMs > 0) await Bun.sleep(pauseMs)
      }
      return bytes
    },
    [Symbol.dispose]() {
      client.close()
      server.forceShutdown()
    },
  }
}

test('slow readers get the whole of their replies while connections are replaced', async () => {
  using served = await texts()
  const { read, peers } = served
  const readers = Array.from({ length: 3 }, async () => {
    const sizes: number[] = []
    for (let n = 0; n < 4; n++) sizes.push(await read(1))
    return sizes
  })
  expect(new Set((await Promise.all(readers)).flat())).toEqual(new Set([PIECES * PIECE_BYTES]))
  expect(peers.size).toBeGreaterThan(2)
})

test('a replaced connection is closed when its last call has ended, and all of them with the channel', async () => {
  using served = await texts()
  const { read, opened, client } = served
  const slow = read(3)
  for (let n = 0; n < 5; n++) {
    await Bun.sleep(AGE_MS * 2)
    await read(0)
  }
  await slow
  const isClosed = (channel: Channel) => channel.getConnectivityState(false) === connectivityState.SHUTDOWN
  await read(0)
  expect(opened.length).toBeGreaterThan(2)
  expect(opened.filter((channel) => !isClosed(channel)).length).toBeLessThanOrEqual(2)
  client.close()
  expect(opened.every(isClosed)).toBe(true)
})

test('while no new connection can be made, the old one serves', async () => {
  using served = await texts({ onlyFirst: true })
  const { read, peers, opened } = served
  for (let n = 0; n < 6; n++) {
    expect(await read(0)).toBe(PIECES * PIECE_BYTES)
    await Bun.sleep(AGE_MS)
  }
  expect(opened.length).toBeGreaterThan(1)
  expect(peers.size).toBe(1)
})
