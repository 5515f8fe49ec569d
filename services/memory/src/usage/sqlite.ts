import type { Database } from 'bun:sqlite'
import { inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { dayOf, erasedKey, sumOf, type UsageDay, type UsageStore, withErased } from './store'

const COLUMNS = 'day, requests, prompt_tokens as promptTokens, completion_tokens as completionTokens, documents, bytes'

/** Rows that one step of a sweep takes. */
const SWEPT_MAX = 200

export function sqliteUsageStore(db: Database, write: Write, now: () => number): UsageStore {
  const { add, find, move, erase, sweep, read } = usageStatements(db)
  return {
    addUsage: (userId, { requests, promptTokens, completionTokens, documents, bytes }, erased = false) =>
      write(() => {
        const [owner, today] = [ownerKey(userId), dayOf(now())]
        const [key, otherKey] = erased ? [erasedKey(owner), owner] : [owner, erasedKey(owner)]
        const amounts = [requests, promptTokens, completionTokens, documents, bytes] as const
        const day = add.get(key, today, ...amounts, erased ? 1 : 0)
        if (!day) throw new Error('the day was not returned')
        return sumOf(day, find.get(otherKey, today) ?? undefined)
      }),

    eraseUsage: (owner) =>
      write(() => {
        const today = dayOf(now())
        move.run(erasedKey(owner), owner, today)
        return { usageDays: erase.run(owner).changes, usageDaysKept: find.get(erasedKey(owner), today) ? 1 : 0 }
      }),

    sweepUsage: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(dayOf(now()), rows)),

    async readUsage(userId, from, to) {
      try {
        const [owner, today] = [ownerKey(userId), dayOf(now())]
        const erased = from <= today && today <= to ? find.get(erasedKey(owner), today) : null
        return withErased(read.all(owner, from, to), erased ?? undefined)
      } catch (error) {
        throw storeError(error)
      }
    },
  }
}

const ADDED = `on conflict (owner, day) do update set requests = requests + excluded.requests,
  prompt_tokens = prompt_tokens + excluded.prompt_tokens, completion_tokens = completion_tokens + excluded.completion_tokens,
  documents = documents + excluded.documents, bytes = bytes + excluded.bytes`

const usageStatements = (db: Database) => ({
  add: db.query<UsageDay, [string, string, number, number, number, number, number, number]>(
    `insert into usage (owner, day, requests, prompt_tokens, completion_tokens, documents, bytes, erased)
     values (?, ?, ?, ?, ?, ?, ?, ?) ${ADDED} returning ${COLUMNS}`,
  ),
  find: db.query<UsageDay, [string, string]>(`select ${COLUMNS} from usage where owner = ? and day = ?`),
  move: db.query<null, [string, UserKey, string]>(
    `insert into usage (owner, day, requests, prompt_tokens, completion_tokens, documents, bytes, erased)
     select ?, day, requests, prompt_tokens, completion_tokens, documents, bytes, 1 from usage where owner = ? and day = ? ${ADDED}`,
  ),
  erase: db.query<null, [UserKey]>('delete from usage where owner = ?'),
  sweep: db.query<null, [string, number]>(
    'delete from usage where (owner, day) in (select owner, day from usage where erased = 1 and day < ? limit ?)',
  ),
  read: db.query<UsageDay, [UserKey, string, string]>(
    `select ${COLUMNS} from usage where owner = ? and day between ? and ? order by day`,
  ),
})
