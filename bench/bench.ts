/**
 * `bun run bench`: the figures of the streaming and request path, as a table on stdout and as JSON in bench/results.json.
 * The processes of each arm on core 0, the scripted model and the load client (this process) on core 1; the arms by turns.
 * `bun run bench --help` lists the options.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { type Product, startProduct } from '../test/e2e/product'
import { type Arm, type Ask, askOllama, askOpenai, askOurs, send } from './arm'
import { atRest } from './at-rest'
import { cancelAll } from './cancel'
import { startPeers } from './peers'
import { cpuMs, pin, rssBytes } from './processor'
import { requestRate } from './rate'
import { type Load, type Paced, paced } from './streams'
import { median, type Row, toMarkdown } from './table'

const USAGE = `bun run bench [ROUNDS] [OPTIONS]   (5 rounds)
  --peers        with other gateways, which it installs into a cache folder (docs/benchmarks.md)
  --before=PATH  with an older checkout, its packages installed: its requests a second stand beside those of this one
  --short        fewer loads and shorter ones: about four minutes a round with all peers
  --part=NAME    one part alone: rest (start, idle, uploads), short (streams), long (those of 10 s), rates (requests,
                 clients that leave, memory)
  --docs         puts the table into docs/benchmarks.md, too
  --help         prints this
`
const { rounds: ROUNDS, peers, before: BEFORE, short: IS_SHORT, part: PART, docs } = readOptions()
const DOCS = `${import.meta.dir}/../docs/benchmarks.md`
const RESULTS = `${import.meta.dir}/results.json`
const DELTAS = 64
const RATE_MS = IS_SHORT ? 1_500 : 4_000
/** Code that has not run yet is slow, so each arm streams this many times before it is measured. */
const WARM_UPS = IS_SHORT ? 2 : 4
const WARM_UP = { count: 64, deltas: DELTAS, beginMs: 1_000 }
/** Time between two deltas: of short streams, and of those that take 10 s. */
const SHORT_MS = 20
const LONG_MS = 156
const LOADS: (Load & { what: string })[] = [
  ...(IS_SHORT ? [32, 256] : [32, 128, 256, 384, 512]).map((count) => load(count, SHORT_MS, 1_000, `${count} streams`)),
  load(32, SHORT_MS, 0, '32 streams begun at once'),
  ...(IS_SHORT ? [] : [{ ...load(400, SHORT_MS, 1_000, '400 streams of 10 s, 20 ms'), deltas: 500 }]),
  ...(IS_SHORT ? [400] : [400, 512, 1_024]).map((count) => load(count, LONG_MS, 5_000, `${count} streams of 10 s`)),
]
/** An arm that has kept less than this share on pace, in its best round, is not asked for more. */
const SHARE_MIN = 0.5
/** How long, and how often, an arm is looked at until it takes less than this share of its core. */
const SETTLE_MS_MAX = 20_000
const SETTLE_LOOK_MS = 200
const RESTING_SHARE = 0.25
/** Streams that are open while the model is silent: the memory of one of them is measured. */
const IDLE_STREAMS = 500

// What was started for the bench ends with it, also when it is told to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const rows: Row[] = []
const isPart = (name: string) => PART === undefined || PART === name
// Before anything else is started.
if (isPart('rest')) await keep(await atRest())

await using fake = await startFakeOllama({ script: numberedScript(DELTAS, { tokenDelayMs: SHORT_MS }) })
const env = {
  OLLAMA_BASE_URL: fake.url,
  LLM_PROVIDER: 'ollama',
  OLLAMA_MODEL: 'fake-chat',
  LOG_LEVEL: 'error',
  // One user has all streams of the load.
  STREAMS_PER_USER_MAX: '0',
}
await using product = await startProduct({ env })
await using others = new AsyncDisposableStack()
const [ours, oursOpenai] = await armsOfOurs(product)
const direct = {
  name: 'direct',
  streamed: askOllama(fake.url, true),
  whole: askOllama(fake.url, false),
  pids: {},
  ...nothingToStop(),
}
const arms: Arm[] = [direct]
if (peers) for (const peer of await startPeers(fake.url)) arms.push(others.use(peer))
arms.push(ours, oursOpenai)
/** Measured by its requests a second alone. */
const before: Arm[] = BEFORE ? await armsOfBefore(BEFORE) : []
pin(1, [process.pid])
for (const { pids } of [...arms, ...before]) pin(0, Object.values(pids))

/** Arms that failed: they are not measured any more. */
const failed = new Set<Arm>()
for (const arm of arms) await attempt(arm, () => warmUp(arm))
// Before the loads: their memory stays with the processes, and open streams would take it without growth.
const memory = isPart('rates') ? [await memoryRow(ours, fake)] : []
/** Arms that can't keep up. */
const tooMany = new Set<Arm>()
for (const load of LOADS) if (isPart(isBrief(load) ? 'short' : 'long')) await keep(await pacedRows(arms, fake, load))
if (isPart('rates'))
  await keep([await cancelRow(ours, askOllama(fake.url, true), fake), ...(await rateRows([...arms, ...before], product, fake))])
