import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Glob } from 'bun'
import { audit } from './audit'
import { runCommand } from './command'
import { ROOT } from './source'

/** The result of one suite of the test command. */
export interface Outcome {
  passed: number
  failed: number
  skipped: number
  /** Shown when something failed or was skipped. */
  output: string
  /** `file > test` of each that failed. */
  failures?: string[]
  /** `file > test` of each that failed once, and passed when its file ran again. */
  flaky?: string[]
}

export interface Suite {
  name: string
  run: () => Promise<Outcome>
}

/** The tool of an installed package, run by this Bun: a machine needs neither node nor a global tool. */
const tool = (path: string) => [process.execPath, join(ROOT, 'node_modules', path)]

const verdict = (ok: boolean, output: string): Outcome => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output })

const check = (name: string, command: string[]): Suite => ({
  name,
  run: async () => {
    const { exitCode, output } = await runCommand(command)
    return verdict(exitCode === 0, output)
  },
})

const BUF = '@bufbuild/buf/bin/buf'

/** Checks that need no running product. */
export const checks: Suite[] = [
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
  new Map([...new Glob('**/*.{ts,binpb}').scanSync(folder)].map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
