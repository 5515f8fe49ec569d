import { LRUCache } from 'lru-cache'

const ENTRIES_MAX = 256

/**
 * Reads a value once for all callers that ask for its key, and again when it is older than `ttlMs`. Callers that wait for
 * the same read share its failure; a failure is not kept. A value that is known comes as itself, so that nobody waits for it.
 */
export function memoizeTtl<T extends NonNullable<unknown>>(
  ttlMs: number,
  read: (key: string) => Promise<T>,
): (key: string) => T | Promise<T> {
  const values = new LRUCache<string, T>({ max: ENTRIES_MAX, ttl: ttlMs, fetchMethod: read, ignoreFetchAbort: true })
  return (key) => values.get(key) ?? values.forceFetch(key)
}
