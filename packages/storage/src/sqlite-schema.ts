import type { Database } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** One step from a version of the schema to the next. A step that was released is never changed. */
export type SqliteMigration = string | ((db: Database) => void)

export interface SqliteSchema {
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
  // The id is 0 in files that older versions made.
  const isOurs = id === ours || (id === 0 && (version > 0 || isEmpty(db)))
  if (!isOurs) {
    throw new AppError('failed_precondition', `${file} was not made by this service; move it away, or set another DATA_DIR.`)
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
