import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type ChannelCredentials, experimental, type ServerCredentials } from '@grpc/grpc-js'
import { AppError } from './errors'

/** Credentials by which the services verify each other's names and encrypt their connections. */
export interface Tls {
  /** Requires of every caller a certificate of the same authority. */
  server(): ServerCredentials
  channel(): ChannelCredentials
}

/** New connections use a replaced certificate after this time; callers replace existing ones, see `rotating-channel.ts`. */
const REFRESH_MS = 5_000

/** Mutual TLS from the files of a folder, named as Kubernetes and cert-manager name them; they may be replaced at any time. */
export function openTls(directory: string): Tls {
  const path = (file: string) => {
    const full = join(directory, file)
    try {
      accessSync(full, constants.R_OK)
    } catch (cause) {
      throw new AppError('validation_error', `INTERNAL_TLS_DIR: ${full} can't be read.`, { cause })
    }
    return full
  }
  const files = { certificateFile: path('tls.crt'), privateKeyFile: path('tls.key'), caCertificateFile: path('ca.crt') }
  const provider = new experimental.FileWatcherCertificateProvider({ ...files, refreshIntervalMs: REFRESH_MS })
  return {
    server: () => experimental.createCertificateProviderServerCredentials(provider, provider, true),
    channel: () => experimental.createCertificateProviderChannelCredentials(provider, provider),
  }
}

/** The DNS names of a certificate: `DNS:rag, DNS:rag.study.svc` gives two. */
export const namesOf = (subjectAltName: string | undefined): string[] =>
  (subjectAltName ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice('DNS:'.length))

/** The first byte of a TLS connection: the content type of a handshake record. HTTP/2 in plaintext begins with `P`. */
const TLS_HANDSHAKE = 0x16

/** A connection that sends nothing for this long is closed. */
const FIRST_BYTE_MS = 10_000

interface Ports {
  host: string
  /** 0: a free one. */
  port: number
  /** Ports of 127.0.0.1 that take the connections. */
  tls: number
  plaintext: number
}

interface TlsOrPlaintext {
  port: number
  /** Accepts no more connections; those that are open go on. */
  close(): void
}

/** One port for connections with TLS and without: each is forwarded to one of two ports by its first byte. */
export async function listenForBoth({ host, port, tls, plaintext }: Ports): Promise<TlsOrPlaintext> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (incoming) => {
    const drop = () => incoming.destroy()
    incoming.on('error', drop).setTimeout(FIRST_BYTE_MS, drop)
    incoming.once('data', (head: Buffer) => {
      incoming.pause().setTimeout(0)
      forward(incoming, head, head[0] === TLS_HANDSHAKE ? tls : plaintext)
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : port, close: () => server.close() }
}

function forward(incoming: Socket, head: Buffer, port: number): void {
  const outgoing = createConnection({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true })
  outgoing.write(head)
  for (const [from, to] of [
    [incoming, outgoing],
    [outgoing, incoming],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}
