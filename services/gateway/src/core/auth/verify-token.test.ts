import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { base64url, type JWTPayload } from 'jose'
import { SECRET, tokenFor } from '../../../test/fakes/use-cases'
import { tokenVerifier } from './jwt-verifier'

const NOW = 1_800_000_000
const rules = {
  secrets: [SECRET, 'the secret before this one, 32 bytes'],
  algorithm: 'HS256' as const,
  issuer: undefined,
  audience: undefined,
  tagOf: () => 'tag',
  now: () => NOW * 1_000,
}
const verify = tokenVerifier(rules)

const outcome = async (token: string, judge = verify): Promise<string> => {
  try {
    return (await judge(token)).userId
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}
const withClaims = (claims: object, sub: unknown = 'ann') => tokenFor(sub as string, { exp: NOW + 60, ...claims } as JWTPayload)

/** Any header and payload, signed with the right key: what only a careless verifier takes. */
async function forged(header: unknown, payload: unknown, hash = 'SHA-256'): Promise<string> {
  const encode = (part: unknown) =>
    base64url.encode(typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part))
  const signed = `${encode(header)}.${encode(payload)}`
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(SECRET), { name: 'HMAC', hash }, false, ['sign'])
  return `${signed}.${base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed))))}`
}
const payload = { sub: 'ann', exp: NOW + 60 }

test('a token signed with the key speaks for its sub', async () => {
  expect(await outcome(await withClaims({}))).toBe('ann')
})

test('a token signed with the key before is taken, with another key not', async () => {
  expect(await outcome(await tokenFor('ann', { exp: NOW + 60 }, rules.secrets[1]))).toBe('ann')
  expect(await outcome(await tokenFor('ann', { exp: NOW + 60 }, 'a key that nobody here has, 32 bytes'))).toBe('invalid_token')
})

describe('claims', () => {
  const rows: [string, object, string][] = [
    ['expired a second ago', { exp: NOW - 1 }, 'token_expired'],
    ['expires now', { exp: NOW }, 'token_expired'],
    ['without exp', { exp: undefined }, 'invalid_token'],
    ['exp as text', { exp: String(NOW + 60) }, 'invalid_token'],
    ['exp as null', { exp: null }, 'invalid_token'],
    ['nbf within the leeway', { nbf: NOW + 29 }, 'ann'],
    ['nbf beyond the leeway', { nbf: NOW + 31 }, 'invalid_token'],
    ['nbf as text', { nbf: 'soon' }, 'invalid_token'],
    ['iat within the leeway', { iat: NOW + 29 }, 'ann'],
    ['iat beyond the leeway', { iat: NOW + 31 }, 'invalid_token'],
    ['iat as text', { iat: 'now' }, 'invalid_token'],
    ['a refresh token', { typ: 'refresh' }, 'invalid_token'],
  ]
  test.each(rows)('%s', async (_, claims, expected) => {
    expect(await outcome(await forged({ alg: 'HS256' }, { ...payload, ...claims }))).toBe(expected)
  })

  test('an exp beyond all numbers is refused', async () => {
    expect(await outcome(await forged({ alg: 'HS256' }, '{"sub":"ann","exp":1e999}'))).toBe('invalid_token')
  })
})

describe('sub', () => {
  const rows: [string, unknown, string][] = [
    ['missing', undefined, 'invalid_token'],
    ['empty', '', 'invalid_token'],
    ['a number', 7, 'invalid_token'],
    ['an array', ['ann'], 'invalid_token'],
    ['256 characters', 'a'.repeat(256), 'a'.repeat(256)],
    ['257 characters', 'a'.repeat(257), 'invalid_token'],
    ['a lone surrogate', '\ud800', 'invalid_token'],
    ['a newline', 'a\nb', 'invalid_token'],
    ['NUL', 'a\0b', 'invalid_token'],
    ['a C1 control character', 'a\u0085b', 'invalid_token'],
    ['an emoji', '👩‍🎓', '👩‍🎓'],
    ['not normalised', 'e\u0301', 'e\u0301'],
    ['upper case', 'Ann', 'Ann'],
  ]
  test.each(rows)('%s', async (_, sub, expected) => {
    expect(await outcome(await forged({ alg: 'HS256' }, { ...payload, sub }))).toBe(expected)
  })
})

