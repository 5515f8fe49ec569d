import type { Database } from 'bun:sqlite'
import { inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import type { UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../owner-limits'
import { isSameKey, type KeyStore, keyNotFound, keyTaken, type StoredKey, toApiKey, tooManyKeys } from './store'

/** Maximum number of rows in one step. */
const SWEPT_MAX = 200

interface KeyRow extends Omit<StoredKey, 'scopes'> {
  scopes: string
}

const COLUMNS = `hash, owner, sealed, key_id as keyId, name, scopes, created_at_ms as createdAtMs, expires_at_ms as expiresAtMs`
const ALIVE = '(expires_at_ms = 0 or expires_at_ms > ?2)'

export function sqliteKeyStore(db: Database, write: Write, now: () => number, limits: OwnerLimits): KeyStore {
  const find = db.query<KeyRow, [string, number]>(`select ${COLUMNS} from api_key where hash = ?1 and ${ALIVE}`)
  const list = db.query<KeyRow, [UserKey, number]>(
    `select ${COLUMNS} from api_key where owner = ?1 and ${ALIVE} order by created_at_ms, key_id`,
  )
  const insert = db.query<null, [string, UserKey, string, string, string, string, number, number]>(
    `insert into api_key (hash, owner, sealed, key_id, name, scopes, created_at_ms, expires_at_ms) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropDead = db.query<null, [string, number]>(`delete from api_key where hash = ?1 and not ${ALIVE}`)
  const drop = db.query<null, [UserKey, string]>('delete from api_key where owner = ? and key_id = ?')
  const erase = db.query<null, [UserKey, number]>(
    'delete from api_key where hash in (select hash from api_key where owner = ? limit ?)',
  )
  const sweep = db.query<null, [number, number]>(
    'delete from api_key where hash in (select hash from api_key where expires_at_ms > 0 and expires_at_ms <= ? limit ?)',
  )
  const read = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw storeError(error)
    }
  }

  return {
    createKey: (key) =>
      write(() => {
        const before = find.get(key.hash, now())
        if (before) {
          if (!isSameKey(toStored(before), key)) throw keyTaken()
          return toApiKey(toStored(before))
        }
        if (list.all(key.owner, now()).length >= limits.keys) throw tooManyKeys(limits.keys)
        dropDead.run(key.hash, now())
        const { hash, owner, sealed, keyId, name, scopes, createdAtMs, expiresAtMs } = key
        insert.run(hash, owner, sealed, keyId, name, scopes.join(' '), createdAtMs, expiresAtMs)
        return toApiKey(key)
      }),

    listKeys: async (owner) => read(() => list.all(owner, now()).map((row) => toApiKey(toStored(row)))),

    deleteKey: (owner, keyId) =>
      write(() => {
        if (drop.run(owner, keyId).changes === 0) throw keyNotFound()
      }),

    async findKey(hash) {
      const row = read(() => find.get(hash, now()))
      return row ? toStored(row) : undefined
    },

    eraseKeys: (owner) => inSteps(write, SWEPT_MAX, (rows) => erase.run(owner, rows)),
    sweepKeys: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(now(), rows)),
  }
}

/** No scope holds a blank. */
const toStored = ({ scopes, ...row }: KeyRow): StoredKey => ({ ...row, scopes: scopes === '' ? [] : scopes.split(' ') })
