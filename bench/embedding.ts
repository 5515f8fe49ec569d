/**
 * `bun bench/embedding.ts [STREAMS]`: the embedding model that comes with the product, all processes of ours on core 0: what a
 * search takes, how many chunks a second an upload gains while nothing else runs and while STREAMS answers stream, their
 * pace without and with it, and the memory of all processes, beside that of a product that does the same by words alone.
 */
import { readFileSync } from 'node:fs'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { startProduct } from '../test/e2e/product'
import { askOurs } from './arm'
import { pin, pssBytes, rssBytes } from './processor'
import { type Paced, paced } from './streams'
import { percentile, type Row, toMarkdown } from './table'

const STREAMS = Number(process.argv[2] ?? 32)
const DELTAS = 64
const DELTA_MS = 156
const SEARCHES = 40
const PARAGRAPHS = 25
const POLL_MS = 100

await using fake = await startFakeOllama({ script: numberedScript(DELTAS, { tokenDelayMs: DELTA_MS }) })
const withModel = await measured('builtin')
const byWords = await measured('none')

const rows: Row[] = [
  {
    what: 'hybrid search',
    figures: { 'p50 ms': percentile(withModel.searchesMs, 0.5), 'p99 ms': percentile(withModel.searchesMs, 0.99) },
  },
  { what: 'ingestion alone', figures: { 'chunks/s': withModel.quiet } },
  { what: `ingestion beside ${STREAMS} streams`, figures: { 'chunks/s': withModel.busy } },
  paceRow('streams alone', withModel.alone),
  paceRow('streams beside ingestion', withModel.beside),
  memoryRow('begun', withModel.before, byWords.before),
  memoryRow('after all that', withModel.after, byWords.after),
  memoryRow('the process of the model', withModel.model, undefined),
]
process.stdout.write(toMarkdown(rows))

/** All of it with one provider; by words alone, what it takes besides the model. */
async function measured(provider: 'builtin' | 'none') {
  await using product = await startProduct({
    env: {
      OLLAMA_BASE_URL: fake.url,
      LLM_PROVIDER: 'ollama',
      OLLAMA_MODEL: 'fake-chat',
      EMBEDDING_PROVIDER: provider,
      LOG_LEVEL: 'error',
    },
  })
  const { url } = product
  const headers = { authorization: `Bearer ${await product.token('ann')}`, 'content-type': 'application/json' }
  const ours = askOurs(url, true, await product.token('bob'))
  const stream = (): Promise<Paced> => paced(ours, { count: STREAMS, deltas: DELTAS, deltaMs: DELTA_MS, beginMs: 1_000 })
  const library: Library = { url, headers, coverage: provider === 'none' ? 0 : 1 }
  pin(1, [process.pid])
  pin(0, processes(product.pid))

  const before = memory(processes(product.pid))
  const alone = await stream()
  await ingested('small', 4, library)
  // The process of the model has started meanwhile.
  pin(0, processes(product.pid))
  const searchesMs: number[] = []
  for (let at = 0; at < SEARCHES; at++) {
    const begunMs = performance.now()
    await search(`How does force number ${at} move a body?`, library)
    searchesMs.push(performance.now() - begunMs)
  }
  const quiet = await ingested('quiet', PARAGRAPHS, library)
  const [beside, busy] = await Promise.all([stream(), ingested('busy', PARAGRAPHS, library)])
  const pids = processes(product.pid)
  const model = memory(pids.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedding-model')))
  return { before, alone, searchesMs, quiet, beside, busy, after: memory(pids), model }
}

function paceRow(what: string, { onPace, gapP50Ms, gapP99Ms }: Paced): Row {
  return {
    what: `${STREAMS} ${what}`,
    figures: { 'on pace': onPace, 'largest gap p50 ms': gapP50Ms, 'largest gap p99 ms': gapP99Ms },
  }
}

interface Library {
  url: string
  headers: Record<string, string>
  /** The share of chunks with vectors, once all of it is done. */
  coverage: number
}

/** Chunks a second of a new document, from the time it is found by its words until all have vectors. */
async function ingested(name: string, paragraphs: number, library: Library): Promise<number> {
  const chunks = await upload(name, paragraphs, library)
  const begunMs = performance.now()
  while ((await search('levers', library)).coverage !== library.coverage) await Bun.sleep(POLL_MS)
  return (chunks * 1_000) / (performance.now() - begunMs)
}

async function search(query: string, { url, headers }: Library): Promise<{ coverage: number }> {
  const body = JSON.stringify({ query, top_k: 5 })
  return (await fetch(`${url}/ai/search`, { method: 'POST', headers, body })).json() as Promise<{ coverage: number }>
}

/** Says how many chunks there are; they are found by their words when this returns. */
async function upload(name: string, paragraphs: number, { url, headers }: Library): Promise<number> {
  const content = Array.from(
    { length: paragraphs },
    (_, at) => `${`Body ${at} of ${name} moves by a force, as levers do. `.repeat(18)}`,
  ).join('\n\n')
  const body = JSON.stringify({ filename: `${name}.txt`, content })
  const answer = await fetch(`${url}/ai/upload`, { method: 'POST', headers, body })
  const { task_id } = (await answer.json()) as { task_id: string }
  for (;;) {
    const response = await fetch(`${url}/ai/upload/status/${task_id}`, { headers })
    const task = (await response.json()) as { status: string; chunks_total: number }
    if (task.status === 'completed') return task.chunks_total
    await Bun.sleep(20)
  }
}

/** A process and those that it has started. */
function processes(pid: number): number[] {
  const found = Bun.spawnSync(['pgrep', '-P', String(pid)]).stdout.toString().split('\n').filter(Boolean).map(Number) // biome-ignore format: one line reads best
  return [pid, ...found.flatMap(processes)]
}

interface Memory {
  /** Resident, in which each process counts the program that all share. */
  rss: number
  /** Memory that processes share counts once. */
  pss: number
}

function memory(pids: number[]): Memory {
  const sum = (bytes: (pid: number) => number) => pids.reduce((all, pid) => all + bytes(pid), 0) / 1_000_000
  return { rss: sum(rssBytes), pss: sum(pssBytes) }
}

function memoryRow(what: string, own: Memory, byWords: Memory | undefined): Row {
  const others = byWords && { 'by words alone, RSS MB': byWords.rss, 'PSS MB': byWords.pss }
  return { what: `memory: ${what}`, figures: { 'RSS MB': own.rss, 'PSS MB ': own.pss, ...others } }
}
