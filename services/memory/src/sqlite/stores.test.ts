import { Database } from 'bun:sqlite'
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, say, settingsAt } from '../../test/contract-users'
import { openDatabase, sqliteStores } from './stores'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => join(folder, 'memory.sqlite')

/** Writes garbage over the second page of the file: the schema can be read, a table can't. */
function damage(): void {
  const bytes = readFileSync(file())
  bytes.fill(0x5a, 4_096 * 2, 4_096 * 3)
  writeFileSync(file(), bytes)
}

test('a store is open once', () => {
  using _ = openDatabase(folder)
  expect(() => openDatabase(folder)).toThrow('another process uses these sessions')
})

test('a clean stop leaves one file, and what was written is there again', async () => {
  {
    await using store = await sqliteStores(folder, settingsAt({ ms: 1 }))
    await say(store.conversations, 'ann', 's', 'q', 'a')
  }
  expect(readdirSync(folder)).toEqual(['memory.sqlite'])
  await using store = await sqliteStores(folder, settingsAt({ ms: 1 }))
  expect(await store.conversations.get('ann', 's')).toMatchObject({ messageCount: 2 })
})

test('after a sudden stop the file is checked, and a damaged one is refused', () => {
  openDatabase(folder)[Symbol.dispose]()
  damage()
  writeFileSync(join(folder, 'memory.open'), '')
  expect(() => openDatabase(folder)).toThrow('damaged')
})

test('a file that is no store is refused', () => {
  writeFileSync(file(), 'something else '.repeat(1_000))
  expect(() => openDatabase(folder)).toThrow('damaged')
})

test('a folder that can not be made is refused', () => {
  writeFileSync(join(folder, 'taken'), '')
  expect(() => openDatabase(join(folder, 'taken', 'memory'))).toThrow('DATA_DIR: the folder')
})

test('a file of a newer version is left alone', () => {
  const db = new Database(file())
  db.run('pragma user_version = 99')
  db.close()
  expect(() => openDatabase(folder)).toThrow('newer version')
})

test('not a word of a deleted session is left in the folder, nor of one whose deletion was cut short', async () => {
  const store = await sqliteStores(folder, settingsAt({ ms: 1 }))
  for (const sessionId of ['gone', 'cut'])
    await say(store.conversations, 'ann', sessionId, 'CANARY question', 'CANARY answer '.repeat(2_000))
  const open = await store.conversations.begin('ann', { sessionId: 'gone', content: 'CANARY', notebookId: '', historyMax: 0 })
  await store.conversations.append('ann', {
    sessionId: 'gone',
    messageId: open.assistantMessageId,
    offset: 0,
    text: 'CANARY part',
  })
  await store.conversations.delete('ann', 'gone')
  await store[Symbol.asyncDispose]()
  cutDeletion()
  const resumed = await sqliteStores(folder, settingsAt({ ms: 1 }))
  expect(await codeOf(resumed.conversations.get('ann', 'cut'))).toBe('not_found')
  for (const name of readdirSync(folder))
    expect(readFileSync(join(folder, name)).toString('latin1').toUpperCase()).not.toContain('CANARY')
  await resumed[Symbol.asyncDispose]()
})

/** The state a crash leaves after the first step of a deletion. */
function cutDeletion(): void {
  using database = openDatabase(folder)
  database.db.run('insert into pending_deletion (session) select key from session')
  database.db.run('delete from session')
}
