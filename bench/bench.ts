/**
 * `bun run bench`: the figures of the streaming and request path, as a table on stdout and as JSON in bench/results.json.
 * The processes of each arm on core 0, the scripted model and the load client (this process) on core 1; the arms by turns.
 *   bun run bench ROUNDS            3, where it is left out
 *   bun run bench ROUNDS PEERS      with other gateways that are installed in the folder PEERS (docs/benchmarks.md)
 *   bun run bench --docs …          puts the table into docs/benchmarks.md, too
 */
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { type Product, startProduct } from '../test/e2e/product'
import { type Arm, type Ask, askOllama, askOurs, send } from './arm'
import { cancelAll } from './cancel'
import { litellm, nginx, portkey } from './peers'
import { cpuMs, pin } from './processor'
import { requestRate } from './rate'
import { type Paced, paced } from './streams'
import { median, type Row, toMarkdown } from './table'

const [rounds = '3', peers = ''] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const ROUNDS = Number(rounds)
const DOCS = `${import.meta.dir}/../docs/benchmarks.md`
const DELTAS = 64
const DELTA_MS = 20
const RATE_MS = 4_000
/** Code that has not run yet is slow: each arm first streams so often. */
const WARM_UPS = 4
const WARM_UP_STREAMS = 64
const STREAMS = [32, 128, 256, 384, 512]
/** An arm that has kept less than this share on pace, in its best round, is not asked for more. */
const SHARE_MIN = 0.5

// What was started for the bench ends with it, also when it is told to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const pacedScript = numberedScript(DELTAS, { tokenDelayMs: DELTA_MS })

await using fake = await startFakeOllama({ script: pacedScript })
await using product = await startProduct({
  // One user has all streams of the load.
  env: {
    OLLAMA_BASE_URL: fake.url,
    LLM_PROVIDER: 'ollama',
    OLLAMA_MODEL: 'fake-chat',
    LOG_LEVEL: 'error',
    STREAMS_PER_USER_MAX: '0',
  },
})
await using others = new AsyncDisposableStack()
const ours = await armOfOurs(product)
const arms: Arm[] = [
  { name: 'direct', streamed: askOllama(fake.url, true), whole: askOllama(fake.url, false), pids: [], ...nothingToStop() },
]
for (const peer of [await nginx(fake.url), await portkey(fake.url, peers), await litellm(fake.url, peers)])
  if (peer) arms.push(others.use(peer))
arms.push(ours)
pin(1, [process.pid])
for (const { pids } of arms) pin(0, pids)

const rows = [
  ...(await pacedRows(arms)),
  await cancelRow(ours, askOllama(fake.url, true), fake),
  ...(await rateRows(arms, product, fake)),
]
process.stdout.write(toMarkdown(rows))
await Bun.write(`${import.meta.dir}/results.json`, `${JSON.stringify(rows, null, 2)}\n`)
if (process.argv.includes('--docs')) {
  const [before = '', after = ''] = (await Bun.file(DOCS).text()).split(/(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- end -->)/)
  await Bun.write(DOCS, `${before}\n${toMarkdown(rows)}\n${after}`)
}

async function armOfOurs({ url, pid, pids, token }: Product): Promise<Arm> {
  const bearer = await token('ann')
  return {
    name: 'ours',
    streamed: askOurs(url, true, bearer),
    whole: askOurs(url, false, bearer),
    pids: [pid, ...Object.values(pids())],
    ...nothingToStop(),
  }
}

/** What is no process of its own, or is stopped by who started it. */
function nothingToStop(): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => undefined }
}

/** An arm that can't keep up is not made to for long. */
async function warmUp({ streamed }: Arm): Promise<void> {
  for (let run = 0; run < WARM_UPS; run++) {
    const { onPace } = await paced(streamed, WARM_UP_STREAMS, DELTAS)
    if (onPace === 0) return
  }
}

async function pacedRows(all: Arm[]): Promise<Row[]> {
  const rows: Row[] = []
  const tooMany = new Set<Arm>()
  for (const arm of all) await warmUp(arm)
  for (const count of STREAMS) {
    const taking = all.filter((arm) => !tooMany.has(arm))
    const results = new Map<Arm, (Paced & { cpuUs: number })[]>(taking.map((arm) => [arm, []]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const arm of taking) {
        const before = cpuMs(arm.pids)
        const result = await paced(arm.streamed, count, DELTAS)
        results.get(arm)?.push({ ...result, cpuUs: ((cpuMs(arm.pids) - before) * 1_000) / (count * DELTAS) })
      }
    }
    for (const [arm, rounds] of results) {
      const of = (pick: (result: Paced & { cpuUs: number }) => number) => median(rounds.map(pick))
      if (Math.max(...rounds.map(({ onPace }) => onPace)) < count * SHARE_MIN) tooMany.add(arm)
      rows.push({
        what: `${count} streams, ${arm.name}`,
        figures: {
          'on pace': of((r) => r.onPace),
          'first token p50 ms': of((r) => r.firstMs),
          'largest gap p99 ms': of((r) => r.gapMs),
          errors: of((r) => r.errors),
          ...(arm.pids.length > 0 ? { 'µs of CPU a delta': of((r) => r.cpuUs) } : {}),
        },
      })
    }
  }
  return rows
}

/** That clients leave by the hundred is rare: what the first time takes is told beside what it takes later. */
async function cancelRow({ streamed }: Arm, direct: Ask, model: FakeOllama): Promise<Row> {
  for (let run = 0; run < WARM_UPS; run++) await cancelAll(direct, model, 100) // this process is as new to it
  const cold = await cancelAll(streamed, model, 100)
  for (let run = 1; run < WARM_UPS; run++) await cancelAll(streamed, model, 100)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await cancelAll(streamed, model, 100))
  return {
    what: '100 clients leave at once, ours: upstream closed',
    figures: {
      'p50 ms': median(rounds.map(({ p50 }) => p50)),
      'p99 ms': median(rounds.map(({ p99 }) => p99)),
      'p99 ms the first time': cold.p99,
      'left after 1 s': Math.max(...[cold, ...rounds].map(({ left }) => left)),
    },
  }
}

interface Asked {
  what: string
  request: () => Promise<Response>
}

/** The arms by turns; the first turns of each are warm-ups. */
async function rateRows(all: Arm[], { url, token }: Product, model: FakeOllama): Promise<Row[]> {
  model.script = numberedScript(8)
  const headers = { authorization: `Bearer ${await token('bob')}` }
  const asked: Asked[] = [
    ...all.flatMap(({ name, whole }) =>
      whole ? [{ what: `chat, not streamed, zero-delay model, ${name}`, request: () => send(whole) }] : [],
    ),
    { what: 'GET /ai/sessions, ours', request: () => fetch(`${url}/ai/sessions`, { headers }) },
  ]
  const rates = new Map<string, number[]>(asked.map(({ what }) => [what, []]))
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const { what, request } of asked) {
      const rate = await requestRate(request, RATE_MS)
      if (round >= 0) rates.get(what)?.push(rate)
    }
  }
  return [...rates].map(([what, rounds]) => ({ what, figures: { 'requests/s': median(rounds) } }))
}
