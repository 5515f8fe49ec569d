import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NODE_22, NODE_CLIENTS, NODE_LLAMAINDEX, PYTHON_CLIENTS } from './packages'
import { inChromium, isMissing, npmFolder, output, pythonBin } from './tools'
import { startWorld, type World } from './world'

// The OpenAI API, by its unmodified clients. An installation takes longer than a test.
setDefaultTimeout(900_000)

let world: World
/** The origin of a page. */
let page: Bun.Server<undefined>
beforeAll(async () => {
  page = Bun.serve({ port: 0, fetch: () => new Response() })
  world = await startWorld({ CORS_ORIGINS: page.url.origin })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await page.stop(true)
})

const worked = (text: string) => text.match(/^worked: .*$/gm) ?? []

test.each([
  ['clients', NODE_CLIENTS, 30],
  ['llamaindex', NODE_LLAMAINDEX, 5],
] as const)('clients of Node: %s', async (name, packages, features) => {
  const [folder, node] = await Promise.all([npmFolder([...packages]), npmFolder(NODE_22)])
  const text = await output([join(node, NODE_BINARY), await scriptIn(folder, name)], { env: world.env })
  expect(worked(text)).toHaveLength(features)
})

/** Modules are found from the folder of the script. */
async function scriptIn(folder: string, name: string): Promise<string> {
  const script = join(folder, `${name}.mjs`)
  await Bun.write(script, Bun.file(join(import.meta.dir, `node/${name}.mjs`)))
  return script
}

const browser = isMissing('chromium') ? test.skip : test

browser('the client of OpenAI in Chromium, from a page of another origin', async () => {
  const script = await scriptIn(await npmFolder(NODE_CLIENTS), 'browser')
  const { outputs } = await Bun.build({ entrypoints: [script], target: 'browser', format: 'esm' })
  const said: string[] = []
  const { BASE_URL: baseUrl, TOKEN: token, MODEL: model, EMBEDDING_MODEL: embeddingModel } = world.env
  page.reload({
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/said') said.push(await request.text())
      if (pathname === '/script.js') return new Response(outputs[0])
      const settings = JSON.stringify({ baseUrl, token, model, embeddingModel })
      return new Response(pageOf(settings), { headers: { 'content-type': 'text/html' } })
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'collabry-page-'))
  try {
    await inChromium(page.url.href, folder, () => said.at(-1)?.startsWith('end') === true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  expect(said).toEqual([...BROWSER_FEATURES, 'end'])
})

const BROWSER_FEATURES = [
  'models.list',
  'chat.completions.create',
  'the id of the request',
  'chat.completions.create, streamed',
  'a stream that is left',
  'functions',
  'responses.create',
  'responses.create, streamed',
  'embeddings.create',
  'errors',
  'a wrong token',
]

const pageOf = (settings: string) => `<!doctype html><script type="module">
import { tryInBrowser } from '/script.js'
let sent = Promise.resolve()
const say = (body) => (sent = sent.then(() => fetch('/said', { method: 'POST', body })))
await tryInBrowser(${settings}, say).then(() => say('end'), (error) => say('end: ' + error))
</script>`

const NODE_BINARY = `node_modules/node-${process.platform}-${process.arch}/bin/node`

const python = isMissing('python3') ? test.skip : test

python.each([
  ['openai', 13],
  ['instructor', 2],
  ['langchain', 7],
  ['llamaindex', 3],
  ['pydantic', 5],
  ['litellm', 5],
] as const)('clients of Python: %s', async (name, features) => {
  const bin = await pythonBin(PYTHON_CLIENTS[name])
  const script = join(import.meta.dir, `python/${name}_clients.py`)
  const text = await output([join(bin, 'python'), script], { env: { ...world.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True' } })
  expect(worked(text)).toHaveLength(features)
})
