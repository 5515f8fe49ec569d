import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { createEraseUser, type Erasures, resumeErasures } from './erasure'

const away = () => Promise.reject(new AppError('unavailable', 'Away.'))

/** Records of erasures as the memory service keeps them, and who was erased where. */
function recorded() {
  const open = new Map<string, number>()
  const erased: string[] = []
  const erasures: Erasures = {
    async begin({ userId }) {
      open.set(userId, open.get(userId) ?? 7)
      return { epochMs: 7 }
    },
    async erase(epochMs, { userId }) {
      erased.push(`memory ${userId} ${epochMs}`)
      return { sessions: 2 }
    },
    async end(_, { userId }) {
      open.delete(userId)
    },
    claim: async () => [...open].map(([userId, epochMs]) => ({ userId, epochMs })),
  }
  const eraseDocuments = async (epochMs: number, { userId }: { userId: string }) => {
    erased.push(`rag ${userId} ${epochMs}`)
    return { documents: 3 }
  }
  return { open, erased, erasures, eraseDocuments }
}

const saveUsage = async () => {}

test('a user is erased everywhere, under one number, and the receipt says what went', async () => {
  const { open, erased, ...ports } = recorded()
  expect(await createEraseUser({ ...ports, saveUsage })(callerOf('ann'))).toEqual({
    memory: { sessions: 2 },
    rag: { documents: 3 },
  })
  expect(erased.toSorted()).toEqual(['memory ann 7', 'rag ann 7'])
  expect(open.size).toBe(0)
})

test('a client that leaves does not call it off', async () => {
  const { open, erased, ...ports } = recorded()
  await createEraseUser({ ...ports, saveUsage })({ ...callerOf('ann'), signal: AbortSignal.abort() })
  expect(erased).toHaveLength(2)
  expect(open.size).toBe(0)
})

test('what a store that is away has left is done later, and no record is closed before', async () => {
  const { open, erased, ...ports } = recorded()
  const erasing = createEraseUser({ ...ports, saveUsage, eraseDocuments: away })(callerOf('ann'))
  expect(await erasing.catch((error: AppError) => [error.code, error.retryAfterMs])).toEqual(['unavailable', 30_000])
  open.set('bob', 9)
  const request = { requestId: 'r', signal: new AbortController().signal }
  await resumeErasures({ ...ports, eraseDocuments: away }, request)
  expect([...open.keys()]).toEqual(['ann', 'bob'])
  await resumeErasures(ports, request)
  expect(open.size).toBe(0)
  expect(erased.slice(-4).toSorted()).toEqual(['memory ann 7', 'memory bob 9', 'rag ann 7', 'rag bob 9'])
})
