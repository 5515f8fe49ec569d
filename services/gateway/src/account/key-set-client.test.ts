import { afterEach, describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { tokenVerifier } from '../core/auth/jwt-verifier'
import { remoteKeySet } from './key-set-client'

const log = createLog({ service: 'test', level: 'silent' })
const SECRET = 'a secret of the tests with 32 bytes or more'
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA']

/** Who else signs: a pair of keys by each algorithm, named by it. */
const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>()
for (const alg of [...ALGORITHMS, 'ES384', 'PS256']) pairs.set(alg, await generateKeyPair(alg, { extractable: true }))
const publicKey = async (alg: string, kid = alg): Promise<JWK> => ({
  ...(await exportJWK(keyOf(alg).publicKey)),
  kid,
  alg,
  use: 'sig',
})
const keyOf = (alg: string) => {
  const pair = pairs.get(alg)
  if (!pair) throw new Error(alg)
  return pair
}

const signed = (alg: string, header: { kid?: string | undefined } = {}, claims: JWTPayload = {}) =>
  new SignJWT({ exp: Math.floor(Date.now() / 1_000) + 600, sub: 'ann', ...claims })
    .setProtectedHeader({ alg, kid: alg, ...header } as JWTHeaderParameters)
    .sign(keyOf(alg).privateKey)

const servers: Bun.Server<undefined>[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(true)
})

/** The server of the keys, which a test may let fail. */
function keyServer(keys: JWK[]) {
  const state = { keys, asked: 0, answer: undefined as (() => Response | Promise<Response>) | undefined }
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch() {
      state.asked++
      return state.answer ? state.answer() : Response.json({ keys: state.keys })
    },
  })
  servers.push(server)
  return { state, url: `${server.url}keys`, stop: () => server.stop(true) }
}

const verifierOf = (url: string, timing: Parameters<typeof remoteKeySet>[0]['timing'] = {}) => {
  const keySet = remoteKeySet({ url, algorithms: ALGORITHMS, log, timing: { deadlineMs: 15_000, ...timing } })
  return tokenVerifier({
    secrets: [SECRET],
    algorithm: 'HS256',
    issuer: undefined,
    audience: undefined,
    keySet,
    tagOf: () => 'tag',
  })
}

const outcome = async (verify: ReturnType<typeof verifierOf>, token: string): Promise<string> => {
  try {
    return (await verify(token)).userId
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

const all = () => Promise.all(ALGORITHMS.map((alg) => publicKey(alg)))

describe('a token of somebody in the key set', () => {
  test.each(ALGORITHMS)('is taken when it is signed with %s, and the keys are read once', async (alg) => {
    const { state, url } = keyServer(await all())
    const verify = verifierOf(url)
    expect(await outcome(verify, await signed(alg))).toBe('ann')
    expect(await outcome(verify, await signed(alg, {}, { sub: 'bob' }))).toBe('bob')
    expect(await outcome(verify, await signed(alg, {}, { exp: 1 }))).toBe('token_expired')
    expect(state.asked).toBe(1)
  })

  test('is refused when its algorithm is not one of those, though its key is there', async () => {
    const { url } = keyServer([await publicKey('ES384'), await publicKey('PS256')])
    const verify = verifierOf(url)
    for (const alg of ['ES384', 'PS256']) expect(await outcome(verify, await signed(alg))).toBe('invalid_token')
  })

  test('is refused when a public key signed it as if it were a secret', async () => {
    const { url } = keyServer(await all())
    const pem = new TextEncoder().encode(await exportSPKI(keyOf('RS256').publicKey))
    const exp = Math.floor(Date.now() / 1_000) + 600
    const forged = await new SignJWT({ exp, sub: 'ann' }).setProtectedHeader({ alg: 'HS256', kid: 'RS256' }).sign(pem)
    expect(await outcome(verifierOf(url), forged)).toBe('invalid_token')
  })

  test('is refused when only keys that it brings or names itself would verify it, and those are not fetched', async () => {
    const evil = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await exportJWK(evil.publicKey)), kid: 'ES256', alg: 'ES256' }
    const trap = keyServer([jwk])
    const { url } = keyServer(await all())
    const verify = verifierOf(url)
    for (const header of [{ jwk }, { jku: trap.url }, { x5u: trap.url }, { jku: trap.url, kid: 'nobody' }]) {
      const exp = Math.floor(Date.now() / 1_000) + 600
      const claims = new SignJWT({ exp, sub: 'ann', iss: trap.url })
      const forged = await claims.setProtectedHeader({ alg: 'ES256', kid: 'ES256', ...header }).sign(evil.privateKey)
      expect(await outcome(verify, forged)).toBe('invalid_token')
    }
    expect(trap.state.asked).toBe(0)
  })

  test('must name its key where several fit', async () => {
    const other = await generateKeyPair('ES256', { extractable: true })
    const { url } = keyServer([await publicKey('ES256'), { ...(await exportJWK(other.publicKey)), kid: 'b', alg: 'ES256' }])
    expect(await outcome(verifierOf(url), await signed('ES256', { kid: undefined }))).toBe('invalid_token')
  })

  test('never stands in the way of tokens that a secret signed', async () => {
    const { url, stop } = keyServer([])
    await stop()
    const exp = Math.floor(Date.now() / 1_000) + 600
    const ours = await new SignJWT({ exp, sub: 'ann' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET))
    expect(await outcome(verifierOf(url), ours)).toBe('ann')
  })
})

