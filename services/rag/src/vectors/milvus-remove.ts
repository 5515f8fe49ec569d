import { AppError } from '@collabry/runtime/errors'
import type { Collections } from './milvus-collections'
import type { MilvusTable } from './milvus-table'

/** A deletion is seen at once by a read that waits for it; more rounds are for servers that delete by and by. */
const ROUNDS_MAX = 5

/** Removes what a filter finds in all collections, and returns when no search sees it. Says how many chunks went. */
export async function removeChunks(filter: string, table: MilvusTable, collections: Collections): Promise<number> {
  const { chunks, vectors } = await collections.all()
  const removed = chunks === undefined ? 0 : await table.count(chunks, filter, 'strong')
  const names = [...(chunks ? [chunks] : []), ...vectors.map(({ name }) => name)]
  await Promise.all(names.map((name) => removeAll(name, filter, table)))
  return removed
}

async function removeAll(name: string, filter: string, table: MilvusTable): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await table.count(name, filter, 'strong')) === 0) return
    await table.remove(name, filter)
  }
  if ((await table.count(name, filter, 'strong')) > 0) {
    throw new AppError('unavailable', 'The vector store did not remove everything; try again in a moment.')
  }
}
