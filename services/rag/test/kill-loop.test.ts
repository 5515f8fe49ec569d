import { test } from 'bun:test'
import { join } from 'node:path'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { realStore } from '../../../test/real-store'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { type Held, killLoop, ROUND_MS_MAX, withMongo } from './kill-loop'

/** Kills, each in the middle of its own 20 documents. */
const ROUNDS = Number(process.env.ROUNDS ?? 2)

async function inSqlite(dataDir: string): Promise<Held> {
  const vectors = sqliteVectors({ directory: join(dataDir, 'rag', 'vectors') })
  const scope = { documentIds: undefined, notebookId: undefined, hidden: [] }
  const words = [{ word: 'zanzibar', weight: 1, of: 'zanzibar' }]
  const all = async (owner: OwnerKey) => (await vectors.matching(owner, words, 100_000, scope)).hits
  return { vectors, all, [Symbol.asyncDispose]: () => vectors[Symbol.asyncDispose]() }
}

test(
  'killed at any moment, every task ends, and no chunk is lost or doubled',
  () => killLoop(ROUNDS, {}, inSqlite),
  ROUNDS * ROUND_MS_MAX,
)

realStore('MONGO_URI', (uri) => {
  test(
    'killed at any moment beside MongoDB, the same',
    () => withMongo(uri, (env) => killLoop(ROUNDS, env, inSqlite)),
    ROUNDS * ROUND_MS_MAX,
  )
})