describe('the key set', () => {
  test('is read again for a key that is new, and not for every token that names none', async () => {
    const { state, url } = keyServer([await publicKey('RS256')])
    const verify = verifierOf(url, { cooldownMs: 0 })
    expect(await outcome(verify, await signed('RS256'))).toBe('ann')
    state.keys = [await publicKey('ES256')]
    expect(await outcome(verify, await signed('ES256'))).toBe('ann')
    expect(state.asked).toBe(2)
    const slow = verifierOf(url)
    for (let n = 0; n < 5; n++) expect(await outcome(slow, await signed('ES256', { kid: `nobody ${n}` }))).toBe('invalid_token')
    expect(state.asked).toBe(3)
  })

  test('that cannot be read makes its tokens unavailable, and is not asked at every one', async () => {
    const elsewhere = keyServer(await all())
    const answers: [string, () => Response | Promise<Response>][] = [
      ['fails', () => new Response('', { status: 500 })],
      ['is no JSON', () => new Response('<html>')],
      ['is no key set', () => Response.json({ keys: 7 })],
      ['is too large', () => Response.json({ keys: [], padding: 'x'.repeat(300_000) })],
      ['redirects', () => Response.redirect(elsewhere.url)],
      ['is silent', () => new Promise(() => {})],
    ]
    for (const [name, answer] of answers) {
      const { state, url } = keyServer(await all())
      state.answer = answer
      const verify = verifierOf(url, { deadlineMs: 200, pauseMs: 60_000 })
      for (let n = 0; n < 3; n++) expect([name, await outcome(verify, await signed('RS256'))]).toEqual([name, 'unavailable'])
      expect([name, state.asked]).toEqual([name, 1])
    }
    expect(elsewhere.state.asked).toBe(0)
  })

  test('that cannot be read any more is trusted as it was', async () => {
    const { state, url } = keyServer(await all())
    const verify = verifierOf(url, { refreshMs: 0, pauseMs: 0 })
    expect(await outcome(verify, await signed('RS256'))).toBe('ann')
    state.answer = () => new Response('', { status: 500 })
    const before = state.asked
    for (let n = 0; n < 3; n++) expect(await outcome(verify, await signed('RS256', {}, { sub: `user ${n}` }))).toBe(`user ${n}`)
    const until = performance.now() + 10_000
    while (state.asked === before && performance.now() < until) await Bun.sleep(5)
    expect(state.asked).toBeGreaterThan(before)
  })
})
