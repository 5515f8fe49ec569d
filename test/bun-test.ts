import { runCommand } from './command'
import type { Outcome, Suite } from './suites'

/** Enough for real processes on a busy machine; a test that waits longer waits for something that never happens. */
const TEST_MS_MAX = 180_000
/** Tests wait more than they work, and a machine has two cores at least. */
const WORKERS = 2
/** More failures than these are not accidental. */
const RETRIED_FAILURES_MAX = 3

interface Options {
  env?: Record<string, string>
  /** The files run in parallel, each in a separate process. */
  sideBySide?: boolean
  /** Files that look for rare faults: their failures are not tried again. */
  never?: readonly string[]
  /** Hides the output of the tests. */
  quiet?: boolean
}

/**
 * Runs test files in one `bun test` and shows its output live. If only a few tests fail, their files run once more, alone: a test
 * that passes then depends on more than the code and is reported as flaky instead of failed.
 */
export const tests = (
  name: string,
  paths: string[],
  { env = {}, sideBySide = false, never = [], quiet = false }: Options = {},
): Suite => ({
  name,
  run: async () => {
    const first = await run([...(sideBySide ? [`--parallel=${WORKERS}`] : []), ...paths], env, !quiet)
    const files = [...new Set(first.failures.map(({ file }) => `./${file}`))]
    // Without the name of a file, the whole repository would run again.
    const all = first.failures.length === first.failed && first.failures.every(({ file }) => file !== '')
    if (first.failed === 0 || first.failed > RETRIED_FAILURES_MAX || !all || files.some((file) => never.includes(file)))
      return { ...first, output: '', failures: first.failures.map(titleOf) }
    if (!quiet) process.stdout.write(`\nOnce more, alone: ${files.join(' ')}\n`)
    const { failed, failures } = await run(files, env, !quiet)
    const good = failed === 0
    return {
      passed: first.passed + (good ? first.failed : 0),
      failed: good ? 0 : Math.max(first.failed, failed),
      skipped: first.skipped,
      output: '',
      failures: good ? [] : [...new Set([...first.failures, ...failures].map(titleOf))],
      flaky: good ? first.failures.map(titleOf) : [],
    }
  },
})

async function run(args: string[], env: Record<string, string>, show: boolean) {
  const command = [process.execPath, 'test', '--timeout', String(TEST_MS_MAX), ...args]
  const { exitCode, output } = await runCommand(command, { env, show })
  return { ...countTests(output, exitCode), failures: failuresIn(output) }
}

/** The counts that `bun test` ends with. A run that ends badly without naming a failed test counts as one failure. */
export function countTests(output: string, exitCode: number): Pick<Outcome, 'passed' | 'failed' | 'skipped'> {
  const count = (word: string) => Number([...output.matchAll(new RegExp(`^ *(\\d+) ${word}$`, 'gm'))].at(-1)?.[1] ?? 0)
  const failed = count('fail')
  const complete = /^Ran \d+ tests? across \d+ files?\./m.test(output)
  return { passed: count('pass'), failed: failed === 0 && (exitCode !== 0 || !complete) ? 1 : failed, skipped: count('skip') }
}

interface Failure {
  file: string
  name: string
}

const titleOf = ({ file, name }: Failure) => `${file} > ${name}`

/** The failed tests of a `bun test`; its list at the end, which names no files, is left out. */
export function failuresIn(output: string): Failure[] {
  const failures: Failure[] = []
  let file = ''
  for (const line of output.split('\n')) {
    if (/^\d+ tests failed:$/.test(line)) break
    file = /^(\S.*\.test\.ts):$/.exec(line)?.[1] ?? file
    const name = /^\(fail\) (.*?)(?: \[[\d.]+m?s\])?$/.exec(line)?.[1]
    if (name !== undefined) failures.push({ file, name })
  }
  return failures
}
