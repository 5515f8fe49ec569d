import type { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { openSqlite } from '@collabry/storage/sqlite-open'
import type { DocumentSettings, Documents } from '../store'
import { sqliteCatalogue } from './catalogue'
import { sqliteErasures } from './erasures'
import { fileBlobs } from './file-blobs'
import { sqliteGarbage } from './garbage'
import { migrations } from './schema'
import { sqliteTasks } from './tasks'
import { sqliteWriter, type Writer } from './writer'

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
export function openCatalogue(folder: string): { db: Database; writer: Writer; close(): void } {
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
