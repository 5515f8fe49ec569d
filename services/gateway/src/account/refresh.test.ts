import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { SECRET, tokenFor } from '../../test/fakes/use-cases'
import { claimsVerifier, tokenVerifier } from '../core/auth/jwt-verifier'
import { refreshTokenVerifier, tokenIssuer } from './tokens'

const OLDER = 'the secret before this one, 32 bytes'
const rules = { secrets: [SECRET, OLDER], algorithm: 'HS256' as const, issuer: undefined, audience: undefined }
const verify = refreshTokenVerifier(rules)
const sign = tokenIssuer({ ...rules, secret: SECRET })
const refresh = { typ: 'refresh', jti: 'j1' }

const outcome = async (token: string): Promise<string> => {
  try {
    return (await verify(token)).userId
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

test('a refresh token is one that says so and has an id', async () => {
  expect(await outcome(await tokenFor('ann', refresh))).toBe('ann')
  expect(await outcome(await tokenFor('ann', { jti: 'j1' }))).toBe('invalid_token')
  expect(await outcome(await tokenFor('ann', { typ: 'refresh' }))).toBe('invalid_token')
  for (const jti of ['', 'j'.repeat(257), 7, null]) {
    expect(await outcome(await tokenFor('ann', { ...refresh, jti: jti as string }))).toBe('invalid_token')
  }
})

test('a refresh token is judged as an access token is', async () => {
  expect(await outcome(await tokenFor('ann', refresh, OLDER))).toBe('ann')
  expect(await outcome(await tokenFor('ann', refresh, 'a key that nobody here has, 32 bytes'))).toBe('invalid_token')
  expect(await outcome(await tokenFor('ann', { ...refresh, exp: 1 }))).toBe('token_expired')
  expect(await outcome(await tokenFor('a\nb', refresh))).toBe('invalid_token')
  expect(await outcome(`${await tokenFor('ann', refresh)}=`)).toBe('invalid_token')
})

test('a pair is the same to the byte for the same request, and each half is good for its own use alone', async () => {
  const wanted = {
    userId: 'ann',
    scope: 'documents:publish',
    jti: 'j2',
    issuedAtMs: Date.now(),
    refreshSeconds: 60,
    familyId: 'f',
  }
  const pair = await sign(wanted)
  expect(await sign(wanted)).toEqual(pair)
  const access = tokenVerifier({ ...rules, tagOf: () => 'tag' })
  expect(await access(pair.accessToken)).toMatchObject({ userId: 'ann', scopes: new Set(['documents:publish']) })
  expect(await verify(pair.refreshToken)).toMatchObject({ userId: 'ann', scope: 'documents:publish', jti: 'j2' })
  expect(await outcome(pair.accessToken)).toBe('invalid_token')
  expect(async () => access(pair.refreshToken)).toThrow('refresh token')
})

test('what is issued is signed with the current secret alone', async () => {
  const pair = await sign({ userId: 'ann', scope: '', jti: 'j3', issuedAtMs: Date.now(), refreshSeconds: 60, familyId: 'f' })
  for (const token of [pair.accessToken, pair.refreshToken]) {
    expect(claimsVerifier({ ...rules, secrets: [OLDER] })(token)).rejects.toThrow('signature')
    expect(await claimsVerifier({ ...rules, secrets: [SECRET] })(token)).toMatchObject({ userId: 'ann' })
  }
})
