import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, grpcPorts } from '@collabry/stack/ports'
import { startProduct } from '../e2e/product'
import { ROOT } from '../source'
import { isMissing, output } from './tools'

// A first run takes a compiler's work and packages from a registry.
setDefaultTimeout(600_000)

const STEPS_MS_MAX = 500_000
const KEY = 'a-key-of-the-notes-service-0123456789'
const page = readFileSync(join(ROOT, 'docs', 'grpc.md'), 'utf8')

/** The blocks of the page that have a name after the language: files, and the steps of a consumer. */
const blocks = [...page.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(([, language = '', name = '', text = '']) => ({
  language,
  name,
  text,
}))

/** The first of free ports that follow each other, as the start wants them. */
const freeBase = () =>
  freePorts(50).find((port) => {
    try {
      return grpcPorts(port) === port
    } catch {
      return false
    }
  })

const ANSWER = /chloroplasts[\s\S]*\[1\][\s\S]*-- builtin-extractive, \d+ tokens/
const LOOK =
  /^collabry\.rag\.v1\.RagService\ngrpc\.health\.v1\.Health\n[\s\S]*string filter_json = 7;[\s\S]*"SERVING"[\s\S]*"builtin-extractive"/

/** By the name of its steps: the tool that a consumer needs, and what it prints. */
const consumers: { name: string; tool: 'go' | 'python3' | 'node'; prints: RegExp }[] = [
  { name: 'grpcurl', tool: 'go', prints: LOOK },
  { name: 'python', tool: 'python3', prints: ANSWER },
  { name: 'node', tool: 'node', prints: ANSWER },
  { name: 'go', tool: 'go', prints: ANSWER },
]

test('the page has the steps of each consumer', () => {
  const steps = blocks.filter(({ language }) => language === 'sh').map(({ name }) => name)
  expect(steps.toSorted()).toEqual(consumers.map(({ name }) => name).toSorted())
})

for (const { name, tool, prints } of consumers) {
  test.skipIf(tool !== 'node' && isMissing(tool))(`the consumer ${name} works as the page says`, async () => {
    const base = freeBase() ?? 0
    await using product = await startProduct({
      env: {
        GRPC_REFLECTION: 'true',
        GRPC_PORT_BASE: String(base),
        INTERNAL_API_KEYS: `notes:${KEY}`,
        INTERNAL_CALLERS: 'notes:RagService/Upload,RagService/WatchTask,RagService/Search,LlmService/Generate',
      },
    })
    expect(product.banner).toContain(`llm 127.0.0.1:${base}, rag 127.0.0.1:${base + 1}, memory 127.0.0.1:${base + 2}`)
    const folder = mkdtempSync(join(tmpdir(), 'grpc-consumer-'))
    try {
      for (const { language, name: file, text } of blocks) if (language !== 'sh') writeFileSync(join(folder, file), text)
      const steps = blocks.find((block) => block.language === 'sh' && block.name === name)?.text ?? ''
      const env = {
        COLLABRY: ROOT,
        NOTES_KEY: KEY,
        LLM_ADDRESS: `127.0.0.1:${base}`,
        RAG_ADDRESS: `127.0.0.1:${base + 1}`,
      }
      expect(await output(['bash', '-eu', '-c', steps], { cwd: folder, env, msMax: STEPS_MS_MAX })).toMatch(prints)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
