import { Database } from 'bun:sqlite'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where something of a user was found. */
export interface Finding {
  file: string
  /** Of SQLite files; empty: in the name or the bytes of the file. */
  table: string
  what: string
}

/** The record that a user was erased stays, under a hash, so that nothing older can come back. */
const TOMBSTONES = new Set(['erasure'])

/**
 * Looks through every file of all stores of a product that has stopped: each row of each table, and the bytes of every file.
 * Finds the user's name, the keys that stores file under, and words that only this user has used.
 */
export function scanStores(dataDir: string, user: string, words: string[]): Finding[] {
  const key = `u.${createHash('sha256').update(user).digest('base64url')}`
  const wanted = [user, key, ...words]
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.flatMap(({ parentPath, name }) => {
    const file = join(parentPath, name)
    const named = wanted.filter((word) => name.includes(word)).map((what) => ({ file, table: '', what }))
    // In the bytes of a database: what was removed from it. Names may be there by chance, keys in tombstones.
    const inside = name.endsWith('.sqlite') ? [...inTables(file, wanted), ...inBytes(file, words)] : inBytes(file, wanted)
    return [...named, ...inside]
  })
}

function inTables(file: string, wanted: string[]): Finding[] {
  using db = new Database(file, { readonly: true })
  const tables = db.query<{ name: string }, []>("select name from sqlite_master where type = 'table'").all()
  return tables
    .filter(({ name }) => !TOMBSTONES.has(name) && isReadable(db, name))
    .flatMap(({ name }) =>
      db
        .query<Record<string, unknown>, []>(`select * from "${name}"`)
        .all()
        .flatMap((row) => found(Object.values(row).map(textOf).join('\n'), wanted))
        .map((what) => ({ file, table: name, what })),
    )
}

/** A table of an extension that is not loaded here can't be read; the plain tables it is made of can. */
function isReadable(db: Database, name: string): boolean {
  try {
    db.query(`select * from "${name}" limit 1`).all()
    return true
  } catch {
    return false
  }
}

const textOf = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value))

const inBytes = (file: string, wanted: string[]): Finding[] =>
  found(readFileSync(file, 'latin1'), wanted).map((what) => ({ file, table: '', what }))

const found = (text: string, wanted: string[]) => wanted.filter((word) => text.includes(word))
