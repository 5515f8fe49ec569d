import { afterEach, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAdmin } from './admin'
import { createMetrics } from './metrics'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A process made of `run` and a service that drains for 50 ms. */
function spawn(startBody: string, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'run-'))
  folders.push(folder)
  const main = join(folder, 'main.ts')
  writeFileSync(
    main,
    `import { run } from '${join(import.meta.dir, 'run.ts')}'
     import { AppError } from '${join(import.meta.dir, 'errors.ts')}'
     const service = { port: 1, adminPort: 2, drain: () => Bun.sleep(50), [Symbol.asyncDispose]: async () => {} }
     await run('test', process.env, async (log) => { ${startBody} })
     setInterval(() => {}, 1000)`,
  )
  const child = Bun.spawn([process.execPath, main], {
    env: { ...process.env, KEPT: join(folder, 'kept'), ...env },
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const ready = Promise.withResolvers<void>()
  const output = collect(child.stdout, (text) => text.includes('"ready"') && ready.resolve())
  return { child, folder, output, ready: ready.promise }
}

/** Everything a stream says until it ends; `tell` sees it grow. */
async function collect(stream: ReadableStream<Uint8Array>, tell: (text: string) => void): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true })
    tell(text)
  }
  return text
}

test('a process drains on SIGTERM and exits with 0', async () => {
  const { child, output, ready } = spawn('return service')
  await ready
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
  expect(await output).toContain('"stopped"')
})

test('a process whose parent is gone drains and exits', async () => {
  const { child, ready } = spawn('return service', { COLLABRY_PARENT_PIPE: '1' })
  await ready
  child.stdin.end()
  expect(await child.exited).toBe(0)
})

test('a process that cannot start says why in one sentence and exits with 1', async () => {
  const { child } = spawn(`throw new AppError('unavailable', 'The port is taken.')`)
  expect(await child.exited).toBe(1)
  expect(await new Response(child.stderr).text()).toBe('test: The port is taken.\n')
})

test('what a process writes is readable by its owner alone', async () => {
  const { child, folder, ready } = spawn(`
    const { mkdirSync, writeFileSync } = await import('node:fs')
    mkdirSync(process.env.KEPT)
    writeFileSync(process.env.KEPT + '/document', 'text')
    return service`)
  await ready
  child.kill('SIGTERM')
  await child.exited
  const modes = ['kept', 'kept/document'].map((path) => statSync(join(folder, path)).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600])
})

test('a log line holds no secret, no text and no message of a foreign error', async () => {
  const { child, output, ready } = spawn(`
    log.info({ token: 'canary-1', user: { email: 'canary-2' }, request: { content: 'canary-3' }, err: new Error('canary-4') }, 'line')
    return service`)
  await ready
  child.kill('SIGTERM')
  expect(await output).toContain('"line"')
  expect(await output).not.toContain('canary')
})

test('the admin port answers probes and metrics', async () => {
  let ready = false
  await using admin = startAdmin({ host: '127.0.0.1', port: 0, registry: createMetrics('test').registry, ready: () => ready })
  const get = (path: string) => fetch(`http://127.0.0.1:${admin.port}${path}`)
  expect((await get('/livez')).status).toBe(200)
  expect((await get('/readyz')).status).toBe(503)
  ready = true
  expect((await get('/readyz')).status).toBe(200)
  expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total{service="test"}')
  expect((await get('/else')).status).toBe(404)
})
