import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '@collabry/stack/stack'
import { ROOT } from '../source'
import { DENO } from './packages'
import { inChromium, installed, isMissing, NPM_INSTALL, npmFolder, output } from './tools'

// @collabry/client as a stranger gets it: packed, installed from the tarball, its README run in Node, Bun, Deno and Chromium.
setDefaultTimeout(900_000)

let folder = ''
let stack: Stack
let env: Record<string, string> = {}
let page: Bun.Server<undefined>

/** Results that the page in the browser sends, by the number of the example. */
const results = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'collabry-package-'))
  page = Bun.serve({
    port: 0,
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/result') results.set(searchParams.get('example') ?? '', await request.text())
      if (pathname.endsWith('.js')) return new Response(Bun.file(join(folder, pathname)))
      return new Response(PAGE, { headers: { 'content-type': 'text/html' } })
    },
  })
  stack = await startStack({ env: { CORS_ORIGINS: page.url.origin } })
  env = { BASE_URL: stack.url, TOKEN: await stack.token('alice') }
  await output([process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'packages/client')])
  const tarball = (
    await output(['npm', 'pack', '--silent', '--pack-destination', folder], { cwd: join(ROOT, 'packages/client') })
  ).trim()
  await Bun.write(join(folder, 'package.json'), '{"private": true, "type": "module"}\n')
  await installed([...NPM_INSTALL, join(folder, tarball)], { cwd: folder })
  mkdirSync(join(folder, 'built'))
  for (const [index, code] of examples.entries()) await Bun.write(join(folder, `example-${index}.js`), moduleOf(code))
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await page.stop(true)
  rmSync(folder, { recursive: true, force: true })
  rmSync(join(ROOT, 'packages/client/dist'), { recursive: true, force: true })
})

const readme = await Bun.file(join(ROOT, 'packages/client/README.md')).text()
const [preface = '', ...examples] = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code)

/** The example after the client of the README's first one. Its settings come from the environment, or from the page. */
const moduleOf = (code: string) => `
const { BASE_URL: baseUrl, TOKEN: token } = globalThis.process?.env ?? globalThis.settings
${preface}
${code}
console.log('worked')
`

const PAGE = `<!doctype html><script type="module">
const query = new URLSearchParams(location.search)
globalThis.settings = { BASE_URL: query.get('base'), TOKEN: query.get('token') }
for (let example = 0; example < Number(query.get('count')); example++) {
  const said = []
  console.log = (...words) => said.push(words.join(' '))
  await import('/built/example-' + example + '.js').catch((error) => said.push(String(error)))
  await fetch('/result?example=' + example, { method: 'POST', body: said.join('\\n') })
}
</script>`

test('the README has an example of each feature', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6)
})

test('the package has its types, and no dependency but one', async () => {
  const { dependencies, exports } = await Bun.file(join(folder, 'node_modules/@collabry/client/package.json')).json()
  expect(Object.keys(dependencies)).toEqual(['eventsource-parser'])
  expect(await Bun.file(join(folder, 'node_modules/@collabry/client', exports['.'].types)).exists()).toBe(true)
})

test.each([['node'], ['bun']])('each example runs in %s', async (runtime) => {
  const program = runtime === 'bun' ? process.execPath : runtime
  for (const index of examples.keys()) {
    const said = await output([program, join(folder, `example-${index}.js`)], { cwd: folder, env })
    expect(said).toEndWith('worked\n')
  }
})

const deno = process.platform === 'linux' ? test : test.skip

deno('each example runs in Deno', async () => {
  const program = join(await npmFolder(DENO), 'node_modules', DENO[0]?.split('@2')[0] ?? '', 'deno')
  chmodSync(program, 0o755)
  for (const index of examples.keys()) {
    const command = [
      program,
      'run',
      '--no-lock',
      '--no-prompt',
      '--allow-net',
      '--allow-env',
      '--allow-read',
      '--node-modules-dir=manual',
    ]
    const said = await output([...command, join(folder, `example-${index}.js`)], { cwd: folder, env: { ...env, NO_COLOR: '1' } })
    expect(said).toEndWith('worked\n')
  }
})

const browser = isMissing('chromium') ? test.skip : test

browser('each example runs in Chromium, from a page of another origin', async () => {
  const entrypoints = [...examples.keys()].map((index) => join(folder, `example-${index}.js`))
  await Bun.build({ entrypoints, outdir: join(folder, 'built'), target: 'browser', format: 'esm' })
  const query = new URLSearchParams({ base: stack.url, token: env.TOKEN ?? '', count: String(examples.length) })
  await inChromium(`${page.url.href}?${query}`, folder, () => results.size === examples.length)
  for (const said of results.values()) expect(said).toEndWith('worked')
})
