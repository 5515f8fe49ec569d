import { afterEach, describe, expect, test } from 'bun:test'
import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { LlmService } from '@collabry/proto'
import type { Clock } from '@collabry/runtime/abort'
import { readConfig } from '@collabry/runtime/config'
import { startGrpcServer } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import type { RunningService } from '@collabry/runtime/run'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { manualClock } from '../test/fakes/clock'
import { requestOf, SECRET, saying, tokenFor } from '../test/fakes/use-cases'
import { GatewayConfig } from './config'
import type { UseCases } from './core/router'
import { startGateway } from './service'

// No service listens on port 1: what needs one must say so at once.
const env = {
  PORT: '0',
  ADMIN_PORT: '0',
  JWT_SECRET_KEY: SECRET,
  INTERNAL_API_KEYS: 'gateway:a-key-of-the-tests',
  LLM_ADDRESS: '127.0.0.1:1',
  RAG_ADDRESS: '127.0.0.1:1',
  MEMORY_ADDRESS: '127.0.0.1:1',
  SHUTDOWN_GRACE_SECONDS: '1',
}
const log = createLog({ service: 'gateway', level: 'silent' })
let gateway: RunningService | undefined
const start = async (
  useCases: Partial<UseCases> = {},
  changed: Record<string, string> = {},
  overrides: { servicesWaitMs?: number; clock?: Clock } = {},
) => {
  gateway = await startGateway(readConfig(GatewayConfig, { ...env, ...changed }), log, {
    servicesWaitMs: 60_000,
    usageEndMs: 0,
    ...overrides,
    useCases,
  })
  return { ...gateway, origin: `http://127.0.0.1:${gateway.port}` }
}
afterEach(() => gateway?.drain())

/** As `fetch`, on connections of our own and without a second try. */
const ask = async ({ url, method, headers, body }: Request, agent: Agent) => {
  const sent = httpRequest(url, { agent, method, headers: Object.fromEntries(headers) }).end(await new Response(body).bytes())
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return answer
}

const chat = async (origin: string) => fetch(await requestOf(`${origin}/ai/chat/stream`, { body: { message: 'a' } }))

describe('without its services', () => {
  test('what needs one is unavailable at once, and health says which', async () => {
    const { origin } = await start()
    await fetch(`${origin}/livez`)
    for (const path of ['/ai/sessions', '/ai/documents']) {
      const answer = await fetch(await requestOf(`${origin}${path}`))
      expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({ status: 503, code: 'unavailable' })
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    const health = (await (await fetch(`${origin}/health`)).json()) as { status: string; components: Record<string, string> }
    expect(health.status).toBe('degraded')
    expect(health.components).toMatchObject({ gateway: 'healthy', llm: expect.stringMatching(/^unhealthy: /) })
    expect(JSON.stringify(health)).not.toContain('127.0.0.1')
  })
})

/** Below the ports of outgoing connections, none of which takes it while nobody listens on it. */
function freePort(): number {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 10_000 + Math.floor(Math.random() * 9_000)
    try {
      Bun.listen({ hostname: '127.0.0.1', port, exclusive: true, socket: { data: () => undefined } }).stop(true)
      return port
    } catch {}
  }
  throw new Error('no free port')
}

describe('readiness', () => {
  const isReady = async (adminPort: number) => (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).status === 200
  const becomesReady = async (adminPort: number) => {
    while (!(await isReady(adminPort))) await Bun.sleep(20)
  }

  /** Resolves when so many connections have come to a port at which nobody answers. */
  const connectedTo = async (port: number, count: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let connections = 0
    const closer = createServer((socket) => {
      socket.destroy()
      connections += 1
      if (connections === count) resolve()
    }).listen(port, '127.0.0.1')
    await promise
    await new Promise((closed) => closer.close(closed))
  }

  test('comes when each service has been reached', async () => {
    const port = freePort()
    const address = `127.0.0.1:${port}`
    const { adminPort } = await start({}, { LLM_ADDRESS: address, RAG_ADDRESS: address, MEMORY_ADDRESS: address })
    await connectedTo(port, 3)
    expect(await isReady(adminPort)).toBe(false)
    const { service } = LlmService
    const server = await startGrpcServer({ service, handlers: {}, host: '127.0.0.1', port, keys: [], callers: {}, log })
    await becomesReady(adminPort)
    await server[Symbol.asyncDispose]()
    expect(await isReady(adminPort)).toBe(true)
  })

  test('does not wait for ever for one that is away', async () => {
    const { adminPort } = await start({}, {}, { servicesWaitMs: 100 })
    await becomesReady(adminPort)
  })
})

