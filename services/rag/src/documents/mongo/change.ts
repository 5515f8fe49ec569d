import { AppError } from '@collabry/runtime/errors'
import { isDuplicate } from '@collabry/storage/mongo-client'
import type { DocumentState } from '../document-state'
import { nameTaken } from '../store'
import { type Step, trimEnded } from '../transitions'
import { type Collections, fromStored, storeClock, toStored } from './collections'

/** The number of tries of a change that meets other changes of the same document. */
const TRIES_MAX = 200

export type Change = <Result>(documentId: string, step: Step<Result>, fresh?: () => DocumentState) => Promise<Result | undefined>

/** One step of one document, or nothing at all: written only over the state that it was made from. */
export const changer =
  (collections: Collections): Change =>
  async (documentId, step, fresh) => {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const found = await collections.documents.findOne({ _id: documentId })
      const state = found ? fromStored(found) : fresh?.()
      if (state === undefined) return undefined
      const result = step(state, await storeClock(collections))
      if (result === undefined) return undefined
      if (await write(collections, state, found?.revision)) return result
      await Bun.sleep(Math.random() * Math.min(50, 2 * tries))
    }
    throw new AppError('overloaded', 'Too much happens to this document at the same time; try again later.', {
      retryAfterMs: 1_000,
    })
  }

/** False: someone else was faster. */
async function write({ documents }: Collections, state: DocumentState, revision: number | undefined): Promise<boolean> {
  const next = toStored({ ...state, tasks: trimEnded(state.tasks) }, (revision ?? 0) + 1)
  try {
    if (revision !== undefined) return (await documents.replaceOne({ _id: next._id, revision }, next)).matchedCount === 1
    await documents.insertOne(next)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const hasName = await documents.findOne({ nameKey: next.nameKey, _id: { $ne: next._id } }, { projection: { _id: 1 } })
    if (hasName) throw nameTaken()
    return false
  }
}
