import { Database } from 'bun:sqlite'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { migrate } from './migrations'

export interface OpenDatabase extends Disposable {
  db: Database
}

/**
 * Opens the one file of the store, for this process alone: SQLite's exclusive mode holds the lock until the process
 * ends, however it ends. A mark beside the file tells a clean stop from a sudden one, after which the file is checked.
 */
export function openDatabase(folder: string): OpenDatabase {
  const file = join(folder, 'memory.sqlite')
  const mark = join(folder, 'memory.open')
  const db = open(folder, file)
  try {
    db.run('pragma locking_mode = exclusive')
    db.run('pragma journal_mode = wal')
    db.run('pragma synchronous = full') // an acknowledged write survives a power cut
    db.run('pragma secure_delete = on') // deleted text is overwritten, not just unlinked
    db.run('pragma cache_size = -16384')
    db.run('begin exclusive')
    db.run('commit')
    if (existsSync(mark)) checkIntegrity(db)
    writeFileSync(mark, '')
    migrate(db)
  } catch (error) {
    db.close()
    throw startError(error)
  }
  const close = () => {
    db.close() // writes the log into the file and removes it
    rmSync(mark, { force: true })
  }
  return { db, [Symbol.dispose]: close }
}

function open(folder: string, file: string): Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return new Database(file, { create: true, strict: true })
  } catch (cause) {
    throw new AppError('unavailable', "The folder of the session store can't be written; set DATA_DIR to one that can.", {
      cause,
    })
  }
}

function checkIntegrity(db: Database): void {
  const verdict = db.query<{ integrity_check: string }, []>('pragma integrity_check(1)').get()
  if (verdict?.integrity_check !== 'ok') throw damaged(verdict?.integrity_check)
}

const damaged = (cause: unknown) =>
  new AppError('unavailable', 'The file of the session store is damaged; put back a backup of memory.sqlite.', { cause })

function startError(error: unknown): unknown {
  const code = String((error as { code?: unknown }).code ?? '')
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError('unavailable', 'Another process uses this session store; stop it, or set another DATA_DIR.', {
      cause: error,
    })
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(error)
  return error
}
