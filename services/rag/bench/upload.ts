import { setTimeout as sleep } from 'node:timers/promises'
import { temporaryFolder } from '../test/rag-in-process'
import { startProcess } from '../test/rag-process'
import { scriptedLlm } from '../test/scripted-llm'

// How long an upload of 100 KB of text takes to be answered while the queue is worked off, and how fast it is worked off.
// Run: bun services/rag/bench/upload.ts

const UPLOADS = 200
const SENTENCE = 'The mitochondrion makes the energy of the cell out of sugar and oxygen. '

const textOf = (n: number) => `Document ${n}. ${SENTENCE.repeat(Math.ceil(100_000 / SENTENCE.length))}`.slice(0, 100_000)

const percentile = (sorted: number[], share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)

await using llm = await scriptedLlm({ batchMs: 400 })
using folder = temporaryFolder()
await using rag = await startProcess(folder.path, llm.address)

async function measure(name: string, pauseMs: number): Promise<void> {
  const tookMs: number[] = []
  for (let n = 0; n < UPLOADS; n += 1) {
    const begunMs = performance.now()
    await rag.client.upload('ann', { filename: `${name} ${n}.txt` }, textOf(n))
    tookMs.push(performance.now() - begunMs)
    await sleep(pauseMs)
  }
  const sorted = tookMs.toSorted((a, b) => a - b)
  process.stdout.write(
    `${name}: p50 ${percentile(sorted, 0.5)} ms, p95 ${percentile(sorted, 0.95)} ms, max ${percentile(sorted, 1)} ms\n`,
  )
}

/** Until the last vector, against the rate of the model alone: batches of 64 one after another. */
async function measureIngestion(name: string): Promise<void> {
  const task = await rag.client.upload(
    'bob',
    { filename: `${name}.txt` },
    Array.from({ length: 10 }, (_, n) => textOf(n)).join('\n\n'),
  )
  const begunMs = performance.now()
  const { chunksTotal } = await rag.client.ended('bob', task, 60_000)
  await rag.client.covered('bob', 60_000)
  const modelMs = Math.ceil(chunksTotal / 64) * llm.script.batchMs
  const share = modelMs / (performance.now() - begunMs)
  process.stdout.write(
    `ingestion, ${name}: ${chunksTotal} chunks at ${(100 * share).toFixed(0)} % of the rate of the model alone\n`,
  )
}

await measureIngestion('the first document')
await measureIngestion('the next one')
await measure('while ingesting', 20)
