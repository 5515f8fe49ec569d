/**
 * The test command. `--long`: the whole-size tests too. One of these flags runs a suite alone:
 * - `--checks`: checks that need no running product
 * - `--real [VARIABLE…]`: contract tests on real servers, those that the environment names, or these variables of it
 * - `--kill`: the loop that kills processes under conversations (ROUNDS)
 * - `--rolling`: the restart of replicas one by one under load (ROUNDS; MONGO_URI, MILVUS_ADDRESS); with `--long` also the
 *   upgrade from the version before and back, and the switch to mutual TLS, and the change to certificates
 * - `--manifests`: the rules for manifests over every pair and triple of components, and the workflows (needs kubectl or
 *   kustomize, and actionlint)
 * - `--faults`: crashes, broken connections, full disks and stalls (with real stores where MONGO_URI and MILVUS_ADDRESS name
 *   them)
 * - `--clients`: clients of other makers, unmodified, the packed packages/client, generated clients, redocly, schemathesis, and
 *   README's first lines in a clean clone; Python, Go and Chromium where they are installed (REQUIRE_CLIENTS=1: everywhere)
 * - `--fairness`: attacks of one user, while the waits of another are timed (on MongoDB and Milvus where MONGO_URI and
 *   MILVUS_ADDRESS name them: the attacks that reach a store); with `--long` every attack
 *
 * At the end every failed or flaky test is named. The last line of its output is `N passed, N failed` over everything; the exit
 * code says whether N failed is 0.
 */
import { tests } from './bun-test'
import { checks, type Outcome, type Suite } from './suites'

const flags = new Set(process.argv.slice(2))
const env: Record<string, string> = flags.has('--long') ? { TEST_LONG: '1' } : {}

const total = { passed: 0, failed: 0, skipped: 0 }
const times: string[] = []
const remarks: string[] = []

async function run({ name, run: start }: Suite): Promise<void> {
  const startedAt = performance.now()
  const outcome = await start().catch((error: unknown): Outcome => ({ passed: 0, failed: 1, skipped: 0, output: `${error}\n` }))
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  total.passed += outcome.passed
  total.failed += outcome.failed
  total.skipped += outcome.skipped
  remarks.push(...(outcome.failures ?? (outcome.failed > 0 ? [name] : [])).map((title) => `failed: ${title}`))
  remarks.push(...(outcome.flaky ?? []).map((title) => `flaky: ${title}`))
  const result = outcome.failed > 0 ? `${outcome.failed} FAILED` : outcome.passed === 0 ? 'skipped' : 'ok'
  times.push(`${name.padEnd(16)} ${seconds.padStart(7)} s  ${result}`)
  const note = outcome.skipped > 0 ? outcome.output : ''
  process.stdout.write(outcome.failed > 0 ? `\n${name}: FAILED\n${outcome.output}` : `${name}: ${result} (${seconds} s)\n${note}`)
}

/** Kill the service ROUNDS times. */
const killLoop = './services/rag/test/kill-loop.test.ts'
const killLoopOnMilvus = './services/rag/test/kill-loop-milvus.test.ts'
/** Kills gateway, memory and llm under conversations, ROUNDS times. */
const killTurns = './test/e2e/kill-turns.test.ts'
const fairness = './test/fairness/fairness.test.ts'
/** These look for rare faults, so a failure is never tried again. */
const never = [killLoop, killLoopOnMilvus, killTurns]

const onMilvus = [
  './services/rag/src/vectors/milvus/store.test.ts',
  './services/rag/test/milvus.test.ts',
  './services/rag/test/canary.test.ts',
  killLoopOnMilvus,
]

/** Tests on real servers, by the variable that names the server. */
const onReal: Record<string, string[]> = {
  OLLAMA_BASE_URL: ['./services/llm/src/models'],
  MONGO_URI: [
    './services/rag/src/documents/mongo/store.test.ts',
    './services/rag/test/replicas.test.ts',
    killLoop,
    './services/memory',
  ],
  MILVUS_ADDRESS: onMilvus,
  MILVUS_LITE_ADDRESS: onMilvus,
  REDIS_URL: ['./services/gateway/src/core/limits', './test/e2e/shared-limit.test.ts'],
}

const alone: Record<string, Suite> = {
  '--kill': tests('kill loop of turns', [killTurns], { env: { ROUNDS: process.env.ROUNDS ?? '10' }, never }),
  '--manifests': tests('manifests', ['./test/k8s', './test/release.test.ts'], {
    env: { TEST_LONG: '1', REQUIRE_KUSTOMIZE: '1', REQUIRE_ACTIONLINT: '1' },
  }),
  '--rolling': tests(
    'rolling restart',
    ['./test/fleet/rolling.test.ts', ...(flags.has('--long') ? ['./test/fleet/mtls-switch.test.ts'] : [])],
    { env },
  ),
  '--faults': tests('faults', ['./test/faults']),
  // An attack that fails is tried again in its test, and not the whole list.
  '--clients': tests('clients', ['./test/clients']),
  '--fairness': tests('fairness', [fairness], { env, never: [fairness] }),
}
const known = new Set(['--long', '--checks', '--real', ...Object.keys(alone)])
// After --real there are names of variables.
const unknown = [...flags].filter((flag) => !known.has(flag) && (flag.startsWith('-') || !flags.has('--real')))
const usage = `The flags are ${[...known].join(', ')}; test/run.ts describes them.\n`
if (flags.has('--help')) {
  process.stdout.write(usage)
  process.exit(0)
}
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(' ')}. ${usage}`)
  process.exit(2)
}
const only = Object.entries(alone).find(([flag]) => flags.has(flag))?.[1]

if (only) await run(only)
else if (flags.has('--real')) {
  const meant = Object.keys(onReal).filter((variable) => flags.has(variable))
  const named = meant.length > 0 ? meant : Object.keys(onReal).filter((variable) => process.env[variable])
  const paths = (named.length > 0 ? named : Object.keys(onReal)).flatMap((variable) => onReal[variable] ?? [])
  await run(tests('real servers', [...new Set(paths)], { never }))
} else {
  await Promise.all(checks.map(run))
  if (!flags.has('--checks')) {
    await run(
      tests(
        'unit and service',
        [
          'proto',
          'packages',
          'services',
          './test/architecture.test.ts',
          './test/style.test.ts',
          './test/run.test.ts',
          './test/audit.test.ts',
          './test/sbom.test.ts',
          './test/release.test.ts',
          './test/k8s',
          './test/observe',
        ],
        { env, sideBySide: true, never },
      ),
    )
    await run(tests('end to end', ['./test/e2e'], { env, sideBySide: true, never }))
    if (flags.has('--long'))
      await run(
        tests('kill loops', [killLoop, killLoopOnMilvus, killTurns], { env: { ROUNDS: process.env.ROUNDS ?? '100' }, never }),
      )
  }
}
process.stdout.write(`\n${[...remarks, ...times].join('\n')}\n${total.skipped > 0 ? `${total.skipped} skipped\n` : ''}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)
