import type { Caller } from '../../core/caller'
import type { Llm } from '../../generation/llm'
import type { Message, Notes, Sessions, WaitingDigest } from '../../sessions/ports'
import { transcriptOf } from '../context/prompt'
import { historyTokens, tokensOf, turnsOf } from '../context/window'
import { goOn } from './summary'
import { titleOf } from './title'

interface Ports {
  llm: Llm
  sessions: Pick<Sessions, 'messages'>
  notes: Pick<Notes, 'entitle' | 'summarize'>
  windowTokens: () => number
}

export type MakeDigest = (digest: WaitingDigest, caller: Caller) => Promise<void>

const PAGE = 50

/** A title of a session that has none of its own, and a summary of what will be too long to be sent with each message. */
export const createDigest =
  ({ llm, sessions, notes, windowTokens }: Ports): MakeDigest =>
  async (digest, caller) => {
    const { sessionId, wantsTitle } = digest
    if (wantsTitle) {
      const { messages } = await sessions.messages(sessionId, { limit: 2, cursor: '' }, caller)
      const title = await titleOf(llm, messages, caller)
      if (title) await notes.entitle(sessionId, { from: '', to: title }, caller)
    }
    await rollOn({ llm, sessions, notes }, digest, historyTokens(windowTokens()), caller)
  }

/**
 * Extends the summary until the remaining turns fit a prompt with room for more. The summary is saved after each step, so that a
 * cancelled run resumes from there. Without a summary it starts at the first message, which also restores a lost summary.
 */
async function rollOn(
  { llm, sessions, notes }: Omit<Ports, 'windowTokens'>,
  { sessionId, summary: known, cursor: from }: WaitingDigest,
  tokensMax: number,
  caller: Caller,
): Promise<void> {
  let summary = known
  let pending: Message[][] = []
  const shorten = async (tokensLeft: number) => {
    while (pending.length > 1 && tokensOf(pending.flat()) > tokensLeft) {
      const count = oldest(pending, tokensMax)
      const part = pending.slice(0, count)
      summary = await goOn(llm, summary, part.map(readable).join('\n\n'), tokensMax, caller)
      const messageId = part.at(-1)?.at(-1)?.messageId ?? ''
      await notes.summarize(sessionId, { text: summary, messageId }, caller)
      pending = pending.slice(count)
    }
  }
  for (let cursor: string | null = from; cursor !== null; ) {
    const page = await sessions.messages(sessionId, { limit: PAGE, cursor }, caller)
    pending = turnsOf([...pending.flat(), ...page.messages])
    cursor = page.nextCursor
    if (cursor !== null) await shorten(2 * tokensMax)
  }
  if (tokensOf(pending.flat()) > tokensMax) await shorten(tokensMax / 2)
}

/** Number of oldest turns that form one step: at least one, never the last turn. */
function oldest(turns: Message[][], tokensMax: number): number {
  let tokens = 0
  const beyond = turns.findIndex((turn) => {
    tokens += tokensOf(turn)
    return tokens > tokensMax
  })
  return Math.min(Math.max(1, beyond < 0 ? turns.length : beyond), turns.length - 1)
}

function readable(turn: Message[]): string {
  const text = (wanted: Message['role']) =>
    turn
      .filter(({ role }) => role === wanted)
      .map(({ content }) => content)
      .join('\n')
  return transcriptOf({ question: text('user'), answer: text('assistant') })
}
