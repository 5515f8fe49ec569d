import { signalWithTimeout } from '@collabry/runtime/abort'
import type { Caller } from '../core/caller'
import type { Rag } from '../documents/ports'

/** The count is an addition to an answer, which it must not hold up. */
const COUNT_MS = 1_000

export interface CheckedSources {
  /** Documents of the user that are not searchable yet; null: not known now. Never rejects. */
  documentsProcessing: Promise<number | null>
}

/** Refuses a document that the user may not see, before any work. Without a named one nothing is waited for. */
export async function checkSources(rag: Pick<Rag, 'checkSources'>, sourceIds: string[], caller: Caller): Promise<CheckedSources> {
  const isNamed = sourceIds.length > 0
  const signal = isNamed ? caller.signal : signalWithTimeout(caller.signal, COUNT_MS)
  const checked = rag.checkSources(sourceIds, { ...caller, signal })
  const documentsProcessing = checked.then(
    (reply) => reply.documentsProcessing,
    () => null,
  )
  if (isNamed) await checked
  return { documentsProcessing }
}
