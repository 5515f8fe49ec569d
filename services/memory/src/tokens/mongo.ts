import { isDuplicate, retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Collection, Db } from 'mongodb'
import type { OwnerLimits } from '../owner-limits'
import { familyOver, isRepeat, type Token, type TokenStore, tokenId, tooManyTokens } from './store'

interface TokenDocument {
  _id: string
  owner: UserKey
  /** The id of the first token of the family. */
  family: string
  /** Empty: the token is unused. */
  successorJti: string
  usedAtMs: number
  expiresAtMs: number
}

interface FamilyDocument {
  _id: string
  owner: UserKey
  isOver: boolean
  expiresAtMs: number
}

interface RevocationDocument {
  _id: string
  owner: UserKey
  revokedAtMs: number
  expiresAtMs: number
}

interface Collections {
  tokens: Collection<TokenDocument>
  families: Collection<FamilyDocument>
  revocations: Collection<RevocationDocument>
}

export async function mongoTokenStore(db: Db, now: () => number, limits: OwnerLimits): Promise<TokenStore> {
  const collections = await openCollections(db)
  const { tokens, families, revocations } = collections
  const isOver = async (family: string) => (await families.findOne({ _id: family }))?.isOver !== false
  const list = async (owner: UserKey, _id: string, expiresAtMs: number) => {
    const $setOnInsert = { owner, revokedAtMs: now(), expiresAtMs }
    await retryDuplicate(() => revocations.updateOne({ _id }, { $setOnInsert }, { upsert: true }))
  }
  /** The revocation is written first, because an ended family is not ended again. */
  const end = async (owner: UserKey, family: string, accessMs: number) => {
    await list(owner, family, now() + accessMs)
    await families.updateOne({ _id: family }, { $set: { isOver: true } })
  }
  return {
    rotate: (userId, token, { successorMs, accessMs }) =>
      translateErrors(async () => {
        const [owner, _id, at] = [ownerKey(userId), tokenId(userId, token.jti), now()]
        await keepToken(collections, owner, { _id, family: _id, expiresAtMs: token.expiresAtMs })
        const before = await tokens.findOne({ _id })
        if (!before || (await isOver(before.family))) throw familyOver()
        const given = before.successorJti === '' ? await tokens.countDocuments({ owner }, { limit: limits.tokens + 1 }) : 0
        if (given > limits.tokens) throw tooManyTokens()
        // One of several simultaneous uses writes the successor, and all read it.
        const use = { successorJti: crypto.randomUUID(), usedAtMs: at }
        await tokens.updateOne({ _id, successorJti: '' }, { $set: use })
        const used = await tokens.findOne({ _id })
        if (!used) throw familyOver()
        const { family, successorJti, usedAtMs } = used
        if (!isRepeat(used, at)) {
          await end(owner, family, accessMs)
          throw familyOver()
        }
        const successor = { _id: tokenId(userId, successorJti), family, expiresAtMs: usedAtMs + successorMs }
        await keepToken(collections, owner, successor)
        if (await isOver(family)) throw familyOver() // it ended in the meantime
        return { successorJti, issuedAtMs: usedAtMs, familyId: family }
      }),

    endFamily: (userId, { jti, expiresAtMs }: Token, accessMs) =>
      translateErrors(async () => {
        const [owner, _id] = [ownerKey(userId), tokenId(userId, jti)]
        await keepToken(collections, owner, { _id, family: _id, expiresAtMs })
        const family = (await tokens.findOne({ _id }))?.family ?? _id
        await end(owner, family, accessMs)
        return family
      }),

    revoke: (userId, { jti, expiresAtMs }) => translateErrors(() => list(ownerKey(userId), tokenId(userId, jti), expiresAtMs)),

    revocations: ({ revokedAtMs, id }, limit) =>
      translateErrors(async () => {
        const later = [{ revokedAtMs: { $gt: revokedAtMs } }, { revokedAtMs, _id: { $gt: id } }]
        const found = revocations.find({ $or: later, expiresAtMs: { $gt: now() } }).sort({ revokedAtMs: 1, _id: 1 })
        return (await found.limit(limit).toArray()).map(({ _id, ...others }) => ({
          id: _id,
          revokedAtMs: others.revokedAtMs,
          expiresAtMs: others.expiresAtMs,
        }))
      }),

    ...tokenRemoval(collections, now),
  }
}

const tokenRemoval = (
  { tokens, families, revocations }: Collections,
  now: () => number,
): Pick<TokenStore, 'eraseTokens' | 'sweepTokens'> => ({
  eraseTokens: (owner) =>
    translateErrors(async () => {
      await families.deleteMany({ owner })
      return (await tokens.deleteMany({ owner })).deletedCount
    }),

  sweepTokens: () =>
    translateErrors(async () => {
      const expired = { expiresAtMs: { $lte: now() } }
      const swept = [tokens.deleteMany(expired), families.deleteMany(expired), revocations.deleteMany(expired)]
      return (await Promise.all(swept)).reduce((sum, { deletedCount }) => sum + deletedCount, 0)
    }),
})

async function openCollections(db: Db): Promise<Collections> {
  const collections: Collections = {
    tokens: db.collection('memory_tokens'),
    families: db.collection('memory_token_families'),
    revocations: db.collection('memory_revocations'),
  }
  const indexes = [{ key: { owner: 1 } }, { key: { expiresAtMs: 1 } }] as const
  await collections.tokens.createIndexes([...indexes])
  await collections.families.createIndexes([...indexes])
  await collections.revocations.createIndexes([...indexes, { key: { revokedAtMs: 1, _id: 1 } }])
  return collections
}

/** Writes the family first, because a token without a family is invalid. */
async function keepToken(
  { tokens, families }: Collections,
  owner: UserKey,
  token: Pick<TokenDocument, '_id' | 'family' | 'expiresAtMs'>,
) {
  const { _id, family, expiresAtMs } = token
  if (await tokens.findOne({ _id }, { projection: { _id: 1 } })) return
  const $setOnInsert = { owner, isOver: false }
  await retryDuplicate(() => families.updateOne({ _id: family }, { $setOnInsert, $max: { expiresAtMs } }, { upsert: true }))
  await tokens.insertOne({ ...token, owner, successorJti: '', usedAtMs: 0 }).catch((error) => {
    if (!isDuplicate(error)) throw error
  })
}