describe('a drain', () => {
  test('lets a running stream finish, closes the connection, and takes no new one', async () => {
    const gate = Promise.withResolvers<void>()
    const { origin, drain } = await start({
      chat: async function* (request) {
        yield { type: 'text', text: 'first' }
        await gate.promise
        yield* saying('last')(request)
      },
    })
    const answer = await chat(origin)
    const drained = drain()
    const isRefused = () =>
      fetch(`${origin}/livez`, { keepalive: false }).then(
        () => false,
        () => true,
      )
    while (!(await isRefused())) await Bun.sleep(5)
    gate.resolve()
    const text = await answer.text()
    expect(text).toContain('data: last')
    expect(text).toEndWith('event: done\ndata: s1\n\n')
    await drained
  })

  describe('that others were given time to notice', () => {
    const delayed = { SHUTDOWN_DELAY_SECONDS: '3', SHUTDOWN_GRACE_SECONDS: '20' }
    /** What an answer lets its client do with the connection, and for how long. */
    const told = ({ headers }: IncomingMessage) => [headers.connection, headers['keep-alive']]

    test('serves who asks again on the connection of a stream, as long as it was told to keep it', async () => {
      const clock = manualClock()
      const gate = Promise.withResolvers<void>()
      const { origin, drain } = await start(
        {
          chat: async function* (request) {
            yield { type: 'text', text: 'first' }
            await gate.promise
            yield* saying('last')(request)
          },
        },
        delayed,
        { clock },
      )
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const first = await ask(await requestOf(`${origin}/ai/chat/stream`, { body: { message: 'a' } }), agent)
      expect(told(first)).toEqual(['keep-alive', 'timeout=3'])
      const drained = drain()
      await clock.pass(3_200)
      gate.resolve()
      expect(await text(first)).toContain('data: last')
      await clock.pass(1_500)
      const second = await ask(await requestOf(`${origin}/ai/chat/stream`, { body: { message: 'b' } }), agent)
      expect(told(second)).toEqual(['close', undefined])
      expect(await text(second)).toContain('data: last')
      await clock.pass(5_000)
      await drained
    })

    test('serves who asks again on an idle connection, as long as it was told to keep it', async () => {
      const clock = manualClock()
      const { origin, drain } = await start({}, delayed, { clock })
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const first = await ask(new Request(`${origin}/livez`), agent)
      await text(first)
      expect(told(first)).toEqual(['keep-alive', 'timeout=3'])
      await clock.pass(1_000)
      const drained = drain()
      await clock.pass(900)
      const second = await ask(new Request(`${origin}/livez`), agent)
      expect([second.statusCode, ...told(second)]).toEqual([200, 'close', undefined])
      await text(second)
      await clock.pass(5_000)
      await drained
    })
  })

  test('ends what outlives the grace time with one error event', async () => {
    const left = Promise.withResolvers<void>()
    const clock = manualClock()
    const { origin, drain } = await start(
      {
        chat: async function* (_, { signal }) {
          yield { type: 'text', text: 'first' }
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          left.resolve()
          signal.throwIfAborted()
        },
      },
      {},
      { clock },
    )
    const answer = await chat(origin)
    const drained = drain()
    await clock.pass(1_000)
    await drained
    const text = await answer.text()
    expect(text.match(/event: error/g)).toHaveLength(1)
    expect(text).toContain('"code":"shutting_down"')
    await left.promise
  })

  test('answers a whole answer that outlives the grace time with 503', async () => {
    const begun = Promise.withResolvers<void>()
    const clock = manualClock()
    const { origin, drain } = await start(
      {
        chat: async function* (_, { signal }) {
          yield { type: 'text', text: 'first' }
          begun.resolve()
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          signal.throwIfAborted()
        },
      },
      {},
      { clock },
    )
    const asked = fetch(await requestOf(`${origin}/ai/chat`, { body: { message: 'a' } }))
    await begun.promise
    const drained = drain()
    await clock.pass(1_000)
    await drained
    const answer = await asked
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({ status: 503, code: 'shutting_down' })
    expect(answer.headers.get('connection')).toBe('close')
  })

  test('is over at once when only idle connections are open', async () => {
    const { origin, drain } = await start({}, { SHUTDOWN_GRACE_SECONDS: '120' })
    const agent = new Agent({ keepAlive: true })
    await new Promise((resolve) =>
      httpRequest(`${origin}/livez`, { agent }, (answer) => answer.resume().on('end', resolve)).end(),
    )
    await drain()
    agent.destroy()
  })
})

