import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'

export interface TcpProxy extends AsyncDisposable {
  address: string
  /** Refuses and cuts every connection, as if the server were gone. */
  down(): Promise<void>
  up(): Promise<void>
  /** From now on, what the server says takes so long; 0: no longer than it does. */
  slow(ms: number): void
}

/** A proxy in front of a server, which can become unavailable and available again while the server itself runs. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  const [host = '', port = ''] = target.split(':')
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let delayMs = 0
  const at = await freePort()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const up = () =>
    new Promise<void>((resolve) => {
      server = createServer((near) => {
        const far = createConnection({ host, port: Number(port) })
        for (const socket of [near, far]) keep(socket)
        near.pipe(far)
        far.pipe(delayed(() => delayMs)).pipe(near)
        near.on('close', () => far.destroy())
        far.on('close', () => near.destroy())
      }).listen(at, '127.0.0.1', resolve)
    })
  const down = () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve())
      for (const socket of sockets) socket.destroy()
      if (!server?.listening && sockets.size === 0) resolve()
    })
  await up()
  const slow = (ms: number) => {
    delayMs = ms
  }
  return { address: `127.0.0.1:${at}`, up, down, slow, [Symbol.asyncDispose]: down }
}

/** Holds back what passes, each piece for as long as is asked when it comes; the order stays. */
const delayed = (ms: () => number) =>
  new Transform({
    transform(piece: Buffer, _encoding, done) {
      setTimeout(() => done(null, piece), ms())
    },
  })

/** Below the ports of outgoing connections, none of which takes it while nobody listens on it. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 10_000 + Math.floor(Math.random() * 9_000)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
  throw new Error('no free port')
}
