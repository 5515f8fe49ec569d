import { expect, test } from 'bun:test'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ragEnv, startRagWithLlm, temporaryFolder, withoutWords } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

const bytesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    // The write-ahead log of the catalogue belongs to nobody, and has a bound of its own.
    .filter((entry) => entry.isFile() && entry.name !== 'catalogue.sqlite-wal')
    // A file that goes meanwhile counts for nothing.
    .reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0)

test('a user with one chunk takes at most 200 KB on disk', async () => {
  await using rag = await startRagWithLlm()
  const add = async (user: string) => {
    await rag.client.ended(user, await rag.client.upload(user, { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
    await rag.client.covered(user)
  }
  await add('first') // what the service takes at all
  const before = bytesIn(join(rag.dataDir, 'rag'))
  const users = 10
  for (let n = 0; n < users; n += 1) await add(`user ${n}`)
  expect((bytesIn(join(rag.dataDir, 'rag')) - before) / users).toBeLessThan(200_000)
})

test('a second process on the same folder ends with one clear sentence', async () => {
  await using llm = await scriptedLlm()
  using folder = temporaryFolder()
  await using _first = await startProcess(folder.path, llm.address)
  const second = Bun.spawn([process.execPath, join(import.meta.dir, '../src/main.ts')], {
    env: ragEnv(folder.path, llm.address),
    stdout: 'ignore',
    stderr: 'pipe',
  })
  expect(await second.exited).toBe(1)
  expect(await new Response(second.stderr).text()).toBe(
    'rag: DATA_DIR: another process uses these documents; stop it, or choose another folder.\n',
  )
})

/** Takes much longer to be ingested than a process takes to hear a signal. */
const BOOK = Array.from({ length: 6_000 }, (_, n) => `Paragraph ${n} of the canary. ${'It sings of zanzibar. '.repeat(30)}`).join(
  '\n\n',
)

test('SIGTERM gives a task back, and the next start completes it', async () => {
  await using llm = await scriptedLlm()
  using folder = temporaryFolder()
  await using first = await startProcess(folder.path, llm.address)
  const task = await first.client.upload('ann', { filename: 'a.txt' }, BOOK)
  while ((await first.client.task('ann', task.taskId)).chunksProcessed === 0) await sleep(5)
  expect(await first.kill('SIGTERM')).toBe(0)
  await using second = await startProcess(folder.path, llm.address)
  expect(await second.client.ended('ann', task)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', attempts: 2 })
})

test('the state of the stores and the figures of the queue can be asked for', async () => {
  await using rag = await startRagWithLlm({ down: true }, {}, withoutWords)
  expect(await rag.client.status()).toEqual({
    vectorStore: 'sqlite',
    vectorState: 'STATE_EMBEDDED',
    documentStore: 'sqlite',
    documentState: 'STATE_EMBEDDED',
    detail: '',
  })
  await rag.client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  const metrics = await (await fetch(`http://127.0.0.1:${rag.adminPort}/metrics`)).text()
  expect(metrics).toMatch(/collabry_rag_tasks_waiting\{[^}]*\} 1/)
  expect(metrics).toContain('collabry_rag_task_oldest_age_seconds')
})
