import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '@collabry/stack/ports'
import { ROOT } from '../source'
import { installed, output } from './tools'

// Runs the README's commands in order in a clean clone, as a reader with Node and npm but without Bun.
setDefaultTimeout(600_000)

const readme = await Bun.file(join(ROOT, 'README.md')).text()
const start = readme.slice(readme.indexOf('## Start'), readme.indexOf('## What it promises'))
const blocks = [...start.matchAll(/```sh\n(.*?)```/gs)].map(([, lines = '']) => lines)
const NPX = /^npx --yes bun@\S+ run start/m.exec(blocks[0] ?? '')?.[0] ?? ''
const LAST_WORDS = 'Ctrl-C stops everything.'

/** Settings by which a machine reaches its registry. */
const REGISTRY = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(npm_config_(registry|cafile|.*proxy)|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|https?_proxy)$/i.test(name),
  ),
) as Record<string, string>

test('each line of the start works in its place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-readme-'))
  const bin = join(folder, 'bin')
  await output(['mkdir', bin, join(folder, 'prefix'), join(folder, 'prefix/lib')])
  for (const name of [
    'node',
    'npm',
    'npx',
    'git',
    'curl',
    'sed',
    'sh',
    'bash',
    'env',
    'uname',
    'getconf',
    'ldd',
    'ps',
    'tail',
    'cat',
    'tr',
  ]) {
    const path = Bun.which(name)
    if (path) symlinkSync(path, join(bin, name))
  }
  const clone = join(folder, 'clone')
  await output(['git', 'clone', '--quiet', '--no-local', ROOT, clone])
  const [port = 0] = freePorts(1)
  // No global package of this machine is found; the way to its registry stays.
  const settings = {
    ...REGISTRY,
    npm_config_globalconfig: (await output(['npm', 'config', 'get', 'globalconfig'])).trim(),
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_prefix: join(folder, 'prefix'),
    PORT: String(port),
    LLM_PROVIDER: 'builtin',
  }
  const env = { PATH: bin, HOME: process.env.HOME ?? '', ...settings }
  // The package of the first command is in the cache then, even if the registry had to be asked several times.
  await installed([...NPX.split(' ').slice(0, 3), '--version'], { cwd: clone, env })
  const product = Bun.spawn([Bun.which('setsid') ?? '', 'sh', '-c', NPX], {
    cwd: clone,
    env,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'ignore',
  })
  try {
    expect(await readUntil(product.stdout, LAST_WORDS)).toContain(LAST_WORDS)
    const lines = (blocks[1] ?? '')
      .replaceAll('localhost:8000', `127.0.0.1:${port}`)
      .replace(/\bbun run/g, `${NPX.replace(' run start', '')} run`)
    const said = await output(['sh', '-ec', lines], { cwd: clone, env, msMax: 300_000 })
    const [chat = '', rest = ''] = said.split(/(?<=event: done\ndata: \S+\n\n)/)
    expect(chat).toContain('event: done')
    expect(rest).toContain('"status":"completed"')
    expect(said).toMatch(/"answer":"[^"]*hangers[^"]*\[1\]/)
    expect(said).toMatch(/"status":"processing","filename":"README\.md"/)
  } finally {
    // As Ctrl-C does, which a terminal sends to the whole group.
    process.kill(-product.pid, 'SIGINT')
    await product.exited
    rmSync(folder, { recursive: true, force: true })
  }
})

async function readUntil(stream: ReadableStream<Uint8Array>, words: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true })
    if (text.includes(words)) break
  }
  return text
}
