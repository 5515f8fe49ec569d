import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { pdfOfPages } from './hostile-files'
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
  expect((await rag.client.ended('ann', task, 18_000)).status).toBe('TASK_STATUS_COMPLETED')
  const { passages } = await rag.client.search('ann', 'page 137 line 20', { topK: 1 })
  expect(passages[0]).toMatchObject({ page: 137, content: expect.stringContaining('Page 137 line 20') })
  report('200 pages of PDF', watched.peaks)
  expect(watched.peaks.service).toBeLessThanOrEqual(400)
  expect(watched.peaks.reader).toBeLessThan(512)
}, 20_000)

test.skipIf(!process.env.TEST_LONG)(
  'a text of 50 MB is ingested in bounded memory',
  async () => {
    using folder = temporaryFolder()
    await using llm = await scriptedLlm({ model: '' })
    await using rag = await startProcess(folder.path, llm.address)
    using watched = watchPeaks(rag.pid)
    const text = new TextEncoder().encode('Die Größe der Zelle wächst, und sie teilt sich wieder.\n'.repeat(900_000))
    const task = await rag.client.upload('ann', { filename: 'a.txt', contentType: FILE }, text)
    expect((await rag.client.ended('ann', task, 280_000)).status).toBe('TASK_STATUS_COMPLETED')
    report('50 MB of text', watched.peaks)
    expect(watched.peaks.service).toBeLessThanOrEqual(400)
  },
  300_000,
)

function report(what: string, { service, reader }: { service: number; reader: number }): void {
  process.stdout.write(`  ${what}: peak of rag ${Math.round(service)} MiB, of its reader ${Math.round(reader)} MiB\n`)
}
