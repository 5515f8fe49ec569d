/**
 * Relays every connection: `bun relay.ts unix:/tmp/x.sock tcp:127.0.0.1:27017`. Two relays, joined by a socket file, let the
 * pods of a node in its own network reach a server that listens on the machine's loopback address. Ends with its stdin.
 */
import { createConnection, createServer, type Socket } from 'node:net'

type Address = { path: string } | { host: string; port: number }

function parse(text = ''): Address {
  const [, kind, rest = ''] = /^(unix|tcp):(.+)$/.exec(text) ?? []
  if (kind === 'unix') return { path: rest }
  const [host = '', port] = rest.split(':')
  if (kind !== 'tcp' || !Number(port)) throw new Error(`unix:PATH or tcp:HOST:PORT, not "${text}"`)
  return { host, port: Number(port) }
}

const [from, to] = [parse(process.argv[2]), parse(process.argv[3])]
createServer({ allowHalfOpen: true }, (incoming) => {
  const outgoing = createConnection({ ...to, allowHalfOpen: true })
  join(incoming, outgoing)
  join(outgoing, incoming)
}).listen(from)
process.stdin.on('end', () => process.exit(0)).resume()

function join(source: Socket, target: Socket): void {
  source.setNoDelay(true)
  source.pipe(target)
  source.on('error', () => target.destroy())
  source.on('close', () => target.destroy())
}
