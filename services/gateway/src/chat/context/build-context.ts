import type { Caller } from '../../core/caller'
import type { Usage } from '../../generation/llm'
import type { BegunTurn, Notes, RecalledTurn, Said } from '../../sessions/ports'
import { recalledNote, summaryNote } from './prompt'
import { historyTokens, tokensOf, windowOf } from './window'

/** The parts of the conversation that go into a prompt, and counts of the parts that do not. */
export interface TurnContext {
  prompt: { history: Said[]; summary: string; recalled: string }
  context: { leftOut: number; summarized: number; recalled: number }
}

export const NO_CONTEXT: TurnContext = {
  prompt: { history: [], summary: '', recalled: '' },
  context: { leftOut: 0, summarized: 0, recalled: 0 },
}

interface Memory {
  notes: Pick<Notes, 'recall'>
  windowTokens: () => number
}

/** Share of the tokens for history that recalled turns may take. */
const RECALLED_SHARE = 1 / 2

/** The last turns word for word, the summary of what it covers, and, where something is missing, the turns that fit the message. */
export async function buildContext(
  { notes, windowTokens }: Memory,
  message: string,
  begun: BegunTurn,
  caller: Caller,
): Promise<TurnContext> {
  const tokensMax = historyTokens(windowTokens())
  const history = windowOf(begun, tokensMax)
  const leftOut = Math.max(begun.messagesBefore ?? 0, begun.history.length) - history.length
  const wanted = { sessionId: begun.sessionId, message, shown: history, tokensMax: tokensMax * RECALLED_SHARE }
  const recalled = leftOut > 0 ? await recall(notes, wanted, caller) : []
  const summary = begun.summary?.text ?? ''
  return {
    prompt: {
      history,
      summary: summary ? summaryNote(summary) : '',
      recalled: recalled.length > 0 ? recalledNote(recalled) : '',
    },
    context: { leftOut, summarized: summary ? (begun.summary?.covers ?? 0) : 0, recalled: recalled.length },
  }
}

/** The usage of an answer with the counts of its context: messages left out by the model's window and by this selection. */
export const withContextUsage = (usage: Usage, { context: { leftOut, summarized, recalled } }: TurnContext): Usage => ({
  ...usage,
  context: {
    ...usage.context,
    messages_left_out: usage.context.messages_left_out + leftOut,
    messages_summarized: summarized,
    turns_recalled: recalled,
  },
})

const TURNS_MAX = 3
const ASKED_MAX = 20
/** Longest wait of an answer for recalled turns. */
const DEADLINE_MS = 400
/** Longest text that is searched for. */
const QUERY_CHARS_MAX = 2_000

/** Older turns that match a message and are not in its prompt: the best whole ones that fit. */
export async function recall(
  notes: Pick<Notes, 'recall'>,
  { sessionId, message, shown, tokensMax }: { sessionId: string; message: string; shown: Said[]; tokensMax: number },
  caller: Caller,
): Promise<RecalledTurn[]> {
  const stop = AbortSignal.any([caller.signal, AbortSignal.timeout(DEADLINE_MS)])
  const query = message.slice(0, QUERY_CHARS_MAX).toWellFormed()
  // Turns that are shown may rank first and must not take all places.
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