describe('algorithms', () => {
  const unsigned = (alg: string) => `${base64url.encode(JSON.stringify({ alg }))}.${base64url.encode(JSON.stringify(payload))}.`
  test.each(['none', 'None', 'NONE', 'nOnE', ''])('alg %p without a signature is refused', async (alg) => {
    expect(await outcome(unsigned(alg))).toBe('invalid_token')
    expect(await outcome(`${unsigned(alg)}AA`)).toBe('invalid_token')
  })

  test('alg none with a right signature is refused', async () => {
    expect(await outcome(await forged({ alg: 'none' }, payload))).toBe('invalid_token')
  })

  test('an algorithm that is not the configured one is refused though its key is ours', async () => {
    expect(await outcome(await forged({ alg: 'HS512' }, payload, 'SHA-512'))).toBe('invalid_token')
    expect(await outcome(await forged({ alg: 'RS256' }, payload))).toBe('invalid_token')
  })

  test('a key that the token brings along is not used', async () => {
    const jwk = { kty: 'oct', k: base64url.encode('x'.repeat(32)) }
    const token = await tokenFor('ann', { exp: NOW + 60 }, 'x'.repeat(32))
    const [, body, signature] = token.split('.')
    expect(await outcome(`${base64url.encode(JSON.stringify({ alg: 'HS256', jwk }))}.${body}.${signature}`)).toBe('invalid_token')
  })

  test('an extension that must be understood and is not is refused', async () => {
    expect(await outcome(await forged({ alg: 'HS256', crit: ['b64'], b64: false }, payload))).toBe('invalid_token')
    expect(await outcome(await forged({ alg: 'HS256', crit: ['x'], x: 1 }, payload))).toBe('invalid_token')
  })

  test('a header that calls it a refresh token is refused', async () => {
    expect(await outcome(await forged({ alg: 'HS256', typ: 'Refresh' }, payload))).toBe('invalid_token')
  })
})

describe('spelling', () => {
  test('a second spelling of the same signature is refused', async () => {
    const token = await withClaims({})
    const last = token.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1]
    expect(Buffer.from(twin.split('.')[2] ?? '', 'base64url')).toEqual(Buffer.from(token.split('.')[2] ?? '', 'base64url'))
    expect(await outcome(twin)).toBe('invalid_token')
    expect(await outcome(`${token}=`)).toBe('invalid_token')
  })

  test.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d', 'é.b.c', 'x'.repeat(10_000)])('%p is no token', async (text) => {
    expect(await outcome(text)).toBe('invalid_token')
  })

  test('a payload that is no UTF-8 is refused', async () => {
    const bytes = (character: number[]) =>
      Buffer.concat([Buffer.from('{"sub":"'), Buffer.from(character), Buffer.from(`","exp":${NOW + 60}}`)])
    expect(await outcome(await forged({ alg: 'HS256' }, bytes([0xc3, 0xa9])))).toBe('é')
    expect(await outcome(await forged({ alg: 'HS256' }, bytes([0xff])))).toBe('invalid_token')
  })
})

test('issuer and audience must match when they are set', async () => {
  const strict = tokenVerifier({ ...rules, issuer: 'school', audience: 'core' })
  expect(await outcome(await withClaims({ iss: 'school', aud: ['core', 'web'] }), strict)).toBe('ann')
  expect(await outcome(await withClaims({ iss: 'school' }), strict)).toBe('invalid_token')
  expect(await outcome(await withClaims({ iss: 'other', aud: 'core' }), strict)).toBe('invalid_token')
})

test('a token that was taken is refused once it has expired', async () => {
  let now = NOW
  const judge = tokenVerifier({ ...rules, now: () => now * 1_000 })
  const token = await withClaims({})
  expect(await outcome(token, judge)).toBe('ann')
  expect(await outcome(token, judge)).toBe('ann')
  now += 61
  expect(await outcome(token, judge)).toBe('token_expired')
})
