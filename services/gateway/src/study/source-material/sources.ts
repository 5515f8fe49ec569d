import type { Caller } from '../../core/caller'
import type { Passage, Rag, SearchQuery } from '../../documents/ports'
import { type Source, toSource } from '../../generation/types'
import type { Evidence } from './evidence'

/** Searches at once: they are short, and the rag service serves others too. */
const SEARCHES_AT_ONCE = 4
const QUERY_CHARS_MAX = 500
const CANDIDATES_MAX = 5

/** The source of each place, an entry as qa has it; none where there is no place, or the material is a text of the request. */
export async function sourcesOf(rag: Rag, places: (Evidence | undefined)[], caller: Caller): Promise<Source[][]> {
  const known = new Map<string, Promise<Source>>()
  const waiting = places.map((place, index) => ({ place, index })).reverse()
  const sources: Source[][] = []
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { place, index } = next
      const origin = place?.extract.origin
      sources[index] = []
      if (!origin) continue
      const key = `${origin.documentId} ${origin.passage?.chunkId ?? origin.start + place.start}`
      const source = known.get(key) ?? sourceAt(rag, place, caller)
      known.set(key, source)
      sources[index] = [await source]
    }
  }
  await Promise.all(Array.from({ length: SEARCHES_AT_ONCE }, work))
  return sources
}

/**
 * A document that was read as a whole has no passages yet: the one that holds the place is looked up by its words. Without one,
 * as while the document is still being made searchable, the place itself is quoted.
 */
async function sourceAt(rag: Rag, { extract: { content, origin }, start, end }: Evidence, caller: Caller): Promise<Source> {
  if (!origin) throw new Error('a text of the request is no source')
  if (origin.passage) return toSource(origin.passage)
  const { documentId, filename, metadata, page } = origin
  const place: Passage = {
    documentId,
    chunkId: '',
    filename,
    content: content.slice(start, end),
    start: origin.start + start,
    end: origin.start + end,
    page,
    score: 1,
    similarity: 0,
    wordCoverage: 1,
    metadata,
  }
  const query = place.content.slice(0, QUERY_CHARS_MAX).toWellFormed()
  const wish: SearchQuery = { query, topK: CANDIDATES_MAX, mode: 'lexical', sourceIds: [documentId], notebookId: '' }
  const { passages } = await rag.search(wish, caller)
  const shared = (passage: Passage) => Math.min(passage.end, place.end) - Math.max(passage.start, place.start)
  const best = passages.toSorted((one, other) => shared(other) - shared(one))[0]
  return toSource(best && shared(best) > 0 ? best : place)
}
