import { type Product, startProduct } from '../test/e2e/product'
import { cpuMs, pin, pssBytes, rssBytes } from './processor'
import { percentile, type Row } from './table'

/** After the start, until its last work is done. */
const SETTLE_MS = 10_000
const IDLE_MS = 60_000
const UPLOADS = 100
const UPLOAD_BYTES = 100_000
const UPLOAD_PAUSE_MS = 20
const MB = 1_000_000
const SENTENCE = 'The mitochondrion makes the energy of the cell out of sugar and oxygen. '

/** The product as `bun run start` runs it without settings: its start, what it takes while nobody asks, and how soon it takes uploads. */
export async function atRest(): Promise<Row[]> {
  const begunMs = performance.now()
  await using product = await startProduct({ env: { LLM_PROVIDER: 'builtin', LOG_LEVEL: 'error' } })
  const readyMs = performance.now() - begunMs
  pin(0, [product.pid, ...Object.values(product.pids())])
  return [await idleRow(product, readyMs), await uploadRow(product)]
}

async function idleRow({ pid, pids }: Product, readyMs: number): Promise<Row> {
  const services = Object.values(pids())
  const sum = (of: (pid: number) => number, all: number[]) => all.reduce((total, one) => total + of(one), 0)
  await Bun.sleep(SETTLE_MS)
  const before = sum(cpuMs, [pid, ...services])
  await Bun.sleep(IDLE_MS)
  return {
    what: 'idle, ours',
    figures: {
      'start to ready ms': readyMs,
      '% of a core': ((sum(cpuMs, [pid, ...services]) - before) / IDLE_MS) * 100,
      'RSS of the four MB': sum(rssBytes, services) / MB,
      'PSS of the four MB': sum(pssBytes, services) / MB,
      'PSS of the start MB': pssBytes(pid) / MB,
    },
  }
}

/** Texts of 100 KB, one after the other, while those before are ingested. */
async function uploadRow({ url, token }: Product): Promise<Row> {
  const headers = { authorization: `Bearer ${await token('ann')}`, 'content-type': 'application/json' }
  const tookMs: number[] = []
  for (let n = 0; n < UPLOADS; n++) {
    const content = `Document ${n}. ${SENTENCE.repeat(Math.ceil(UPLOAD_BYTES / SENTENCE.length))}`.slice(0, UPLOAD_BYTES)
    const body = JSON.stringify({ content, filename: `${n}.txt` })
    const begunMs = performance.now()
    const answer = await fetch(`${url}/ai/upload`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`an upload was refused: ${await answer.text()}`)
    await answer.arrayBuffer()
    tookMs.push(performance.now() - begunMs)
    await Bun.sleep(UPLOAD_PAUSE_MS)
  }
  return {
    what: 'upload of 100 KB of text while others are ingested, ours',
    figures: { 'p50 ms': percentile(tookMs, 0.5), 'p99 ms': percentile(tookMs, 0.99) },
  }
}
