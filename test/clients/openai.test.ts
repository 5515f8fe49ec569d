import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { NODE_22, NODE_CLIENTS, PYTHON_CLIENTS } from './packages'
import { isMissing, npmFolder, output, pythonBin } from './tools'
import { startWorld, type World } from './world'

// The OpenAI API, by its unmodified clients. An installation takes longer than a test.
setDefaultTimeout(900_000)

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const worked = (text: string) => text.match(/^worked: .*$/gm) ?? []

test('clients of Node', async () => {
  const [folder, node] = await Promise.all([npmFolder(NODE_CLIENTS), npmFolder(NODE_22)])
  // Modules are found from the folder of the script.
  await Bun.write(join(folder, 'clients.mjs'), Bun.file(join(import.meta.dir, 'node/clients.mjs')))
  const text = await output([join(node, NODE_BINARY), join(folder, 'clients.mjs')], { env: world.env })
  expect(worked(text)).toHaveLength(23)
})

const NODE_BINARY = `node_modules/node-${process.platform}-${process.arch}/bin/node`

const python = isMissing('python3') ? test.skip : test

python.each([
  ['openai', 8],
  ['instructor', 2],
  ['langchain', 5],
  ['llamaindex', 3],
  ['pydantic', 5],
  ['litellm', 5],
] as const)('clients of Python: %s', async (name, features) => {
  const bin = await pythonBin(PYTHON_CLIENTS[name])
  const script = join(import.meta.dir, `python/${name}_clients.py`)
  const text = await output([join(bin, 'python'), script], { env: { ...world.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True' } })
  expect(worked(text)).toHaveLength(features)
})
