import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { groupCommit } from '@collabry/storage/group-commit'
import { conversationsOf, settingsAt } from '../../../test/contract-users'
import { openTemporary } from '../../../test/temporary-store'
import { openDatabase } from '../../sqlite/stores'
import { annotationsContract } from '../annotations.contract'
import { messageExpiryContract } from '../expiry.contract'
import { sessionStoreContract } from '../sessions.contract'
import { turnStoreContract } from '../turns.contract'
import { sqliteConversationStore } from './store'

sessionStoreContract('sqlite', conversationsOf(openTemporary))
turnStoreContract('sqlite', conversationsOf(openTemporary))
annotationsContract('sqlite', conversationsOf(openTemporary))
messageExpiryContract('sqlite', conversationsOf(openTemporary))

test('a turn waits for the disk at its beginning, or at its end or until it is settled where nothing is shown before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  const database = openDatabase(folder)
  try {
    let syncs = 0
    const write = groupCommit(database.db, async () => void syncs++)
    const store = await sqliteConversationStore(database.db, write, settingsAt({ ms: 1 }))
    const turn = { sessionId: 's', content: 'q', notebookId: '', historyMax: 10 }
    syncs = 0
    await store.begin('ann', turn)
    expect(syncs).toBe(1)
    const { assistantMessageId: messageId } = await store.begin('ann', { ...turn, shownAfterWrite: true })
    expect(syncs).toBe(1)
    expect(await store.get('ann', 's')).toMatchObject({ messageCount: 4 })
    await store.end('ann', { sessionId: 's', messageId, offset: 0, text: 'a', status: 'complete', sourcesJson: '', model: '' })
    expect(syncs).toBe(2)
    await store.begin('ann', { ...turn, shownAfterWrite: true })
    expect(syncs).toBe(2)
    await store.settle()
    expect(syncs).toBe(3)
  } finally {
    database[Symbol.dispose]()
    rmSync(folder, { recursive: true })
  }
})
