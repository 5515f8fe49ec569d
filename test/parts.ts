import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Glob } from 'bun'
import { audit } from './audit'
import { ROOT } from './source'

/** What a part of the test command came to. */
export interface Outcome {
  passed: number
  failed: number
  skipped: number
  /** Shown when something failed or was skipped. */
  output: string
}

export interface Part {
  name: string
  run: () => Promise<Outcome>
}

/** The longest are a hundred kills on real stores. */
const DEADLINE_MS = 60 * 60_000
/** Real processes on a busy machine: a test that waits longer waits for something that never comes. */
const TEST_MS_MAX = 20_000
const MEMORY_BYTES = 4 * 1024 * 1024

/** The tool of an installed package, run by this Bun: a machine needs neither node nor a global tool. */
const tool = (path: string) => [process.execPath, join(ROOT, 'node_modules', path)]

interface Ran {
  exitCode: number
  output: string
}

async function runCommand(command: string[], options: { env?: Record<string, string>; show?: boolean } = {}): Promise<Ran> {
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  })
  let output = ''
  const read = async (stream: ReadableStream<Uint8Array>, target: NodeJS.WriteStream) => {
    const decoder = new TextDecoder()
    for await (const bytes of stream) {
      if (options.show) target.write(bytes)
      output = (output + decoder.decode(bytes, { stream: true })).slice(-MEMORY_BYTES)
    }
  }
  await Promise.all([read(child.stdout, process.stdout), read(child.stderr, process.stderr)])
  return { exitCode: await child.exited, output }
}

const verdict = (ok: boolean, output: string): Outcome => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output })

const check = (name: string, command: string[]): Part => ({
  name,
  run: async () => {
    const { exitCode, output } = await runCommand(command)
    return verdict(exitCode === 0, output)
  },
})

const BUF = '@bufbuild/buf/bin/buf'

/** What can be said without running the product. */
export const checks: Part[] = [
  check('types', [...tool('typescript/bin/tsc'), '-p', '.']),
  check('lint', [...tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']),
  check('proto lint', [...tool(BUF), 'lint', 'proto']),
  check('proto breaking', [...tool(BUF), 'breaking', 'proto', '--against', 'proto/released.binpb']),
  { name: 'generated types', run: generatedTypes },
  { name: 'audit', run: knownVulnerabilities },
]

async function knownVulnerabilities(): Promise<Outcome> {
  const { verdict: said, output } = await audit()
  return said === 'refused' ? { passed: 0, failed: 0, skipped: 1, output } : verdict(said === 'clean', output)
}

async function generatedTypes(): Promise<Outcome> {
  const fresh = mkdtempSync(join(tmpdir(), 'collabry-gen-'))
  try {
    const { exitCode, output } = await runCommand([process.execPath, 'proto/gen.ts', fresh])
    if (exitCode !== 0) return verdict(false, output)
    const [made, kept] = [contents(fresh), contents(join(ROOT, 'proto', 'gen'))]
    const stale = [...new Set([...made.keys(), ...kept.keys()])].filter((path) => made.get(path) !== kept.get(path))
    return verdict(stale.length === 0, `Stale in proto/gen, run "bun run gen": ${stale.join(', ')}\n`)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

const contents = (folder: string) =>
  new Map([...new Glob('**/*.ts').scanSync(folder)].map((path) => [path, readFileSync(join(folder, path), 'utf8')]))

/** Test files in one `bun test`, shown as they run. */
export const tests = (name: string, paths: string[], env: Record<string, string> = {}): Part => ({
  name,
  run: async () => {
    const { exitCode, output } = await runCommand([process.execPath, 'test', '--timeout', String(TEST_MS_MAX), ...paths], {
      env,
      show: true,
    })
    return { ...countTests(output, exitCode), output: '' }
  },
})

/** The counts that `bun test` ends with. A run that ends badly without naming a failed test counts as one failure. */
export function countTests(output: string, exitCode: number): Omit<Outcome, 'output'> {
  const count = (word: string) => Number([...output.matchAll(new RegExp(`^ *(\\d+) ${word}$`, 'gm'))].at(-1)?.[1] ?? 0)
  const failed = count('fail')
  const complete = /^Ran \d+ tests? across \d+ files?\./m.test(output)
  return { passed: count('pass'), failed: failed === 0 && (exitCode !== 0 || !complete) ? 1 : failed, skipped: count('skip') }
}
