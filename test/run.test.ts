import { describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { countTests, failuresIn, tests } from './bun-test'
import { runCommand } from './command'
import { ROOT } from './source'

const summary = (pass: number, fail: number) =>
  `\n ${pass} pass\n ${fail} fail\n 9 expect() calls\nRan ${pass + fail} tests across 2 files. [1.00s]\n`

test('the summary of the test run is what counts', () => {
  expect(countTests(`printed by a test:\n 99 pass\n${summary(12, 0)}`, 0)).toEqual({ passed: 12, failed: 0, skipped: 0 })
  expect(countTests(summary(12, 3), 1)).toEqual({ passed: 12, failed: 3, skipped: 0 })
})

test('a run that ends badly without a failed test is a failure', () => {
  expect(countTests(summary(12, 0), 1).failed).toBe(1)
  expect(countTests('', 139).failed).toBe(1)
  expect(countTests('Segmentation fault', 0).failed).toBe(1)
})

test('failed tests are named with their files, each once', () => {
  const output = `a.test.ts:\n(pass) one [1.00ms]\n(fail) two > three [2.00ms]\nb c/d.test.ts:\n(fail) four [1.2s]\n
2 tests failed:\n(fail) two > three [2.00ms]\n(fail) four [1.2s]\n`
  expect(failuresIn(output)).toEqual([
    { file: 'a.test.ts', name: 'two > three' },
    { file: 'b c/d.test.ts', name: 'four' },
  ])
})

describe('a test that fails', () => {
  /** A test file whose only test passes from its second run on, or never. */
  const outcomeOf = async (passesLater: boolean, looksForRareFaults = false) => {
    const folder = mkdtempSync(join(tmpdir(), 'collabry again-'))
    const file = join(folder, 'a.test.ts')
    const mark = JSON.stringify(join(folder, 'ran'))
    await Bun.write(
      file,
      `import { expect, test } from 'bun:test'
import { existsSync, writeFileSync } from 'node:fs'
test('now or later', () => {
  const later = existsSync(${mark})
  writeFileSync(${mark}, '')
  expect(later && ${passesLater}).toBe(true)
})
test('always', () => {})
`,
    )
    try {
      return await tests('again', [file], { quiet: true, never: looksForRareFaults ? [`./${relative(ROOT, file)}`] : [] }).run()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  test('and passes when its file runs again is flaky', async () => {
    const { passed, failed, failures, flaky } = await outcomeOf(true)
    expect({ passed, failed, failures }).toEqual({ passed: 2, failed: 0, failures: [] })
    expect(flaky).toEqual([expect.stringMatching(/a\.test\.ts > now or later$/)])
  })

  test('and fails again has failed', async () => {
    const { passed, failed, failures, flaky } = await outcomeOf(false)
    expect({ passed, failed, flaky }).toEqual({ passed: 1, failed: 1, flaky: [] })
    expect(failures).toEqual([expect.stringMatching(/a\.test\.ts > now or later$/)])
  })

  test('where rare faults are looked for has failed at once', async () => {
    expect(await outcomeOf(true, true)).toMatchObject({ passed: 1, failed: 1 })
  })
})

describe('a command of package.json', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  /** `gen` is several programs in a row. */
  const commands = Object.entries(scripts).flatMap(([name, script]) => {
    const [, program] = /^(?:bun packages\/stack\/src\/install\.ts && )?(?:\w+=\d+ )*bun ([^&]+)$/.exec(script) ?? []
    return program === undefined ? [] : [[name, program.split(' ')] as const]
  })
  const run = async (program: readonly string[], arg: string) => {
    const { exitCode, output } = await runCommand([process.execPath, ...program, arg])
    return { exitCode, lines: output.trim().split('\n').length, output }
  }

  test('is looked at here, whichever it is', () => {
    expect(Object.keys(scripts).filter((name) => !commands.some(([known]) => known === name))).toEqual(['gen'])
  })

  test.each(commands)('%s prints its usage when asked, and refuses an option that it does not have', async (_, program) => {
    const [help, refused] = await Promise.all([run(program, '--help'), run(program, '--nope')])
    expect(help).toEqual({
      exitCode: 0,
      lines: expect.any(Number),
      output: expect.stringMatching(/usage|flags are|bun run bench/i),
    })
    expect(refused.exitCode).toBeGreaterThan(0)
    expect(refused.output).toMatch(/--nope|Usage/)
    expect([help.lines, refused.lines].every((lines) => lines < 12)).toBe(true)
  })
})
