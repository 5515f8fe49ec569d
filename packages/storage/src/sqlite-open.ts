import { Database } from 'bun:sqlite'
import { closeSync, existsSync, fdatasync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'

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
 * Opens a file for this process alone. SQLite's exclusive mode holds the lock until the process ends, even by kill -9. After such
 * an end the file is checked before it is used.
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

/**
 * Waits until what was committed to a database with `synchronous = normal` survives a power cut, without holding up the process
 * as `synchronous = full` does. SQLite's locks are on the main file: opening and closing its log drops none.
 */
export async function syncLog(path: string): Promise<void> {
  const log = `${path}-wal`
  if (!existsSync(log)) return
  await using handle = await open(log, 'r+')
  await handle.datasync()
}

/** The same for a database with many commits, whose log stays open. SQLite has one log file for as long as a database is open. */
export function openLog(path: string): Disposable & { sync(): Promise<void> } {
  let file: number | undefined
  return {
    sync: () =>
      new Promise((resolve, reject) => {
        file ??= openSync(`${path}-wal`, 'r+')
        fdatasync(file, (error) => (error ? reject(error) : resolve()))
      }),
    [Symbol.dispose]() {
      if (file !== undefined) closeSync(file)
    },
  }
}

/** With less than this, transactions begin to fail. */
const FREE_BYTES_MIN = 1024 * 1024

/** Throws `unavailable` if the disk of a database is full. What is on it can still be read. */
export async function checkFreeSpace(db: Database): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(db.filename))
  if (bavail * bsize < FREE_BYTES_MIN) throw new AppError('unavailable', 'The disk is full: make room.')
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

/** One step from a version of the schema to the next. A step that was released is never changed. */
export type SqliteMigration = string | ((db: Database) => void)

interface SqliteSchema {
  /** The name of the file, for error messages. */
  file: string
  /** Four ASCII letters. SQLite stores them in the header of the file as its `application_id`. */
  application: string
  migrations: readonly SqliteMigration[]
}

/**
 * Brings a file to the newest version of its schema, each step in its own transaction. `user_version` is the number of
 * steps that the file has passed. A file of a newer version, and one that this service did not make, stay unchanged.
 */
export function migrateSqlite(db: Database, { file, application, migrations }: SqliteSchema): void {
  const [version, id, ours] = [readPragma(db, 'user_version'), readPragma(db, 'application_id'), applicationId(application)]
  // Older versions left the id at 0.
  const isOurs = id === ours || (id === 0 && (version > 0 || isEmpty(db)))
  if (!isOurs) {
    throw new AppError('failed_precondition', `${file} was not made by this service; move it elsewhere, or set another DATA_DIR.`)
  }
  if (version > migrations.length) {
    throw new AppError(
      'failed_precondition',
      `${file} was written by a newer version of this service (schema ${version}, this version knows ${migrations.length}); start the newer version.`,
    )
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    db.transaction(() => {
      if (typeof step === 'string') db.run(step)
      else step(db)
      db.run(`pragma user_version = ${index + 1}`)
    }).immediate()
  }
  if (id !== ours) db.run(`pragma application_id = ${ours}`)
}

const readPragma = (db: Database, name: 'user_version' | 'application_id'): number =>
  db.query<Record<string, number>, []>(`pragma ${name}`).get()?.[name] ?? 0

const isEmpty = (db: Database): boolean => db.query('select 1 from sqlite_master limit 1').get() === null

const applicationId = (letters: string): number => Buffer.from(letters, 'ascii').readInt32BE()
