import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import type { HiddenVersion } from '../documents/store'
import type { ChunkCount, VectorStore } from '../vectors/store'

/** The number of hidden versions that are left out of the counts: each one takes a query of the store. */
const HIDDEN_COUNTED_MAX = 8

export interface Coverage {
  /** Those of the user and `public` that have any chunk. */
  owners: OwnerKey[]
  /** Share of the chunks that have vectors of a model; undefined: of the most common one. */
  coverageOf(model?: string): number
  hasChunks: boolean
}

/**
 * Counts the chunks that can be searched, and those that can be compared by meaning. Versions that are in flight, replaced or
 * deleted do not count.
 */
export async function measureCoverage(
  userId: string,
  hidden: HiddenVersion[],
  vectors: VectorStore,
  signal: AbortSignal,
): Promise<Coverage> {
  const owners = [ownerKey(userId), 'public' as const]
  const ownerOf = ({ isPublic }: HiddenVersion) => (isPublic ? 'public' : ownerKey(userId))
  const [held, unseen] = await Promise.all([
    Promise.all(owners.map((owner) => vectors.count(owner, undefined, signal))),
    Promise.all(hidden.slice(0, HIDDEN_COUNTED_MAX).map((version) => vectors.count(ownerOf(version), version, signal))),
  ])
  const counted = (of: (count: ChunkCount) => number) => {
    const sum = (counts: ChunkCount[]) => counts.reduce((all, count) => all + of(count), 0)
    return Math.max(0, sum(held) - sum(unseen))
  }
  const chunks = counted((count) => count.chunks)
  return {
    owners: owners.filter((_, at) => (held[at]?.chunks ?? 0) > 0),
    coverageOf(model) {
      const models = model === undefined ? held.flatMap(({ embedded }) => [...embedded.keys()]) : [model]
      const compared = Math.max(0, ...models.map((name) => counted(({ embedded }) => embedded.get(name) ?? 0)))
      return chunks === 0 ? 0 : Math.min(1, compared / chunks)
    },
    hasChunks: chunks > 0,
  }
}
