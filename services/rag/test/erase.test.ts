import { expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownerKey } from '@collabry/storage/owner-key'
import { sqliteDocuments } from '../src/documents/sqlite/store'
import { codeOf } from './rag-client'
import { startRagWithLlm, temporaryFolder, withoutWords } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

const CANARY = 'The canary sings of zanzibar.'
const LONG = Array.from({ length: 250 }, (_, n) => `Paragraph ${n} of the canary. ${'It sings of zanzibar. '.repeat(30)}`).join(
  '\n\n',
)
const nothing = { documents: 0, tasks: 0, blobs: 0, chunks: 0 }

/** Files whose names hold the owner's key, and bytes of documents. */
const filesOf = (dataDir: string, user: string) =>
  readdirSync(join(dataDir, 'rag'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && (entry.name.includes(ownerKey(user)) || entry.parentPath.includes('blobs')),
  )

test('an erased user has left nothing, and what others have stays', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const own = await client.upload('ann', { filename: 'a.txt' }, CANARY)
  const shared = await client.upload('ann', { filename: 'p.txt', publish: true }, CANARY)
  for (const task of [own, shared]) await client.ended('ann', task)
  const erased = await client.erase('ann', 1)
  expect(erased).toMatchObject({ documents: 2, tasks: 2, chunks: 2 })
  expect(erased.blobs).toBeGreaterThanOrEqual(2)
  expect(filesOf(rag.dataDir, 'ann')).toEqual([])
  expect(await client.search('ann', 'canary')).toMatchObject({ passages: [], hasChunks: false })
  expect(await codeOf(client.task('ann', own.taskId))).toBe('not_found')
  expect(await client.erase('ann', 1)).toEqual(nothing)

  await client.ended('bob', await client.upload('bob', { filename: 'a.txt' }, CANARY))
  await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, 'The canary came back.'))
  expect(await client.erase('ann', 1)).toEqual(nothing)
  expect((await client.search('ann', 'canary')).passages.map(({ content }) => content)).toEqual(['The canary came back.'])
  expect(await client.erase('ann', 2)).toMatchObject({ documents: 1 })
  expect((await client.search('bob', 'canary')).passages).toHaveLength(1)
  expect(await codeOf(client.erase('ann', 0))).toBe('validation_error')
})

test('an upload that is worked on while its owner is erased leaves nothing', async () => {
  await using rag = await startRagWithLlm({ batchMs: 200 }, {}, withoutWords)
  const { client } = rag
  const task = await client.upload('ann', { filename: 'a.txt' }, LONG)
  while ((await client.task('ann', task.taskId)).chunksProcessed === 0) await sleep(10)
  expect(await client.erase('ann', 1)).toMatchObject({ documents: 1, tasks: 1 })
  expect(filesOf(rag.dataDir, 'ann')).toEqual([])
  while (rag.llm.embedding() > 0) await sleep(5)
  await client.ended('bob', await client.upload('bob', { filename: 'a.txt' }, CANARY)) // the worker has gone on
  await client.erase('bob', 1)
  expect(filesOf(rag.dataDir, 'ann')).toEqual([])
})

test('an erasure that was cut short by a crash is finished by the next start', async () => {
  await using llm = await scriptedLlm()
  using folder = temporaryFolder()
  await using first = await startProcess(folder.path, llm.address)
  await first.client.ended('ann', await first.client.upload('ann', { filename: 'a.txt' }, CANARY))
  expect(await first.kill('SIGTERM')).toBe(0)
  const documents = await sqliteDocuments(join(folder.path, 'rag'), { keepFailedMs: 0 })
  await documents.erasures.begin('ann', 5)
  await documents[Symbol.asyncDispose]()
  expect(filesOf(folder.path, 'ann').length).toBeGreaterThan(0)
  await using second = await startProcess(folder.path, llm.address)
  for (let tries = 0; filesOf(folder.path, 'ann').length > 0; tries += 1) {
    if (tries > 400) throw new Error('the erasure was not finished')
    await sleep(20)
  }
  while ((await codeOf(second.client.erase('ann', 5))) !== undefined) await sleep(20)
  expect(await second.client.erase('ann', 5)).toEqual(nothing)
  expect(existsSync(join(folder.path, 'rag', 'catalogue.sqlite'))).toBe(true)
})

test('an export has every document of the user followed by its text, and nothing of others', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, CANARY))
  await client.ended('ann', await client.upload('ann', { filename: 'b.txt', metadataJson: '{"x":1}' }, LONG))
  await client.ended('bob', await client.upload('bob', { filename: 'c.txt', publish: true }, CANARY))
  const texts = new Map<string, string>()
  let name = ''
  for (const { document, text } of await client.export('ann')) {
    if (document) name = document.filename
    texts.set(name, (texts.get(name) ?? '') + (text ?? ''))
  }
  expect([...texts.keys()].toSorted()).toEqual(['a.txt', 'b.txt'])
  expect(texts.get('a.txt')).toBe(CANARY)
  expect(texts.get('b.txt') === LONG).toBe(true)
})
