import { Database } from 'bun:sqlite'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { migrateSqlite } from '@collabry/storage/sqlite-schema'
import { migrations } from './sqlite-schema'
import { sqliteWriter, type Writer } from './sqlite-writer'

/** Opens the catalogue for this process alone: the file stays locked until it is closed or the process is gone. */
export function openCatalogue(directory: string): { db: Database; writer: Writer; close(): void } {
  makeDirectory(directory)
  const file = join(directory, 'catalogue.sqlite')
  const db = new Database(file, { create: true, strict: true })
  try {
    db.run('pragma locking_mode = exclusive')
    db.run('pragma journal_mode = wal')
    db.run('pragma synchronous = normal') // the writer syncs the log off the loop where it matters
    db.run('pragma wal_autocheckpoint = 200') // pages: a checkpoint inside a serving process stays a matter of 1 to 2 ms
    db.run('pragma foreign_keys = on')
    db.run('pragma secure_delete = on') // what is removed is overwritten, not just unlinked
    prepareSchema(db)
  } catch (cause) {
    db.close()
    throw cause instanceof AppError ? cause : notOpened(cause)
  }
  const running = join(directory, 'running') // stays behind when the process did not end by itself
  if (existsSync(running)) checkIntegrity(db)
  writeFileSync(running, '')
  db.run('pragma wal_checkpoint(truncate)') // the log that a sudden end left may hold what was removed since
  const close = () => {
    db.close()
    rmSync(running, { force: true })
  }
  return { db, writer: sqliteWriter(db, file), close }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (cause) {
    throw new AppError('unavailable', 'DATA_DIR: the folder can’t be made or written; give the process the right to.', { cause })
  }
}

function prepareSchema(db: Database): void {
  migrateSqlite(db, { file: 'catalogue.sqlite', application: 'CCat', migrations })
  db.transaction(() => {
    // The lock says that no other process works here: whoever held a lease is gone.
    db.run('update task set lease_until_ms = 0 where lease_until_ms > 0')
    db.run('update erasure set held_until_ms = 0 where held_until_ms > 0')
  }).immediate()
}

function checkIntegrity(db: Database): void {
  const verdict = db.query<{ integrity_check: string }, []>('pragma integrity_check(1)').get()?.integrity_check
  if (verdict === 'ok') return
  db.close()
  throw new AppError('unavailable', 'DATA_DIR: the document catalogue is damaged; restore it from a backup.')
}

const notOpened = (cause: unknown) =>
  (cause as { code?: unknown }).code === 'SQLITE_BUSY'
    ? new AppError('unavailable', 'DATA_DIR: another process uses these documents; stop it, or choose another folder.', { cause })
    : new AppError('unavailable', 'DATA_DIR: the document catalogue can’t be opened.', { cause })
