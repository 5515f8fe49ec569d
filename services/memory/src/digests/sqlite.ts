import type { Database } from 'bun:sqlite'
import type { Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { type ClaimedDigest, DIGEST_AGAIN_MS, DIGEST_LEASE_MS, type DigestQueue } from './store'

export function sqliteDigestQueue(db: Database, write: Write, now: () => number): DigestQueue {
  const add = db.query<null, [UserKey, string, string, number]>(
    `insert into digest (owner, session_id, user_id, asked, due_ms) values (?, ?, ?, 1, ?)
     on conflict (owner, session_id) do update set asked = asked + 1`,
  )
  const claim = db.query<ClaimedDigest, [number, number, number]>(
    `update digest set due_ms = ? where (owner, session_id) in
       (select owner, session_id from digest where due_ms <= ? order by due_ms limit ?)
     returning user_id as userId, session_id as sessionId, asked as claim`,
  )
  const finish = db.query<null, [UserKey, string, number]>('delete from digest where owner = ? and session_id = ? and asked = ?')
  const postpone = db.query<null, [number, UserKey, string]>('update digest set due_ms = ? where owner = ? and session_id = ?')
  const forget = db.query<null, [UserKey, string]>('delete from digest where owner = ? and session_id = ?')
  const erase = db.query<null, [UserKey]>('delete from digest where owner = ?')
  return {
    addDigest: (userId, sessionId) => write(() => void add.run(ownerKey(userId), sessionId, userId, now())),
    claimDigests: (limit) => write(() => claim.all(now() + DIGEST_LEASE_MS, now(), limit)),
    endDigest: (userId, sessionId, { claim: asked, again }) =>
      write(() => {
        const owner = ownerKey(userId)
        const done = !again && finish.run(owner, sessionId, asked).changes > 0
        if (!done) postpone.run(again ? now() + DIGEST_AGAIN_MS : now(), owner, sessionId)
      }),
    forgetDigest: (userId, sessionId) => write(() => void forget.run(ownerKey(userId), sessionId)),
    eraseDigests: (owner) => write(() => void erase.run(owner)),
  }
}
