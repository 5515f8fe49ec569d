import type { Database } from 'bun:sqlite'
import { storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { dayOf, type UsageDay, type UsageStore } from './store'

const columns = 'day, requests, prompt_tokens as promptTokens, completion_tokens as completionTokens, documents, bytes'

export function sqliteUsageStore(db: Database, write: Write, now: () => number): UsageStore {
  const add = db.query<UsageDay, [UserKey, string, number, number, number, number, number]>(
    `insert into usage (owner, day, requests, prompt_tokens, completion_tokens, documents, bytes) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (owner, day) do update set requests = requests + excluded.requests,
       prompt_tokens = prompt_tokens + excluded.prompt_tokens,
       completion_tokens = completion_tokens + excluded.completion_tokens,
       documents = documents + excluded.documents, bytes = bytes + excluded.bytes
     returning ${columns}`,
  )
  const erase = db.query<null, [UserKey]>('delete from usage where owner = ?')
  const read = db.query<UsageDay, [UserKey, string, string]>(
    `select ${columns} from usage where owner = ? and day between ? and ? order by day`,
  )
  return {
    addUsage: (userId, { requests, promptTokens, completionTokens, documents, bytes }) =>
      write(() => {
        const day = add.get(ownerKey(userId), dayOf(now()), requests, promptTokens, completionTokens, documents, bytes)
        if (!day) throw new Error('the day was not returned')
        return day
      }),

    eraseUsage: (owner) => write(() => erase.run(owner).changes),

    async readUsage(userId, from, to) {
      try {
        return read.all(ownerKey(userId), from, to)
      } catch (error) {
        throw storeError(error)
      }
    },
  }
}
