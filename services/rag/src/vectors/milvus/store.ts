import { isTransient } from '@collabry/runtime/errors'
import type { Matches, VectorStore } from '../store'
import { writeQueues } from '../write-queues'
import { milvusCollections } from './collections'
import { belowVersion, ofOwner, ofVersion } from './filter'
import type { VectorIndex } from './rows'
import { matching, nearest, vectorsOf } from './search'
import { type MilvusAddress, milvusServer } from './server'
import { milvusTable } from './table'
import { inSteps, outdatedVersions, removeChunks, renewSome, upsertChunks } from './write'

interface Options extends MilvusAddress {
  /** The names of the collections begin with it. */
  prefix: string
  /** Parts into which the owners are spread when a collection is made. */
  partitions: number
  /** Index of the vectors in new collections; `flat` by default. */
  index?: VectorIndex
}

/** How old the list of collections may be for a search: another process may have made one. */
const KNOWN_MS_MAX = 1_000

/**
 * One collection of chunks, with their words where the server has BM25, and one of vectors for each model and length. A
 * chunk without a vector is found by its words, and a new model is filled in beside the old one. The partition key is the
 * owner key.
 */
export async function milvusVectors({ address, token, prefix, partitions, index = 'flat' }: Options): Promise<VectorStore> {
  const server = await milvusServer({ address, token })
  const collections = milvusCollections(server, { prefix, partitions, index })
  await collections.check().catch(async (error: unknown) => {
    if (isTransient(error)) return // a server that is unavailable now is checked when it is used
    await server[Symbol.asyncDispose]()
    throw error
  })
  const table = milvusTable(server, index)
  const queues = writeQueues()
  const { isModern } = server

  return {
    upsert: (owner, chunks) => queues.run(owner, (check) => upsertChunks(owner, chunks, check, { table, collections, isModern })),
    async nearest(owner, query, k, scope, signal) {
      const { chunks, vectors } = await collections.known(KNOWN_MS_MAX)
      const found = vectors.find(({ model, dimension }) => model === query.model && dimension === query.vector.length)
      if (chunks === undefined || found === undefined) return []
      return nearest({ vectors: found.name, chunks }, query, { owner, k, scope, signal }, table)
    },
    async matching(owner, words, k, scope, signal): Promise<Matches> {
      const { chunks, findsByWords } = await collections.known(KNOWN_MS_MAX)
      if (chunks !== undefined && findsByWords) return matching(chunks, words, { owner, k, scope, signal }, table)
      const nothing = { hits: [], statistics: { chunks: 0, words: 0, holding: new Map() } }
      return findsByWords ? nothing : { ...nothing, unsearched: true }
    },
    async vectorsOf(owner, model, chunkIds, signal) {
      const { vectors } = await collections.known(KNOWN_MS_MAX)
      const found = vectors.find((one) => one.model === model.name && one.dimension === model.dimension)
      return found === undefined || chunkIds.length === 0 ? new Map() : vectorsOf(found.name, owner, chunkIds, table, signal)
    },
    async count(owner, of, signal) {
      const { chunks, vectors } = await collections.known(KNOWN_MS_MAX)
      const filter = of === undefined ? ofOwner(owner) : ofVersion(owner, of)
      const names = [...(chunks ? [chunks] : []), ...vectors.map(({ name }) => name)]
      const counts = new Map(
        await Promise.all(names.map(async (name) => [name, await table.count(name, filter, 'bounded', signal)] as const)),
      )
      const embedded = new Map<string, number>()
      for (const { name, model } of vectors) {
        const n = counts.get(name) ?? 0
        if (n > 0) embedded.set(model, (embedded.get(model) ?? 0) + n)
      }
      return { chunks: counts.get(chunks ?? '') ?? 0, embedded }
    },
    async outdated(except, signal) {
      const { chunks, findsByWords } = await collections.known(KNOWN_MS_MAX)
      // A server without BM25 finds nothing by words, and can't replace a row in one write.
      return chunks === undefined || !findsByWords ? [] : outdatedVersions(chunks, except, table, signal)
    },
    async renewWords(owner, of, step) {
      const { chunks } = await collections.knownToWriter()
      if (chunks === undefined) return
      await inSteps(step, () => queues.run(owner, () => renewSome(owner, of, chunks, table)))
    },
    remove: (owner, documentId, below) =>
      queues.run(owner, () => removeChunks(belowVersion(owner, documentId, below), table, collections)),
    purge: async () => {}, // the server's own compaction drops what was removed
    erase: (owner) => queues.runAlone(owner, async () => void (await removeChunks(ofOwner(owner), table, collections))),
    [Symbol.asyncDispose]: async () => {
      await queues.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
