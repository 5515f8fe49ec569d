/**
 * `bun run bench`: the figures of the streaming path, as a table on stdout and as JSON in bench/results.json. All our processes
 * on core 0, the scripted model and the load client (this process) on core 1; direct and through the product by turns.
 */
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { startProduct } from '../test/e2e/product'
import { cancelAll } from './cancel'
import { requestRate } from './rate'
import { type Paced, paced } from './streams'
import { median, type Row, toMarkdown } from './table'

const ROUNDS = Number(process.argv[2] ?? 3)
const DELTAS = 64
const DELTA_MS = 20
const RATE_MS = 4_000
const WARM_UP = 64
const STREAMS = [32, 128, 256, 512]
const pacedScript = numberedScript(DELTAS, { tokenDelayMs: DELTA_MS })

const pin = (core: number, pid: number) => Bun.spawnSync(['taskset', '-acp', String(core), String(pid)])

await using fake = await startFakeOllama({ script: pacedScript })
await using product = await startProduct({
  env: { OLLAMA_BASE_URL: fake.url, LLM_PROVIDER: 'ollama', OLLAMA_MODEL: 'fake-chat', LOG_LEVEL: 'error' },
})
pin(1, process.pid)
for (const pid of [product.pid, ...Object.values(product.pids())]) pin(0, pid)
const token = await product.token('ann')
const ours = { url: `${product.url}/ai/chat/stream`, token }
const direct = { url: `${fake.url}/api/chat`, token: '' }

await paced(ours, WARM_UP, DELTAS)
const rows: Row[] = []
for (const count of STREAMS) {
  const rounds: { direct: Paced; ours: Paced }[] = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ direct: await paced(direct, count, DELTAS), ours: await paced(ours, count, DELTAS) })
  for (const arm of ['direct', 'ours'] as const) {
    const of = (pick: (result: Paced) => number) => median(rounds.map((round) => pick(round[arm])))
    rows.push({
      what: `${count} streams, ${arm}`,
      figures: {
        'on pace': of((r) => r.onPace),
        'first token p50 ms': of((r) => r.firstMs),
        'largest gap p99 ms': of((r) => r.gapMs),
        errors: of((r) => r.errors),
      },
    })
  }
}

const cancelled = await cancelAll(ours, fake, 100)
rows.push({
  what: '100 clients leave at once, upstream closed',
  figures: { 'p50 ms': cancelled.p50, 'p99 ms': cancelled.p99, 'left after 1 s': cancelled.left },
})

fake.script = numberedScript(8)
const chat = () => ({ method: 'POST', body: JSON.stringify({ message: 'How far is the moon?', use_rag: false }) })
rows.push({
  what: 'POST /ai/chat, zero-delay model',
  figures: { 'requests/s': await requestRate(`${product.url}/ai/chat`, token, chat, RATE_MS) },
})
rows.push({
  what: 'GET /ai/sessions',
  figures: { 'requests/s': await requestRate(`${product.url}/ai/sessions`, token, () => ({}), RATE_MS) },
})

process.stdout.write(toMarkdown(rows))
await Bun.write(`${import.meta.dir}/results.json`, `${JSON.stringify(rows, null, 2)}\n`)
