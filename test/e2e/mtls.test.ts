import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { LlmService, StatusService } from '@collabry/proto'
import { AppError } from '@collabry/runtime/errors'
import type { Identity } from '@collabry/runtime/grpc/auth'
import { callUnary, connect } from '@collabry/runtime/grpc/client'
import { openTls } from '@collabry/runtime/tls'
import { SERVICES } from '@collabry/stack/services'
import { authority, type Certificates } from '../fleet/certificates'
import { type Fleet, startFleet } from '../fleet/fleet'
import { type Client, clientOf } from './client'
import { until } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000) // processes of their own, on a machine that may be busy

let folder: string
let certificates: Certificates
let fleet: Fleet
let client: Client
const directories: Record<string, string> = {}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'collabry-mtls-'))
  certificates = await authority(folder)
  for (const name of [...SERVICES, 'stranger']) directories[name] = await certificates.issue(name)
  fleet = await startFleet({
    count: 1,
    env: (service) => ({ INTERNAL_API_KEYS: '', INTERNAL_TLS_DIR: directories[service] ?? '' }),
  })
  client = await clientOf({ url: `http://127.0.0.1:${portOf('gateway')}`, token: fleet.token }, 'ann')
})
afterAll(async () => {
  await fleet?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const portOf = (service: (typeof SERVICES)[number]) => fleet.replicas[service][0]?.port ?? 0
const identity = (caller: string, directory = caller): Identity => ({
  caller,
  key: '',
  tls: openTls(directories[directory] ?? ''),
})

/** What memory, or llm, says to this caller: `ok`, or the code. */
async function answer(to: 'memory' | 'llm', as: Identity): Promise<string> {
  const limits = { signal: new AbortController().signal, requestId: 'r', deadlineMs: 10_000 }
  const address = `127.0.0.1:${portOf(to)}`
  const [memory, llm] = [connect(StatusService, address, as), connect(LlmService, address, as)]
  try {
    await (to === 'memory'
      ? callUnary((metadata, options, done) => memory.getStatus({ userId: 'ann' }, metadata, options, done), limits)
      : callUnary((metadata, options, done) => llm.getStatus({ userId: 'ann' }, metadata, options, done), limits))
    return 'ok'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  } finally {
    memory.close()
    llm.close()
  }
}

test('services that know each other by certificate alone serve as ever', async () => {
  expect(await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')).not.toBe('')
  expect((await client.post('/ai/search', { query: 'quokkas' })).body.results).toHaveLength(1)
  expect((await client.read('/ai/chat/stream', { message: 'What are quokkas?' })).events.at(-1)?.event).toBe('done')
})

test('a caller by its own certificate may do what is its own, and no more', async () => {
  expect(await answer('memory', identity('gateway'))).toBe('ok')
  expect(await answer('llm', identity('rag'))).toBe('ok')
  expect(await answer('memory', identity('rag'))).toBe('forbidden')
  expect(await answer('memory', identity('stranger'))).toBe('forbidden')
})

test('a name that is not in the certificate is not believed', async () => {
  expect(await answer('memory', identity('gateway', 'rag'))).toBe('invalid_token')
})

test('a caller without a certificate, or with one of another authority, is refused', async () => {
  expect(await answer('memory', { caller: 'gateway', key: '' })).toBe('unavailable')
  const others = await authority(join(folder, 'others'))
  directories.forged = await others.issue('gateway')
  expect(await answer('memory', identity('gateway', 'forged'))).toBe('unavailable')
  expect(await handshake(undefined)).not.toBe('connected')
  expect(await handshake('forged')).not.toBe('connected')
  expect(await handshake('gateway')).toBe('connected')
})

test('certificates are replaced while the services run, and no request fails', async () => {
  const before = await serialOf('memory')
  for (const name of SERVICES) await certificates.issue(name)
  await until(async () => {
    expect((await client.get('/ai/sessions')).status).toBe(200)
    return (await serialOf('memory')) !== before
  })
  expect(await answer('memory', identity('gateway'))).toBe('ok')
})

/** The serial number of the certificate that a service shows to a new connection. */
const serialOf = (service: 'memory' | 'llm') =>
  new Promise<string>((resolve, reject) => {
    const socket = connectTls(
      { port: portOf(service), ...options('gateway'), servername: service, ALPNProtocols: ['h2'] },
      () => {
        resolve(socket.getPeerCertificate().serialNumber)
        socket.destroy()
      },
    )
    socket.on('error', reject)
  })

/**
 * How memory takes a connection that trusts it, with or without a certificate. In TLS 1.3 the refusal comes after the handshake.
 */
const handshake = (name: string | undefined) =>
  new Promise<string>((resolve) => {
    const ca = readFileSync(join(directories.gateway ?? '', 'ca.crt'))
    const socket = connectTls({
      port: portOf('memory'),
      ...(name && options(name)),
      ca,
      servername: 'memory',
      ALPNProtocols: ['h2'],
    })
    socket.on('data', () => {
      resolve('connected') // its first frame
      socket.destroy()
    })
    socket.on('error', ({ message }) => resolve(message))
    socket.on('close', () => resolve('closed'))
  })

const options = (name: string) => {
  const read = (file: string) => readFileSync(join(directories[name] ?? '', file))
  return { cert: read('tls.crt'), key: read('tls.key'), ca: read('ca.crt') }
}

test('while services change over, a server takes certificates and keys, and believes a name by its own proof alone', async () => {
  const [memory] = fleet.replicas.memory
  await memory?.stop()
  await memory?.start({ env: { INTERNAL_TLS_MODE: 'allow', INTERNAL_API_KEYS: 'gateway:one,gateway:two' } })
  expect(await answer('memory', identity('gateway'))).toBe('ok')
  expect(await answer('memory', { caller: 'gateway', key: 'one' })).toBe('ok')
  expect(await answer('memory', { caller: 'gateway', key: 'two' })).toBe('ok')
  for (const key of ['', 'three']) expect(await answer('memory', { caller: 'gateway', key })).toBe('invalid_token')
  expect(await answer('memory', { ...identity('gateway', 'rag'), key: 'one' })).toBe('invalid_token')
  expect(await answer('memory', { ...identity('gateway', 'forged'), key: 'one' })).toBe('unavailable')
  expect(await handshake(undefined)).not.toBe('connected')
  await until(async () => (await client.get('/ai/sessions')).status === 200)
  await memory?.stop()
  await memory?.start({ env: { INTERNAL_TLS_MODE: 'require' } })
  expect(await answer('memory', { caller: 'gateway', key: 'one' })).toBe('unavailable')
})
