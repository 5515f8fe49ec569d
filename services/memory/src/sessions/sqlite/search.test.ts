import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { groupCommit } from '@collabry/storage/group-commit'
import { ownerKey } from '@collabry/storage/owner-key'
import { NEVER_ABORTED, say, settingsAt } from '../../../test/contract-users'
import { openDatabase } from '../../sqlite/stores'
import { foldCase } from '../recall'
import { sqliteSearch } from './search'
import { sessionRows } from './session-rows'
import { sqliteConversationStore } from './store'

test('a search pauses after each stretch of text, also within one session and within one message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  const database = openDatabase(folder)
  const { db } = database
  try {
    const store = await sqliteConversationStore(db, groupCommit(db), settingsAt({ ms: 1 }))
    let pauses = 0
    const counting = () => async () => {
      pauses++
    }
    const search = sqliteSearch(db, sessionRows(db), counting)
    const pausesIn = async (query: string) => {
      pauses = 0
      await search(ownerKey('ann'), '', foldCase(query), Number.MAX_SAFE_INTEGER, 10, NEVER_ABORTED)
      return pauses
    }
    for (let n = 0; n < 30; n++) await say(store, 'ann', 'one', 'a'.repeat(32_000), 'ok')
    expect(await pausesIn('no such text')).toBeGreaterThan(60)
    await say(store, 'ann', 'one', 'q', 'b'.repeat(900_000))
    expect(await pausesIn('no such text')).toBeGreaterThan(110)
    const before = await pausesIn('no such text')
    for (let n = 0; n < 100; n++) await say(store, 'ann', 'one', 'short', 'ok')
    expect((await pausesIn('no such text')) - before).toBeLessThan(10)
  } finally {
    database[Symbol.dispose]()
    rmSync(folder, { recursive: true })
  }
})
