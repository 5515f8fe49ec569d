import type { Database } from 'bun:sqlite'
import { inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { dayOf, type UsageDay, type UsageStore } from './store'

const columns = 'day, requests, prompt_tokens as promptTokens, completion_tokens as completionTokens, documents, bytes'

/** Rows that one step of a sweep takes. */
const SWEPT_MAX = 200

export function sqliteUsageStore(db: Database, write: Write, now: () => number): UsageStore {
  const add = db.query<UsageDay, [UserKey, string, number, number, number, number, number, number]>(
    `insert into usage (owner, day, requests, prompt_tokens, completion_tokens, documents, bytes, erased)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (owner, day) do update set requests = requests + excluded.requests,
       prompt_tokens = prompt_tokens + excluded.prompt_tokens,
       completion_tokens = completion_tokens + excluded.completion_tokens,
       documents = documents + excluded.documents, bytes = bytes + excluded.bytes, erased = max(erased, excluded.erased)
     returning ${columns}`,
  )
  const erase = db.query<null, [UserKey, string]>('delete from usage where owner = ? and day <> ?')
  const markErased = db.query<null, [UserKey, string]>('update usage set erased = 1 where owner = ? and day = ?')
  const sweep = db.query<null, [string, number]>(
    'delete from usage where (owner, day) in (select owner, day from usage where erased = 1 and day < ? limit ?)',
  )
  const read = db.query<UsageDay, [UserKey, string, string]>(
    `select ${columns} from usage where owner = ? and day between ? and ? order by day`,
  )
  return {
    addUsage: (userId, { requests, promptTokens, completionTokens, documents, bytes }, erased = false) =>
      write(() => {
        const amounts = [requests, promptTokens, completionTokens, documents, bytes] as const
        const day = add.get(ownerKey(userId), dayOf(now()), ...amounts, erased ? 1 : 0)
        if (!day) throw new Error('the day was not returned')
        return day
      }),

    eraseUsage: (owner) =>
      write(() => {
        const today = dayOf(now())
        const usageDaysKept = markErased.run(owner, today).changes
        return { usageDays: erase.run(owner, today).changes, usageDaysKept }
      }),

    sweepUsage: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(dayOf(now()), rows)),

    async readUsage(userId, from, to) {
      try {
        return read.all(ownerKey(userId), from, to)
      } catch (error) {
        throw storeError(error)
      }
    },
  }
}
