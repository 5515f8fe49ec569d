import { signalWithTimeout, withAbort } from '@collabry/runtime/abort'
import { isTransient } from '@collabry/runtime/errors'
import { type Peeked, peekFirst } from '@collabry/runtime/generators'
import type { Caller } from '../core/caller'
import type { Passage, Rag, SearchQuery } from '../documents/ports'
import type { PartsLeftOut } from './llm'
import { isTooLong } from './map-reduce'

interface Retrieval {
  query: string
  /** The requests before this one in its conversation, newest first. */
  earlier?: string[]
  topK: number
  use: boolean | 'auto'
  sourceIds: string[]
  notebookId: string
}

export interface Retrieved {
  passages: Passage[]
  /**
   * `nothing`: the documents do not answer the query. `unneeded`: no documents were requested, or no passage is about
   * the request. `unavailable`: documents cannot be searched now, and the request continues without them. `crowded out`: the window
   * has no room.
   */
  state: 'found' | 'nothing' | 'unneeded' | 'unavailable' | 'crowded out'
}

/**
 * Above it a passage is nearer than texts that have nothing to do with the question; it may be shown, but not be claimed to
 * answer.
 */
const NEAR_SIMILARITY_MIN = 0.02

/** Longest query that is searched for. */
const QUERY_CHARS_MAX = 2_000

/** Requests of a conversation to which "why?" or "and in animals?" may go back. */
const EARLIER_MAX = 3

/** With `auto` the user did not request documents, so the search may delay a conversation only by this much. */
const AUTO_DEADLINE_MS = 3_000

export const isRelated = ({ isUnrelated }: Passage): boolean => !isUnrelated

/**
 * Passages for a request. `true`: the best ones, whatever their scores; an error if documents cannot be searched. `auto`:
 * those that are about the request, and when documents cannot be searched the request goes on without them, which the answer
 * has to say. Named sources or a notebook are the user's own word that documents are meant: then `auto` is `true`.
 */
export async function retrieve(
  rag: Rag,
  { query, earlier = [], topK, use, sourceIds, notebookId }: Retrieval,
  caller: Caller,
): Promise<Retrieved> {
  if (use === false) return { passages: [], state: 'unneeded' }
  const search = { query: toQuery(query), topK, mode: 'hybrid', sourceIds, notebookId } as const
  const asked = use === true || sourceIds.length > 0 || notebookId !== ''
  if (asked) return toRetrieved((await rag.search(search, caller)).passages, 'nothing')
  try {
    const limited = { ...caller, signal: signalWithTimeout(caller.signal, AUTO_DEADLINE_MS) }
    return toRetrieved(await related(rag, search, earlier.slice(0, EARLIER_MAX), limited), 'unneeded')
  } catch (error) {
    if (caller.signal.aborted || !isTransient(error)) throw error
    return { passages: [], state: 'unavailable' }
  }
}

/**
 * The passages that are about the request. One that finds none and goes on from the one before it is searched for together
 * with that one.
 */
async function related(rag: Rag, search: SearchQuery, earlier: string[], caller: Caller): Promise<Passage[]> {
  const { passages, followsUp } = await rag.search(search, caller)
  const found = passages.filter(isRelated)
  const [before, ...older] = earlier
  if (found.length > 0 || !followsUp || before === undefined) return found
  return related(rag, { ...search, query: toQuery(`${before}\n${search.query}`) }, older, caller)
}

const toQuery = (text: string): string => text.slice(0, QUERY_CHARS_MAX).toWellFormed()

/** The passages as data; the provider without a model shows one that is near in meaning where no words answer. */
export const quotablePassages = (passages: Passage[]) =>
  passages.map(({ content, filename, similarity }) => ({ content, filename, isNear: similarity >= NEAR_SIMILARITY_MIN }))

const toRetrieved = (passages: Passage[], otherwise: 'nothing' | 'unneeded'): Retrieved => ({
  passages,
  state: passages.length > 0 ? 'found' : otherwise,
})

/** The count is additional, so an answer that is ready waits for it no longer. */
const COUNT_MS = 1_000

export interface CheckedSources {
  /** Documents of the user that are not searchable yet, asked for when the answer is ready; null: not known then. Never rejects. */
  documentsProcessing: () => Promise<number | null>
}

/** Refuses a named document that the user may not see, before any work. Without one it does not wait. */
export async function checkSources(rag: Pick<Rag, 'checkSources'>, sourceIds: string[], caller: Caller): Promise<CheckedSources> {
  const checked = rag.checkSources(sourceIds, caller)
  const counted = checked.then(
    (reply) => reply.documentsProcessing,
    () => null,
  )
  if (sourceIds.length > 0) await checked
  return { documentsProcessing: () => withAbort(counted, AbortSignal.timeout(COUNT_MS)).catch(() => null) }
}

interface Started<Passage, Part> {
  /** The passages that the prompt holds. */
  passages: Passage[]
  parts: Peeked<Part>
}

/**
 * Starts a generation with as many passages, the first ones, as the model's window has room for: llm leaves out the others.
 * `least` of them stay, or the prompt is refused. With none that must stay, it starts without passages when not even the
 * first one fits.
 */
export async function startFitted<Passage, Part extends PartsLeftOut>(
  passages: Passage[],
  least: number,
  start: (passages: Passage[], min: number) => AsyncGenerator<Part>,
): Promise<Started<Passage, Part>> {
  if (passages.length > 0) {
    try {
      const parts = await peekFirst(start(passages, Math.max(1, least)))
      const leftOut = parts.first.done ? 0 : (parts.first.value.partsLeftOut ?? 0)
      return { passages: passages.slice(0, passages.length - leftOut), parts }
    } catch (error) {
      if (!isTooLong(error) || least > 0) throw error
    }
  }
  return { passages: [], parts: await peekFirst(start([], 0)) }
}
