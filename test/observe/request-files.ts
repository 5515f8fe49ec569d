import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../command'
import { ROOT } from '../source'

// Compares "One request, file by file" of ARCHITECTURE.md with the files that run for a streamed chat:
//   bun test/observe/request-files.ts
// The product runs under coverage with no chat and with three, of which the last has history to read; a file passes the request
// when its lines ran more often.

/** Put the product together and count; named by the code map. */
const COMPOSITION = /\/(service|use-cases|metrics|config|component-status|schemas)\.ts$|\/(core\/openapi|mcp)\//
const REQUEST = `
import { test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { startStack } from '@collabry/stack/stack'
test('chats', async () => {
  const fake = await startFakeOllama()
  await using stack = await startStack({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  const authorization = 'Bearer ' + (await stack.token('alice'))
  for (let n = 0; n < Number(process.env.CHATS); n++) {
    const body = JSON.stringify({ message: 'What is a cell, number ' + n + '?', session_id: 's' + Math.min(n, 1) })
    const headers = { authorization, 'content-type': 'application/json' }
    const answer = await fetch(stack.url + '/ai/chat/stream', { method: 'POST', headers, body })
    if (answer.status !== 200) throw new Error(await answer.text())
    await answer.text()
  }
  await fake[Symbol.asyncDispose]()
}, 60_000)
`

const CHATS = 3

type Counts = Map<string, Map<string, number>>

async function countsAfter(chats: number, folder: string): Promise<Counts> {
  const file = join(import.meta.dir, 'request-files.generated.test.ts')
  const coverage = join(folder, String(chats))
  await Bun.write(file, REQUEST)
  try {
    const flags = ['--coverage', '--coverage-reporter=lcov', `--coverage-dir=${coverage}`]
    const { exitCode, output } = await runCommand([process.execPath, 'test', ...flags, file], {
      env: { CHATS: String(chats) },
    })
    if (exitCode !== 0) throw new Error(output)
  } finally {
    rmSync(file)
  }
  return countsIn(readFileSync(join(coverage, 'lcov.info'), 'utf8'))
}

function countsIn(lcov: string): Counts {
  const counts: Counts = new Map()
  for (const record of lcov.split('end_of_record')) {
    const path = /^SF:(.*)$/m.exec(record)?.[1] ?? ''
    counts.set(path, new Map([...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line = '', count]) => [line, Number(count)])))
  }
  return counts
}

/** The files of gateway and llm, and what they call first in memory and rag, as the section names them. */
function namedIn(architecture: string): string[] {
  const section = /## One request, file by file\n([\s\S]*?)\nThe answer comes back/.exec(architecture)?.[1] ?? ''
  return [...section.matchAll(/`([a-z0-9/-]+\.ts)`/g)].map(([, name = '']) => name)
}

const print = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'collabry-request-'))
try {
  const before = await countsAfter(0, folder)
  const after = await countsAfter(CHATS, folder)
  const passed = [...after].filter(([path, lines]) =>
    [...lines].some(([line, count]) => count - (before.get(path)?.get(line) ?? 0) >= CHATS),
  )
  const files = passed
    .map(([path]) => path)
    .filter((path) => /^services\/(gateway|llm)\/src\//.test(path) && !COMPOSITION.test(path))
  const named = namedIn(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8'))
  const unnamed = files.filter((path) => !named.some((name) => path.endsWith(`/${name}`)))
  const idle = named.filter((name) => !passed.some(([path]) => `/${path}`.endsWith(`/${name}`)))
  print(`${files.length} files of gateway and llm pass three streamed chats.`)
  print(`not named in ARCHITECTURE.md: ${unnamed.join(', ') || 'none'}`)
  print(`named, and not passed by these chats: ${idle.join(', ') || 'none'}`)
  process.exitCode = unnamed.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
