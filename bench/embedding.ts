/**
 * `bun bench/embedding.ts [STREAMS]`: the embedding model that comes with the product, all processes of ours on core 0: what a
 * search takes, how many chunks a second an upload gains while nothing else runs and while STREAMS answers stream, their
 * pace without and with it, and the memory of all processes.
 */
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { startProduct } from '../test/e2e/product'
import { askOurs } from './arm'
import { pin, rssBytes } from './processor'
import { type Paced, paced } from './streams'
import { percentile, type Row, toMarkdown } from './table'

const STREAMS = Number(process.argv[2] ?? 32)
const DELTAS = 64
const DELTA_MS = 156
const SEARCHES = 40
const PARAGRAPHS = 25

await using fake = await startFakeOllama({ script: numberedScript(DELTAS, { tokenDelayMs: DELTA_MS }) })
await using product = await startProduct({
  env: {
    OLLAMA_BASE_URL: fake.url,
    LLM_PROVIDER: 'ollama',
    OLLAMA_MODEL: 'fake-chat',
    EMBEDDING_PROVIDER: 'builtin',
    LOG_LEVEL: 'error',
  },
})
const headers = { authorization: `Bearer ${await product.token('ann')}`, 'content-type': 'application/json' }
const ours = askOurs(product.url, true, await product.token('bob'))
pin(1, [process.pid])
pinAll()

const megabytesBefore = memory()
const alone = await stream()
await upload('small', 4)
await until(async () => (await search('levers')).coverage === 1)
pinAll() // the process of the model has started meanwhile
const searchesMs: number[] = []
for (let at = 0; at < SEARCHES; at++) {
  const begunMs = performance.now()
  await search(`How does force number ${at} move a body?`)
  searchesMs.push(performance.now() - begunMs)
}
const quiet = await ingested('quiet')
const [beside, busy] = await Promise.all([stream(), ingested('busy')])

const rows: Row[] = [
  { what: 'hybrid search', figures: { 'p50 ms': percentile(searchesMs, 0.5), 'p99 ms': percentile(searchesMs, 0.99) } },
  { what: 'ingestion alone', figures: { 'chunks/s': quiet } },
  { what: `ingestion beside ${STREAMS} streams`, figures: { 'chunks/s': busy } },
  paceRow('streams alone', alone),
  paceRow('streams beside ingestion', beside),
  { what: 'memory of all processes', figures: { 'before MB': megabytesBefore, 'while embedding MB': memory() } },
]
process.stdout.write(toMarkdown(rows))

function paceRow(what: string, { onPace, gapP50Ms, gapP99Ms }: Paced): Row {
  return {
    what: `${STREAMS} ${what}`,
    figures: { 'on pace': onPace, 'largest gap p50 ms': gapP50Ms, 'largest gap p99 ms': gapP99Ms },
  }
}

function stream(): Promise<Paced> {
  return paced(ours, { count: STREAMS, deltas: DELTAS, beginMs: 1_000 })
}

/** Chunks a second of a new document, from the time it is found by its words until all have vectors. */
async function ingested(name: string): Promise<number> {
  const chunks = await upload(name, PARAGRAPHS)
  const begunMs = performance.now()
  await until(async () => (await search('levers')).coverage === 1)
  return (chunks * 1_000) / (performance.now() - begunMs)
}

async function search(query: string): Promise<{ coverage: number }> {
  const body = JSON.stringify({ query, top_k: 5 })
  return (await fetch(`${product.url}/ai/search`, { method: 'POST', headers, body })).json() as Promise<{ coverage: number }>
}

/** Says how many chunks there are; they are found by their words when this returns. */
async function upload(name: string, paragraphs: number): Promise<number> {
  const content = Array.from(
    { length: paragraphs },
    (_, at) => `${`Body ${at} of ${name} moves by a force, as levers do. `.repeat(18)}`,
  ).join('\n\n')
  const body = JSON.stringify({ filename: `${name}.txt`, content })
  const answer = await fetch(`${product.url}/ai/upload`, { method: 'POST', headers, body })
  const { task_id } = (await answer.json()) as { task_id: string }
  for (;;) {
    const response = await fetch(`${product.url}/ai/upload/status/${task_id}`, { headers })
    const task = (await response.json()) as { status: string; chunks_total: number }
    if (task.status === 'completed') return task.chunks_total
    await Bun.sleep(20)
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(50)
}

/** The processes of the product and those that they have started. */
function processes(): number[] {
  const children = (pid: number): number[] => {
    const found = Bun.spawnSync(['pgrep', '-P', String(pid)]).stdout.toString().split('\n').filter(Boolean).map(Number) // biome-ignore format: one line reads best
    return [pid, ...found.flatMap(children)]
  }
  return children(product.pid)
}

function pinAll(): void {
  pin(0, processes())
}

function memory(): number {
  return processes().reduce((sum, pid) => sum + rssBytes(pid), 0) / 1_000_000
}