describe('a start is refused', () => {
  const rows: [string, Record<string, string>, string][] = [
    ['without a key', { JWT_SECRET_KEY: '' }, 'JWT_SECRET_KEY'],
    ['with a short key', { JWT_SECRET_KEY: 'x'.repeat(31) }, 'JWT_SECRET_KEY'],
    ['with a short previous key', { JWT_PREVIOUS_SECRET_KEYS: 'short' }, 'JWT_SECRET_KEY'],
    ['in production with a short key', { NODE_ENV: 'production', JWT_SECRET_KEY: 'x'.repeat(31) }, 'JWT_SECRET_KEY'],
    [
      'in production with a short former key',
      { NODE_ENV: 'production', JWT_PREVIOUS_SECRET_KEYS: 'short' },
      'JWT_PREVIOUS_SECRET_KEYS',
    ],
    [
      'in production with keys of others over a line that anybody can change',
      { NODE_ENV: 'production', JWT_JWKS_URL: 'http://keys.example/jwks' },
      'JWT_JWKS_URL',
    ],
    [
      'in production with keys of others, whose tokens for any application would log in',
      { NODE_ENV: 'production', JWT_JWKS_URL: 'https://keys.example/jwks', JWT_ISSUER: 'https://keys.example' },
      'JWT_AUDIENCE',
    ],
    [
      'in production with keys of others, whoever signed with them',
      { NODE_ENV: 'production', JWT_JWKS_URL: 'https://keys.example/jwks', JWT_AUDIENCE: 'collabry' },
      'JWT_ISSUER',
    ],
    ['with an algorithm of others that is none of theirs', { JWT_JWKS_ALGORITHMS: 'RS256,HS256' }, 'JWT_JWKS_ALGORITHMS'],
    ['with a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.0/8,proxy' }, 'TRUSTED_PROXIES'],
    ['in production with any origin', { NODE_ENV: 'production', CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
    ['with an origin that stands for several', { CORS_ORIGINS: 'https://*.example.org' }, 'CORS_ORIGINS'],
    ['without a key for its services', { INTERNAL_API_KEYS: 'rag:x' }, 'INTERNAL_API_KEYS'],
    ['with an algorithm that is none', { JWT_ALGORITHM: 'none' }, 'JWT_ALGORITHM'],
  ]
  test.each(rows)('%s', async (_, changed, variable) => {
    await expect(start({}, changed)).rejects.toThrow(variable)
  })

  test('on a taken port', async () => {
    const { port } = await start()
    const second = startGateway(readConfig(GatewayConfig, { ...env, PORT: String(port) }), log)
    await expect(second).rejects.toThrow(`The port ${port} is taken`)
  })
})

test('a key that is being rotated out still verifies', async () => {
  const { origin } = await start({}, { JWT_SECRET_KEY: 'the new key of these tests, 32 bytes', JWT_PREVIOUS_SECRET_KEYS: SECRET })
  const headers = { authorization: `Bearer ${await tokenFor('ann')}` }
  expect((await fetch(`${origin}/nope`, { headers })).status).toBe(404)
})

test('a token that somebody of the key set has signed is taken', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }]
  const keyServer = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => Response.json({ keys }) })
  try {
    const { origin } = await start({}, { JWT_JWKS_URL: String(keyServer.url) })
    const claims = new SignJWT({ sub: 'ann', exp: Math.floor(Date.now() / 1_000) + 600 })
    const token = await claims.setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey)
    expect((await fetch(`${origin}/nope`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404)
    const forged = `${token.split('.').slice(0, 2).join('.')}.${'A'.repeat(86)}`
    expect((await fetch(`${origin}/nope`, { headers: { authorization: `Bearer ${forged}` } })).status).toBe(401)
  } finally {
    await keyServer.stop(true)
  }
})
