import { Database } from 'bun:sqlite'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { migrateSqlite, type SqliteSchema } from './sqlite-schema'

export interface SqliteFile extends Disposable {
  db: Database
  path: string
}

interface OpenOptions extends SqliteSchema {
  folder: string
  /** A file with this name exists while the store is open. A process that ends suddenly leaves it. */
  crashMark: string
  /** A noun for error messages, such as "these sessions". */
  contents: string
  /** Settings of SQLite that depend on how the store is used, as `name = value`. */
  pragmas: readonly string[]
}

/**
 * Opens a file for this process alone. SQLite's exclusive mode holds the lock until the process ends, however it ends.
 * After a sudden end the file is checked before it is used.
 */
export function openSqlite({ folder, crashMark, contents, pragmas, ...schema }: OpenOptions): SqliteFile {
  const path = join(folder, schema.file)
  const mark = join(folder, crashMark)
  makeFolder(folder)
  const db = new Database(path, { create: true, strict: true })
  try {
    db.run('pragma locking_mode = exclusive')
    db.run('pragma journal_mode = wal')
    db.run('pragma secure_delete = on') // removed data is overwritten
    for (const pragma of pragmas) db.run(`pragma ${pragma}`)
    db.run('begin exclusive')
    db.run('commit')
    if (existsSync(mark)) checkIntegrity(db, schema.file)
    writeFileSync(mark, '')
    migrateSqlite(db, schema)
  } catch (error) {
    db.close()
    throw startError(error, schema.file, contents)
  }
  const close = () => {
    db.close() // writes the log into the file and removes it
    rmSync(mark, { force: true })
  }
  return { db, path, [Symbol.dispose]: close }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new AppError('unavailable', "DATA_DIR: the folder can't be made or written; give the process the right to.", { cause })
  }
}

function checkIntegrity(db: Database, file: string): void {
  const verdict = db.query<{ integrity_check: string }, []>('pragma integrity_check(1)').get()?.integrity_check
  if (verdict !== 'ok') throw damaged(file, verdict)
}

const damaged = (file: string, cause: unknown) =>
  new AppError('unavailable', `DATA_DIR: ${file} is damaged; restore it from a backup.`, { cause })

function startError(error: unknown, file: string, contents: string): unknown {
  if (error instanceof AppError) return error
  const code = String((error as { code?: unknown }).code ?? '')
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError('unavailable', `DATA_DIR: another process uses ${contents}; stop it, or choose another folder.`, {
      cause: error,
    })
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(file, error)
  return code.startsWith('SQLITE_') ? new AppError('unavailable', `DATA_DIR: ${file} can't be opened.`, { cause: error }) : error
}
