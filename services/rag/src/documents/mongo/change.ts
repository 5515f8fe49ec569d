import { AppError } from '@collabry/runtime/errors'
import { isDuplicate } from '@collabry/storage/mongo-errors'
import { ENDED_MAX } from '../tasks'
import { type Collections, storeClock } from './collections'
import { type DocumentState, derive, type StoredDocument, type StoredTask } from './document'

/** The number of tries of a change that meets other changes of the same document. */
const TRIES_MAX = 200

/** Changes the state it is given. Undefined: there is nothing to change. */
export type Step<Result> = (document: DocumentState, nowMs: number) => Result | undefined

export type Change = <Result>(documentId: string, step: Step<Result>, fresh?: () => DocumentState) => Promise<Result | undefined>

/** One step of one document, or nothing at all: written only over the state that it was made from. */
export const changer =
  (collections: Collections): Change =>
  async (documentId, step, fresh) => {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const found = await collections.documents.findOne({ _id: documentId })
      const state = found ?? fresh?.()
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
  const tasks = remembered(state.tasks)
  const next: StoredDocument = { ...state, tasks, ...derive({ ...state, tasks }), revision: (revision ?? 0) + 1 }
  if (revision !== undefined) return (await documents.replaceOne({ _id: state._id, revision }, next)).matchedCount === 1
  try {
    await documents.insertOne(next)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Uploads that have ended and left nothing to be swept; the oldest are forgotten, for a document of the store has 16 MiB. */
function remembered(tasks: StoredTask[]): StoredTask[] {
  const ended = tasks.filter(({ status, life }) => status !== 'processing' && (life === 'none' || life === 'swept'))
  const forgotten = new Set(ended.slice(0, Math.max(0, ended.length - ENDED_MAX)))
  return tasks.filter((task) => !forgotten.has(task))
}
