import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import { pdfOfPages } from './hostile-files'
import type { RagClient } from './rag-client'
import { temporaryFolder } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

const FILE = 'application/octet-stream'

/** Highest resident memory in MiB, of the process and of the largest of its children so far. Linux alone tells it. */
function watchPeaks(pid: number): { peaks: { service: number; reader: number } } & Disposable {
  const peaks = { service: 0, reader: 0 }
  const look = () => {
    peaks.service = Math.max(peaks.service, peakOf(pid))
    for (const child of childrenOf(pid)) peaks.reader = Math.max(peaks.reader, peakOf(child))
  }
  const timer = setInterval(look, 20)
  return { peaks, [Symbol.dispose]: () => clearInterval(timer) }
}

const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(fileOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024

const childrenOf = (pid: number): number[] =>
  foldersOf(`/proc/${pid}/task`)
    .flatMap((thread) => fileOf(`/proc/${pid}/task/${thread}/children`).split(' ').map(Number))
    .filter(Boolean)

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function foldersOf(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

const pageOf = (page: number) => {
  const lines = Array.from(
    { length: 40 },
    (_, line) => `(Page ${page} line ${line} tells that the cell divides and grows again.) Tj T*`,
  )
  return new TextEncoder().encode(`BT /F1 11 Tf 14 TL 72 760 Td ${lines.join(' ')} ET`)
}

test('a PDF of 200 pages is ingested in bounded memory, each page under its number', async () => {
  using folder = temporaryFolder()
  await using llm = await scriptedLlm({ model: '' })
  await using rag = await startProcess(folder.path, llm.address)
  using watched = watchPeaks(rag.pid)
  const pdf = pdfOfPages(Array.from({ length: 200 }, (_, at) => pageOf(at + 1)))
  const task = await rag.client.upload('ann', { filename: 'a.pdf', contentType: FILE }, pdf)
  const p50Ms = await answeredWhile(rag.client, task, 110_000)
  const { passages } = await rag.client.search('ann', 'page 137 line 20', { topK: 1 })
  expect(passages[0]).toMatchObject({ page: 137, content: expect.stringContaining('Page 137 line 20') })
  report('200 pages of PDF', watched.peaks, p50Ms)
  expect(watched.peaks.service).toBeLessThanOrEqual(400)
  expect(watched.peaks.reader).toBeLessThan(512)
}, 120_000)

test.skipIf(!process.env.TEST_LONG)(
  'a text of 50 MB is ingested in bounded memory',
  async () => {
    using folder = temporaryFolder()
    await using llm = await scriptedLlm({ model: '' })
    await using rag = await startProcess(folder.path, llm.address)
    using watched = watchPeaks(rag.pid)
    const text = new TextEncoder().encode('Die Größe der Zelle wächst, und sie teilt sich wieder.\n'.repeat(900_000))
    const task = await rag.client.upload('ann', { filename: 'a.txt', contentType: FILE }, text)
    const p50Ms = await answeredWhile(rag.client, task, 880_000)
    report('50 MB of text', watched.peaks, p50Ms)
    expect(watched.peaks.service).toBeLessThanOrEqual(400)
  },
  900_000,
)

/** How long uploads of 100 KB by somebody else take to be answered until the task has ended, well. */
async function answeredWhile(client: RagClient, { taskId }: Task, atMostMs: number): Promise<number> {
  const text = 'The ribosome makes proteins after the plan of the nucleus. '.repeat(1_700)
  const tookMs: number[] = []
  const endMs = performance.now() + atMostMs
  for (;;) {
    const begunMs = performance.now()
    await client.upload('bob', { filename: `${tookMs.length}.txt` }, text)
    tookMs.push(performance.now() - begunMs)
    const { status, error, statusDetail } = await client.task('ann', taskId)
    if (status !== 'TASK_STATUS_PROCESSING') expect([status, error]).toEqual(['TASK_STATUS_COMPLETED', ''])
    if (status === 'TASK_STATUS_COMPLETED') return tookMs.toSorted((a, b) => a - b)[tookMs.length >> 1] ?? 0
    if (performance.now() > endMs) throw new Error(`the task has not ended: ${statusDetail}`)
    await sleep(500)
  }
}

function report(what: string, { service, reader }: { service: number; reader: number }, p50Ms: number): void {
  process.stdout.write(
    `  ${what}: peak of rag ${Math.round(service)} MiB, of its reader ${Math.round(reader)} MiB; uploads meanwhile answered in ${p50Ms.toFixed(1)} ms (p50)\n`,
  )
}
