import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { printToken, readTokenFlags, signToken } from './token'

const KEY = 'k'.repeat(32)
const verify = async (token: string) => (await jwtVerify(token, new TextEncoder().encode(KEY), { algorithms: ['HS256'] })).payload

test('a token carries its user, its scope and its end', async () => {
  const claims = readTokenFlags(['--user', 'alice:ß', '--scope', 'documents:publish', '--ttl', '2h'])
  const payload = await verify(await signToken({ jwtSecretKey: KEY }, claims))
  expect(payload).toMatchObject({ sub: 'alice:ß', scope: 'documents:publish' })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(7_200)
  expect(payload.jti).toBeUndefined()
})

test('a token is signed as the gateway verifies it', async () => {
  const token = await signToken(
    { jwtSecretKey: KEY, jwtAlgorithm: 'HS512', jwtIssuer: 'us', jwtAudience: 'app' },
    { user: 'alice' },
  )
  const expected = { algorithms: ['HS512'], issuer: 'us', audience: 'app' }
  expect((await jwtVerify(token, new TextEncoder().encode(KEY), expected)).payload.sub).toBe('alice')
})

test('a refresh token says what it is and has an id of its own', async () => {
  const tokens = await Promise.all(
    [1, 2].map(async () => verify(await signToken({ jwtSecretKey: KEY }, { user: 'alice', refresh: true }))),
  )
  expect(tokens.map((payload) => payload.typ)).toEqual(['refresh', 'refresh'])
  expect(tokens[0]?.jti).not.toBe(tokens[1]?.jti)
})

test.each([
  [[], '--user is missing'],
  [['--user', ''], '--user takes 1 to 256 characters'],
  [['--user', 'a\u0000b'], '--user takes 1 to 256 characters'],
  [['--user', 'a', '--ttl', '0'], '--ttl takes'],
  [['--user', 'a', '--ttl', '5 weeks'], '--ttl takes'],
  [['--user', 'a', '--ttl', '999999999d'], '--ttl takes'],
  [['--user', 'a', '--admin'], "Unknown option '--admin'"],
  [['alice'], 'Unexpected argument'],
])('wrong flags %p are one sentence with the usage', (args, sentence) => {
  expect(() => readTokenFlags(args)).toThrow(sentence)
  expect(() => readTokenFlags(args)).toThrow('Usage: bun run token')
})

test('a key that is too short is refused before a token is made', async () => {
  const refused = printToken(['--user', 'alice'], { JWT_SECRET_KEY: 'short' })
  expect(await refused.catch((error) => error)).toMatchObject({
    message: expect.stringMatching(/JWT_SECRET_KEY.*at least 32 bytes/),
  })
})

test('a token of a folder on which no server runs comes with a note that says so', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-token-'))
  try {
    const run = async (env: Record<string, string>) => {
      const main = join(import.meta.dir, 'main.ts')
      const child = Bun.spawn([process.execPath, main, 'token', '--user', 'alice'], {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const [token, note] = await Promise.all([child.stdout.text(), child.stderr.text()])
      return { token: token.trim().split('.').length, note }
    }
    expect(await run({ DATA_DIR: dataDir })).toEqual({ token: 3, note: expect.stringContaining(`No server runs on ${dataDir}`) })
    expect(await run({ DATA_DIR: dataDir, JWT_SECRET_KEY: KEY })).toEqual({ token: 3, note: '' })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
