import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** One request and its raw connection, on which the script controls each byte of the answer. */
export interface Exchange {
  method: string
  path: string
  body: string
  /** Aborts when the connection is closed by either side. */
  closed: AbortSignal
  /** Sends a complete answer and keeps the connection open. */
  reply(status: number, body: string, contentType?: string): void
  /** Starts a chunked answer; `write` adds one HTTP chunk, `end` completes it. */
  begin(contentType: string): void
  /** Resolves when the socket can take more or is closed, so that a stopped reader holds back the writer. */
  write(bytes: Uint8Array | string): Promise<void>
  end(): void
  /** Bytes of all chunks that were written to the socket, including those that its reader has not taken. */
  sent: { bytes: number }
  /** Closes in the middle of an answer, with FIN or with RST. */
  close(): void
  reset(): void
}

const HEAD_END = Buffer.from('\r\n\r\n')
const REQUEST_BYTES_MAX = 64 * 1024 * 1024

/** Below the ports of outgoing connections, none of which takes it while a server that has stopped is started again. */
const anyPort = () => 10_000 + Math.floor(Math.random() * 9_000)
const PORTS_TRIED_MAX = 100

/**
 * A small HTTP/1.1 server on plain sockets. It detects disconnected clients at once and can violate the protocol on purpose. Port
 * 0: any that is free.
 */
export async function listen(port: number, handle: (exchange: Exchange) => void, host = '127.0.0.1') {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const gone = new AbortController()
    let pending: Buffer = Buffer.alloc(0)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      gone.abort()
    })
    socket.on('data', (bytes: Buffer) => {
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes])
      if (pending.length > REQUEST_BYTES_MAX) socket.destroy()
      for (let request = take(pending); request; request = take(pending)) {
        pending = request.rest
        handle(exchange(socket, request, gone.signal))
      }
    })
  })
  const bind = (at: number) =>
    new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(at, host, () => resolve(true))
    })
  let tries = 1
  while (!(await bind(port === 0 ? anyPort() : port)))
    if (port !== 0 || tries++ === PORTS_TRIED_MAX) throw new Error(`port ${port} of ${host} can't be listened on`)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP port')
  return {
    port: address.port,
    openConnections: () => sockets.size,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Answers with a value as JSON. */
export const json = (exchange: Exchange, value: unknown, status = 200): void => exchange.reply(status, JSON.stringify(value))

interface Taken {
  method: string
  path: string
  body: string
  rest: Buffer
}

function take(bytes: Buffer): Taken | undefined {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  const bodyStart = headEnd + HEAD_END.length
  if (bytes.length < bodyStart + length) return undefined
  const [method = '', path = ''] = head.split(' ', 2)
  return { method, path, body: bytes.toString('utf8', bodyStart, bodyStart + length), rest: bytes.subarray(bodyStart + length) }
}

/** Resolves when the socket's buffer is empty or its connection is closed. */
async function untilDrained(socket: Socket, closed: AbortSignal): Promise<void> {
  if (socket.writableNeedDrain && !closed.aborted) await once(socket, 'drain', { signal: closed }).catch(() => undefined)
}

function exchange(socket: Socket, { method, path, body }: Taken, closed: AbortSignal): Exchange {
  const sent = { bytes: 0 }
  const send = (bytes: Uint8Array | string) => {
    if (socket.writable) socket.write(bytes)
  }
  return {
    method,
    path,
    body,
    closed,
    reply: (status, text, contentType = 'application/json; charset=utf-8') =>
      send(
        `HTTP/1.1 ${status} Scripted\r\nContent-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      ),
    begin: (contentType) => send(`HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nTransfer-Encoding: chunked\r\n\r\n`),
    write: (bytes) => {
      const payload = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
      send(Buffer.concat([Buffer.from(`${payload.length.toString(16)}\r\n`), payload, Buffer.from('\r\n')]))
      sent.bytes += payload.length
      return untilDrained(socket, closed)
    },
    sent,
    end: () => send('0\r\n\r\n'),
    close: () => socket.destroy(),
    reset: () => socket.resetAndDestroy(),
  }
}