await keep(memory)
process.stdout.write(toMarkdown(rows))
if (docs) {
  const [before = '', after = ''] = (await Bun.file(DOCS).text()).split(/(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- end -->)/)
  await Bun.write(DOCS, `${before}\n${toMarkdown(rows)}\n${after}`)
}

if (failed.has(ours) || failed.has(oursOpenai)) process.exitCode = 1

/** The options of this run. Ends the process with the usage where it is asked for, and where an option is unknown or wrong. */
function readOptions() {
  const flag = { type: 'boolean', default: false } as const
  const options = {
    peers: flag,
    short: flag,
    docs: flag,
    help: flag,
    part: { type: 'string' },
    before: { type: 'string' },
  } as const
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const rounds = Number(positionals[0] ?? 5)
    if (positionals.length > 1 || !Number.isInteger(rounds) || rounds < 1) throw new Error('ROUNDS is one whole number from 1.')
    if (!['rest', 'short', 'long', 'rates', undefined].includes(values.part))
      throw new Error('--part is rest, short, long or rates.')
    if (!values.help) return { rounds, ...values }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
  process.stdout.write(USAGE)
  process.exit(0)
}

/** Measures an arm. Undefined if it fails: the failure is printed, and the other arms are still measured. */
async function attempt<T>(arm: Arm, measure: () => Promise<T>): Promise<T | undefined> {
  if (failed.has(arm)) return undefined
  try {
    return await measure()
  } catch (error) {
    failed.add(arm)
    process.stderr.write(`${arm.name} failed; it is measured no more: ${String(error)}\n`)
    return undefined
  } finally {
    await settled(arm)
  }
}

/** Waits until an arm rests: one that works on after its load (LiteLLM for seconds) would take the core of the next one. */
async function settled(arm: Arm): Promise<void> {
  const takenMs = () => Object.values(timesOf(arm)).reduce((sum, ms) => sum + ms, 0)
  const until = performance.now() + SETTLE_MS_MAX
  let before = takenMs()
  while (performance.now() < until) {
    await Bun.sleep(SETTLE_LOOK_MS)
    const now = takenMs()
    if (now - before < SETTLE_LOOK_MS * RESTING_SHARE) return
    before = now
  }
}

function isBrief({ deltas, deltaMs }: (typeof LOADS)[number]): boolean {
  return deltas * deltaMs < 5_000
}

function load(count: number, deltaMs: number, beginMs: number, what: string) {
  return { count, deltas: DELTAS, deltaMs, beginMs, what }
}

/** An older checkout starts its own product, by the helper of its own tests. */
async function armsOfBefore(checkout: string): Promise<Arm[]> {
  const older = (await import(`${resolve(checkout)}/test/e2e/product`)) as { startProduct: typeof startProduct }
  const arms = await armsOfOurs(others.use(await older.startProduct({ env })))
  return arms.map((arm) => ({ ...arm, name: arm.name.replace('ours', 'before') }))
}

async function armsOfOurs({ url, pid, pids, token }: Product): Promise<[Arm, Arm]> {
  const bearer = await token('ann')
  const headers = { authorization: `Bearer ${bearer}` }
  const common = { pids: { start: pid, ...pids() }, ...nothingToStop() }
  return [
    { name: 'ours', streamed: askOurs(url, true, bearer), whole: askOurs(url, false, bearer), ...common },
    { name: 'ours /v1', streamed: askOpenai(url, true, headers), whole: askOpenai(url, false, headers), ...common },
  ]
}

/** What is no process of its own, or is stopped by who started it. */
function nothingToStop(): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => undefined }
}

/** An arm that can't keep up is not made to for long. */
async function warmUp({ streamed }: Arm): Promise<void> {
  for (let run = 0; run < WARM_UPS; run++) {
    const { onPace } = await paced(streamed, { ...WARM_UP, deltaMs: SHORT_MS })
    if (onPace === 0) return
  }
}

type Times = Record<string, number>

// Functions and no constants: the rows are measured above.
function timesOf({ pids }: Arm): Times {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid)]))
}

/** CPU time of each process of an arm, and of all together, since `before`: in `unit`, for one of `count` steps. */
function cpuFigures(arm: Arm, before: Times, count: number, unit: 'µs' | 'ms', of: string): Times {
  const factor = unit === 'µs' ? 1_000 : 1
  const own = Object.entries(timesOf(arm)).map(([name, now]): [string, number] => [
    name,
    ((now - (before[name] ?? 0)) * factor) / count,
  ])
  if (own.length === 0) return {}
  const total = own.reduce((sum, [, taken]) => sum + taken, 0)
  const parts = own.length > 1 ? own.map(([name, taken]): [string, number] => [`${name} ${unit}`, taken]) : []
  return Object.fromEntries([[`${unit} of CPU a ${of}`, total], ...parts])
}

