import type { Caller } from '../../core/caller'
import type { Notes, RecalledTurn, Said } from '../../sessions/ports'
import { tokensOf } from './window'

const TURNS_MAX = 3
const ASKED_MAX = 20
/** An answer does not wait longer for what it may remember. */
const DEADLINE_MS = 400
/** Longest question that is looked for. */
const QUERY_CHARS_MAX = 2_000

/** Older turns that have to do with a message and are not in its prompt already: whole ones, the best that fit. */
export async function recall(
  notes: Pick<Notes, 'recall'>,
  { sessionId, message, shown, tokensMax }: { sessionId: string; message: string; shown: Said[]; tokensMax: number },
  caller: Caller,
): Promise<RecalledTurn[]> {
  const stop = AbortSignal.any([caller.signal, AbortSignal.timeout(DEADLINE_MS)])
  const query = message.slice(0, QUERY_CHARS_MAX).toWellFormed()
  // Those that are shown may well be the best, and must not take all places.
  const wanted = Math.min(ASKED_MAX, TURNS_MAX + Math.ceil(shown.length / 2))
  const found = await notes.recall(sessionId, query, wanted, { ...caller, signal: stop }).catch(() => [])
  const known = new Set(shown.map(({ messageId }) => messageId))
  let tokens = 0
  return found
    .filter(({ userMessageId, assistantMessageId }) => !known.has(userMessageId) && !known.has(assistantMessageId))
    .filter(({ question, answer }) => {
      const cost = tokensOf([{ content: question }, { content: answer }])
      const fits = tokens + cost <= tokensMax
      if (fits) tokens += cost
      return fits
    })
    .slice(0, TURNS_MAX)
}
