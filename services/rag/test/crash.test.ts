import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownerKey } from '@collabry/storage/owner-key'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { temporaryFolder } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

const TEXT = Array.from(
  { length: 250 },
  (_, n) => `Paragraph ${n} of the canary. ${`It sings of zanzibar ${n}. `.repeat(30)}`,
).join('\n\n')

async function chunksIn(dataDir: string): Promise<unknown[]> {
  await using vectors = sqliteVectors({ directory: join(dataDir, 'rag', 'vectors') })
  const scope = { documentIds: undefined, notebookId: undefined, hidden: [] }
  const { hits } = await vectors.matching(ownerKey('ann'), [{ word: 'zanzibar', weight: 1, of: 'zanzibar' }], 100_000, scope)
  return hits.map(({ score: _, ...chunk }) => chunk).toSorted((a, b) => a.ordinal - b.ordinal)
}

test('killed while the vectors follow and started again, it ends with the chunks of an undisturbed run', async () => {
  await using llm = await scriptedLlm({ batchMs: 100 })
  using undisturbed = temporaryFolder()
  using killed = temporaryFolder()
  await using calm = await startProcess(undisturbed.path, llm.address)
  await calm.client.ended('ann', await calm.client.upload('ann', { filename: 'a.txt' }, TEXT))
  await calm.client.covered('ann')
  expect(await calm.kill('SIGTERM')).toBe(0)
  const whole = llm.embedded.length

  await using first = await startProcess(killed.path, llm.address)
  const task = await first.client.upload('ann', { filename: 'a.txt' }, TEXT)
  while ((await first.client.search('ann', 'canary')).coverage === 0) await sleep(5)
  await first.kill('SIGKILL')
  while (llm.embedding() > 0) await sleep(5) // what the killed process had asked for is embedded, or given up
  const embeddedBefore = llm.embedded.length
  await using second = await startProcess(killed.path, llm.address)
  const ended = await second.client.ended('ann', task)
  expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', attempts: 1, chunksTotal: whole, chunksProcessed: whole })
  await second.client.covered('ann')
  expect(await second.kill('SIGTERM')).toBe(0)

  const chunks = await chunksIn(killed.path)
  expect(chunks).toHaveLength(whole)
  expect(chunks).toEqual(await chunksIn(undisturbed.path))
  expect(llm.embedded.length - embeddedBefore).toBeLessThan(whole) // it went on where it was, and did not begin again
}, 60_000)