function medians(rounds: Times[]): Times {
  return Object.fromEntries(Object.keys(rounds[0] ?? {}).map((name) => [name, median(rounds.map((round) => round[name] ?? 0))]))
}

async function pacedRows(all: Arm[], model: FakeOllama, { what, ...wanted }: (typeof LOADS)[number]): Promise<Row[]> {
  model.script = numberedScript(wanted.deltas, { tokenDelayMs: wanted.deltaMs })
  const isHarder = wanted.count > 32
  const taking = all.filter((arm) => !isHarder || !tooMany.has(arm))
  const results = new Map<Arm, (Paced & { cpu: Times })[]>(taking.map((arm) => [arm, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const arm of taking) {
      const result = await attempt(arm, async () => {
        const before = timesOf(arm)
        const figures = await paced(arm.streamed, wanted)
        return { ...figures, cpu: cpuFigures(arm, before, wanted.count * wanted.deltas, 'µs', 'delta') }
      })
      if (result) results.get(arm)?.push(result)
    }
  }
  return [...results].flatMap(([arm, rounds]) => {
    if (rounds.length === 0) return []
    const of = (pick: (result: Paced) => number) => median(rounds.map(pick))
    if (Math.max(...rounds.map(({ onPace }) => onPace)) < wanted.count * SHARE_MIN) tooMany.add(arm)
    const figures = {
      'on pace': of((r) => r.onPace),
      'first token p50 ms': of((r) => r.firstMs),
      'largest gap p50 ms': of((r) => r.gapP50Ms),
      'largest gap p99 ms': of((r) => r.gapP99Ms),
      errors: of((r) => r.errors),
      ...medians(rounds.map(({ cpu }) => cpu)),
    }
    return [{ what: `${what}, ${arm.name}`, figures }]
  })
}

/** Adds rows to the figures, and writes all of them: a bench that is ended early has given what it measured. */
async function keep(more: Row[]): Promise<void> {
  rows.push(...more)
  await Bun.write(RESULTS, `${JSON.stringify(rows, null, 2)}\n`)
}

/** Memory that one open stream takes, while the model says nothing: all of them are open at the same time. */
async function memoryRow({ streamed, pids }: Arm, model: FakeOllama): Promise<Row> {
  model.script = () => ({ tokens: ['a', 'b'], tokenDelayMs: 60_000 })
  const watched = Object.entries(pids).filter(([name]) => name === 'gateway' || name === 'llm')
  const before = new Map(watched.map(([name, pid]) => [name, rssBytes(pid)]))
  const leave = new AbortController()
  const streams = Array.from({ length: IDLE_STREAMS }, () => send(streamed, leave.signal).catch(() => undefined))
  await Bun.sleep(5_500) // the headers go out after 5 s
  const figures = Object.fromEntries(
    watched.map(([name, pid]) => [`${name} KB a stream`, (rssBytes(pid) - (before.get(name) ?? 0)) / 1_024 / IDLE_STREAMS]),
  )
  leave.abort()
  await Promise.all(streams)
  return { what: `${IDLE_STREAMS} open streams, ours: memory`, figures }
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
  arm: Arm
  request: (signal: AbortSignal) => Promise<Response>
}

/** The arms by turns; the first turns of each are warm-ups. */
async function rateRows(all: Arm[], { url, token }: Product, model: FakeOllama): Promise<Row[]> {
  model.script = numberedScript(8)
  const headers = { authorization: `Bearer ${await token('bob')}` }
  const asked: Asked[] = [
    ...all.flatMap((arm) =>
      arm.whole
        ? [
            {
              what: `chat, not streamed, zero-delay model, 16 at once, ${arm.name}`,
              arm,
              request: (signal: AbortSignal) => send(arm.whole as Ask, signal),
            },
          ]
        : [],
    ),
    {
      what: 'GET /ai/sessions, 16 at once, ours',
      arm: ours,
      request: (signal) => fetch(`${url}/ai/sessions`, { headers, signal }),
    },
  ]
  const results = new Map<Asked, Times[]>(asked.map((one) => [one, []]))
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const one of asked) {
      const figures = await attempt(one.arm, async () => {
        const before = timesOf(one.arm)
        const { perSecond, done } = await requestRate(one.request, RATE_MS)
        return { 'requests/s': perSecond, ...cpuFigures(one.arm, before, done, 'ms', 'request') }
      })
      if (round >= 0 && figures) results.get(one)?.push(figures)
    }
  }
  return [...results].filter(([, rounds]) => rounds.length > 0).map(([{ what }, rounds]) => ({ what, figures: medians(rounds) }))
}
