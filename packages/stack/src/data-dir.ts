import { Database } from 'bun:sqlite'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '@collabry/runtime/errors'

/** Creates the data folder and returns its absolute path; throws with a sentence that names the obstacle. */
export function prepareDataDir(dataDir: string): string {
  const path = resolve(dataDir)
  try {
    mkdirSync(join(path, 'logs'), { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    accessSync(join(path, 'logs'), constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw unwritable(path, cause)
  }
  return path
}

/** The failure to write to a data folder, with what to do. */
export function unwritable(path: string, cause: unknown): AppError {
  const code = codeOf(cause)
  const remedy = isFull(code) ? 'its disk is full: make room' : 'name a folder of your own'
  return new AppError('failed_precondition', `DATA_DIR: ${path} can't be written (${code}); ${remedy}.`, { cause })
}

const codeOf = (cause: unknown) => (cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason')
const isFull = (code: string) => ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)

/** Whether a start runs on the data folder. */
export function isDataDirLocked(path: string): boolean {
  const file = join(path, 'lock')
  if (!existsSync(file)) return false
  const db = new Database(file, { readonly: true })
  try {
    db.query('select count(*) from sqlite_schema').get()
    return false
  } catch {
    return true
  } finally {
    db.close()
  }
}

/** A look at the lock holds it for less than this. */
const LOOK_MS = 200

/**
 * Locks the data folder for this process until it is disposed or ends. It is an exclusive SQLite lock, which the operating
 * system releases even after kill -9, unlike a file that holds a process id.
 */
export function lockDataDir(path: string): Disposable {
  using opened = new DisposableStack()
  try {
    const db = opened.adopt(new Database(join(path, 'lock'), { create: true }), (file) => file.close())
    db.run(`pragma busy_timeout = ${LOOK_MS}`)
    db.run('pragma locking_mode = exclusive')
    db.run('begin exclusive')
  } catch (cause) {
    if (codeOf(cause) !== 'SQLITE_BUSY') throw unwritable(path, cause)
    throw new AppError(
      'failed_precondition',
      `DATA_DIR: ${path} is in use by another start; stop that one, or name another folder.`,
      { cause },
    )
  }
  return opened.move()
}
