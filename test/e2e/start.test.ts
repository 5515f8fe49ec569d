import { beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { clientOf, textOf } from './client'
import { isAlive, measured, type Product, spawnMain, startProduct, until } from './product'

setDefaultTimeout(180_000)

async function failedStart(env: Record<string, string>) {
  const child = spawnMain(['start'], env)
  const [stderr, exitCode] = await Promise.all([new Response(child.stderr).text(), child.exited])
  return { exitCode, sentence: stderr.trim() }
}

/** Started as README says; the last of its tests kills it. */
let product: Product
beforeAll(async () => {
  product = await startProduct()
})

test.skipIf(Bun.which('curl') === null)('the banner has a token and a line to paste that streams', async () => {
  const [, line = ''] = /(curl -N .*)/.exec(product.banner) ?? []
  const shell = Bun.spawn(['sh', '-c', `${line.replace('curl -N', 'curl -sN')} -D -`], { stdout: 'pipe', stderr: 'ignore' })
  const answer = await new Response(shell.stdout).text()
  expect(answer).toStartWith('HTTP/1.1 200')
  expect(answer).toMatch(/^content-type: text\/event-stream; charset=utf-8\r$/im)
  expect(answer).toMatch(/\nevent: done\ndata: \S+\n\n$/)
  measured(/ready after.*/.exec(product.banner)?.[0] ?? '')
})

test('a token of the command line is one that the product takes', async () => {
  const command = spawnMain(['token', '--user', 'alice'], { DATA_DIR: product.dataDir })
  const token = (await new Response(command.stdout).text()).trim()
  const answer = await fetch(`${product.url}/ai/sessions`, { headers: { authorization: `Bearer ${token}` } })
  expect(await answer.json()).toMatchObject({ user_id: 'alice', sessions: [] })
})

test('a second start in the same folder is one sentence', async () => {
  expect(await failedStart({ DATA_DIR: product.dataDir })).toEqual({
    exitCode: 1,
    sentence: `DATA_DIR: ${product.dataDir} is in use by another start; stop that one, or name another folder.`,
  })
  expect((await fetch(`${product.url}/livez`)).status).toBe(200)
})

test('nothing outlives a parent that was killed', async () => {
  const pids = Object.values(product.pids())
  await product.kill()
  await until(() => !pids.some(isAlive))
  rmSync(product.dataDir, { recursive: true })
})

test('SIGTERM lets a running stream finish, then ends everything with the exit code of success', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(20, { tokenDelayMs: 50 }) })
  const product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  const pids = Object.values(product.pids())
  expect(pids.every(isAlive)).toBe(true)
  const alice = await clientOf(product, 'alice')
  const { events } = await alice.stream('/ai/chat/stream', { message: 'count, please, from zero to nineteen' })
  const first = await events.next()
  const stopped = product.stop()
  const rest = await Array.fromAsync(events)
  expect(rest.at(-1)?.event).toBe('done')
  expect(textOf([first.value ?? {}, ...rest])).toContain('token-000000019')
  expect([await stopped, pids.some(isAlive)]).toEqual([0, false])
  expect(fetch(product.url)).rejects.toThrow()
  rmSync(product.dataDir, { recursive: true })
})

test.each([
  [{ PORT: 'eighty' }, /^PORT: must be .*\.$/],
  [{ OLLAMA_TIMEOUT: '-1' }, /OLLAMA_TIMEOUT: must be .*\.$/],
  [{ NODE_ENV: 'production' }, /^JWT_SECRET_KEY: set it .*\.$/],
  [{ DATA_DIR: '/dev/null/data' }, /^DATA_DIR: \/dev\/null\/data can't be written \(ENOTDIR\); .*\.$/],
])('a start that can not work is one sentence: %p', async (env, sentence) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-e2e-'))
  const failure = await failedStart({ DATA_DIR: dataDir, ...env })
  expect(failure.sentence).toMatch(sentence)
  expect(failure.sentence.split('\n')).toHaveLength(1)
  expect(failure.exitCode).toBe(1)
  rmSync(dataDir, { recursive: true })
})

test.skipIf(!hasIpv6())('an address of IPv6 is printed as a client can ask it', async () => {
  for (const host of ['::1', '[0:0:0:0:0:0:0:1]']) {
    await using product = await startProduct({ env: { HOST: host } })
    expect(product.url).toStartWith(`http://[${host.replace(/[[\]]/g, '')}]:`)
    expect(product.banner).toMatch(/gateway +healthy/)
    expect((await fetch(`${product.url}/livez`)).status).toBe(200)
  }
})

function hasIpv6(): boolean {
  try {
    Bun.serve({ hostname: '::1', port: 0, fetch: () => new Response() }).stop(true)
    return true
  } catch {
    return false
  }
}

test('a taken port is one sentence', async () => {
  const taken = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() })
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-e2e-'))
  const { exitCode, sentence } = await failedStart({ DATA_DIR: dataDir, PORT: String(taken.port) })
  expect(sentence).toStartWith(`PORT: ${taken.port} on 127.0.0.1 is taken; stop what uses it, or choose another`)
  expect(exitCode).toBe(1)
  await taken.stop(true)
  rmSync(dataDir, { recursive: true })
})
