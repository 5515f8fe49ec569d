import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '@collabry/runtime/log'
import { sqliteDocuments } from '../documents/sqlite/store'
import { documentIdOf } from '../documents/store'
import { complete, upload } from '../documents/uploads.contract'
import { resumeErasures } from '../erase/erase-user'
import { sqliteVectors } from '../vectors/sqlite/store'
import { startSweeper, sweepOrphans, sweepTasks } from './sweep'

const SETTINGS = { keepFailedMs: 60_000 }
const NEVER = new AbortController().signal

async function* bytes() {
  yield new TextEncoder().encode('text')
}

/** A store in a folder of its own, and what a sweep of it needs. */
async function openStores(stack: AsyncDisposableStack) {
  const directory = mkdtempSync(join(tmpdir(), 'rag-sweep-'))
  stack.defer(() => rmSync(directory, { recursive: true }))
  const documents = stack.use(await sqliteDocuments(directory, SETTINGS))
  const vectors = stack.use(sqliteVectors({ directory: join(directory, 'vectors') }))
  const log = createLog({ service: 'rag', level: 'silent' })
  const resume = (signal: AbortSignal) => resumeErasures({ ...documents, vectors }, signal)
  return { documents, deps: { ...documents, vectors, log, keepTasksMs: 0, resumeErasures: resume } }
}

test('bytes that no task names are swept once they are old, and those of a task never', async () => {
  await using stack = new AsyncDisposableStack()
  const { documents, deps } = await openStores(stack)
  await documents.blobs.write('named', bytes())
  await documents.blobs.write('unnamed', bytes())
  const head = {
    filename: 'a.txt',
    contentType: 'text/plain',
    notebookId: '',
    metadataJson: '{}',
    publish: false,
    readerVersion: 0,
  }
  const documentId = documentIdOf('ann', '', 'a.txt')
  await documents.tasks.submit('ann', { ...head, epoch: 0, documentId, blobId: 'named', contentHash: 'x', bytes: 4 })
  const kept = () => Array.fromAsync(documents.blobs.writtenBefore(Date.now() + 60_000))

  await sweepOrphans(deps, Date.now() - 3_600_000, NEVER)
  expect((await kept()).toSorted()).toEqual(['named', 'unnamed'])
  await sweepOrphans(deps, Date.now() + 60_000, NEVER)
  expect(await kept()).toEqual(['named'])
})

test('uploads that ended longer ago than they are kept are forgotten, and none where all are kept', async () => {
  await using stack = new AsyncDisposableStack()
  const { documents, deps } = await openStores(stack)
  await complete(documents, 'ann', upload('a.txt', 'one'))
  const { task } = await documents.tasks.submit('ann', upload('a.txt', 'one'))
  await Bun.sleep(5)
  const isKnown = async () => (await documents.tasks.get('ann', task.taskId)) !== undefined

  await sweepTasks(deps, NEVER)
  expect(await isKnown()).toBe(true)
  await using _ = startSweeper({ ...deps, keepTasksMs: 1 })
  while (await isKnown()) await Bun.sleep(5)
})
