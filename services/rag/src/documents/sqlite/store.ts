import type { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { openSqlite } from '@collabry/storage/sqlite-open'
import { tombstonesOf } from '../document-state'
import type { DocumentSettings, Documents, Garbage, Tombstone } from '../store'
import { expireStep, forgetStep, sweptStep } from '../transitions'
import { sqliteCatalogue } from './catalogue'
import { changer, documentTasks } from './change'
import { sqliteErasures } from './erasures'
import { fileBlobs } from './file-blobs'
import { migrations } from './schema'
import { sqliteTasks } from './tasks'
import { sqliteWriter, storeClock, type Writer } from './writer'

/** Rows in one SQLite file, which only this process may open; bytes and texts in plain files beside it, written off the loop. */
export async function sqliteDocuments(directory: string, settings: DocumentSettings): Promise<Documents> {
  const { db, writer, close } = openCatalogue(directory)
  const blobs = await fileBlobs(join(directory, 'blobs'))
  return {
    name: 'sqlite',
    catalogue: sqliteCatalogue(db, writer, blobs),
    tasks: sqliteTasks(db, writer, settings),
    blobs,
    garbage: sqliteGarbage(db, writer),
    erasures: sqliteErasures(db, writer),
    [Symbol.asyncDispose]: async () => close(),
  }
}

/** Opens the catalogue for this process alone: the file stays locked until it is closed or the process is gone. */
function openCatalogue(folder: string): { db: Database; writer: Writer; close(): void } {
  const file = openSqlite({
    folder,
    file: 'catalogue.sqlite',
    application: 'CCat',
    migrations,
    crashMark: 'running',
    contents: 'these documents',
    pragmas: [
      'synchronous = normal', // the writer syncs the log off the loop where it matters
      'wal_autocheckpoint = 200', // pages: a checkpoint inside a serving process stays a matter of 1 to 2 ms
      'foreign_keys = on',
    ],
  })
  const { db, path } = file
  db.transaction(() => {
    // The lock excludes other processes, so every older lease is over.
    db.run('update task set lease_until_ms = 0 where lease_until_ms > 0')
    db.run('update erasure set held_until_ms = 0 where held_until_ms > 0')
  }).immediate()
  db.run('pragma wal_checkpoint(truncate)') // the log that a sudden end left may hold what was removed since
  return { db, writer: sqliteWriter(db, path), close: () => file[Symbol.dispose]() }
}

type Found = { documentId: string }

const NOT_ERASED = 'user_id not in (select user_id from erasure where pending = 1)'

function sqliteGarbage(db: Database, writer: Writer): Garbage {
  const change = changer(db)
  const tasksOf = documentTasks(db)
  const now = storeClock(db)
  const withDeleted = db.query<Found, []>(
    `select distinct document_id as documentId from task where life = 'deleted' and ${NOT_ERASED}`,
  )
  const named = db.query<{ id: string }, [string, string]>(
    `select blob_id as id from task where blob_id <> '' and blob_id in (select value from json_each(?))
     union select text_id from task where text_id <> '' and text_id in (select value from json_each(?))`,
  )
  const withExpired = db.query<Found, [number, number]>(
    `select distinct document_id as documentId from task where blob_id <> '' and status = 'failed' and life in ('none', 'swept')
     and kept_until_ms <= ? and ${NOT_ERASED} limit ?`,
  )
  const withOver = db.query<Found, [number, number]>(
    `select distinct document_id as documentId from task where status <> 'processing' and life in ('none', 'swept') and blob_id = ''
     and completed_at_ms <= ? and ${NOT_ERASED} limit ?`,
  )
  return {
    tombstones: async (limit) => {
      const nowMs = now()
      const found: Tombstone[] = []
      for (const { documentId } of withDeleted.iterate()) {
        found.push(...tombstonesOf({ documentId, tasks: tasksOf(documentId) }, nowMs))
        if (found.length >= limit) break
      }
      return found.slice(0, limit)
    },
    swept: async (tombstone) => {
      writer.now(() => change(tombstone.documentId, sweptStep(tombstone)))
    },
    expired: async (limit) =>
      writer.now(() => withExpired.all(now(), limit).flatMap(({ documentId }) => change(documentId, expireStep) ?? [])),
    needed: async (blobIds) => {
      const ids = JSON.stringify(blobIds)
      return new Set(named.all(ids, ids).map(({ id }) => id))
    },
    forgetTasks: async (ageMs, limit) =>
      writer.now(() => {
        const endedMs = now() - ageMs
        const found = withOver.all(endedMs, limit)
        for (const { documentId } of found) change(documentId, forgetStep(endedMs))
        return found.length === limit
      }),
  }
}
