import type { Database } from 'bun:sqlite'
import { inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../owner-limits'
import { familyOver, isRepeat, type Revocation, type Token, type TokenStore, tokenId, tooManyTokens } from './store'

/** Maximum number of rows in one step. */
const SWEPT_MAX = 200

interface TokenRow {
  family: string
  successor_jti: string
  used_at_ms: number
}

export function sqliteTokenStore(db: Database, write: Write, now: () => number, limits: OwnerLimits): TokenStore {
  const statements = tokenStatements(db)
  const { find, insert, count, use, isOver, keepFamily, addRevocation, listRevocations } = statements

  /** The stored token. An unknown token starts a family. */
  const known = (owner: UserKey, id: string, { expiresAtMs }: Token): TokenRow => {
    const found = find.get(id)
    if (found) return found
    insert.run(id, owner, id, expiresAtMs)
    keepFamily.run(id, owner, 0, expiresAtMs)
    return { family: id, successor_jti: '', used_at_ms: 0 }
  }

  const end = (owner: UserKey, family: string, accessMs: number) => {
    keepFamily.run(family, owner, 1, 0)
    addRevocation.run(family, owner, now(), now() + accessMs)
  }

  return {
    async rotate(userId, token, { successorMs, accessMs }) {
      const rotation = await write(() => {
        const [owner, id, at] = [ownerKey(userId), tokenId(userId, token.jti), now()]
        const { family, successor_jti: successorJti, used_at_ms: usedAtMs } = known(owner, id, token)
        if (isOver.get(family)?.is_over !== 0) return undefined
        if (successorJti === '') {
          if ((count.get(owner)?.tokens ?? 0) > limits.tokens) throw tooManyTokens()
          const [next, expiresAtMs] = [crypto.randomUUID(), at + successorMs]
          use.run(next, at, id)
          insert.run(tokenId(userId, next), owner, family, expiresAtMs)
          keepFamily.run(family, owner, 0, expiresAtMs)
          return { successorJti: next, issuedAtMs: at, familyId: family }
        }
        if (isRepeat({ successorJti, usedAtMs }, at)) return { successorJti, issuedAtMs: usedAtMs, familyId: family }
        end(owner, family, accessMs)
        return undefined
      })
      if (!rotation) throw familyOver() // after the commit: the end of the family must be on the disk
      return rotation
    },

    endFamily: (userId, token, accessMs) =>
      write(() => {
        const owner = ownerKey(userId)
        const { family } = known(owner, tokenId(userId, token.jti), token)
        end(owner, family, accessMs)
        return family
      }),

    revoke: (userId, { jti, expiresAtMs }) =>
      write(() => void addRevocation.run(tokenId(userId, jti), ownerKey(userId), now(), expiresAtMs)),

    async revocations({ revokedAtMs, id }, limit) {
      try {
        return listRevocations.all(revokedAtMs, id, now(), limit)
      } catch (error) {
        throw storeError(error)
      }
    },

    ...tokenRemoval(statements, write, now),
  }
}

const tokenRemoval = (
  { eraseTokens, eraseFamilies, sweeps }: ReturnType<typeof tokenStatements>,
  write: Write,
  now: () => number,
): Pick<TokenStore, 'eraseTokens' | 'sweepTokens'> => ({
  async eraseTokens(owner) {
    const erased = await inSteps(write, SWEPT_MAX, (rows) => eraseTokens.run(owner, rows))
    await inSteps(write, SWEPT_MAX, (rows) => eraseFamilies.run(owner, rows))
    return erased
  },

  async sweepTokens() {
    let swept = 0
    for (const sweep of sweeps) swept += await inSteps(write, SWEPT_MAX, (rows) => sweep.run(now(), rows))
    return swept
  },
})

function tokenStatements(db: Database) {
  const find = db.query<TokenRow, [string]>('select family, successor_jti, used_at_ms from token where id = ?')
  const insert = db.query<null, [string, UserKey, string, number]>(
    `insert into token (id, owner, family, successor_jti, used_at_ms, expires_at_ms) values (?, ?, ?, '', 0, ?)`,
  )
  const count = db.query<{ tokens: number }, [UserKey]>('select count(*) as tokens from token where owner = ?')
  const use = db.query<null, [string, number, string]>('update token set successor_jti = ?, used_at_ms = ? where id = ?')
  const isOver = db.query<{ is_over: number }, [string]>('select is_over from family where id = ?')
  const keepFamily = db.query<null, [string, UserKey, number, number]>(
    `insert into family (id, owner, is_over, expires_at_ms) values (?, ?, ?, ?) on conflict (id) do update
     set is_over = max(is_over, excluded.is_over), expires_at_ms = max(expires_at_ms, excluded.expires_at_ms)`,
  )
  const addRevocation = db.query<null, [string, UserKey, number, number]>(
    'insert or ignore into revocation (id, owner, revoked_at_ms, expires_at_ms) values (?, ?, ?, ?)',
  )
  const listRevocations = db.query<Revocation, [number, string, number, number]>(
    `select id, revoked_at_ms as revokedAtMs, expires_at_ms as expiresAtMs from revocation
     where (revoked_at_ms, id) > (?, ?) and expires_at_ms > ? order by revoked_at_ms, id limit ?`,
  )
  const eraseOf = (table: 'token' | 'family') =>
    db.query<null, [UserKey, number]>(`delete from ${table} where id in (select id from ${table} where owner = ? limit ?)`)
  const [eraseTokens, eraseFamilies] = [eraseOf('token'), eraseOf('family')]
  const sweeps = ['token', 'family', 'revocation'].map((table) =>
    db.query<null, [number, number]>(
      `delete from ${table} where id in (select id from ${table} where expires_at_ms <= ? limit ?)`,
    ),
  )
  return { find, insert, count, use, isOver, keepFamily, addRevocation, listRevocations, eraseTokens, eraseFamilies, sweeps }
}
