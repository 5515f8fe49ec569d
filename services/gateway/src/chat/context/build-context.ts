import type { Caller } from '../../core/caller'
import type { Usage } from '../../generation/llm'
import type { BegunTurn, Notes, Said } from '../../sessions/ports'
import { recalledNote, summaryNote } from './prompt'
import { recall } from './recall'
import { historyTokens, windowOf } from './window'

/** The parts of the conversation that go into a prompt, and counts of the parts that do not. */
export interface Remembered {
  prompt: { history: Said[]; summary: string; recalled: string }
  context: { leftOut: number; summarized: number; recalled: number }
}

export const NOTHING_REMEMBERED: Remembered = {
  prompt: { history: [], summary: '', recalled: '' },
  context: { leftOut: 0, summarized: 0, recalled: 0 },
}

interface Memory {
  notes: Pick<Notes, 'recall'>
  windowTokens: () => number
}

/** Older turns that are recalled may take this part of what is for history. */
const RECALLED_SHARE = 1 / 2

/** The last turns word for word, the summary of what it covers, and, where something is missing, the turns that fit the message. */
export async function remember(
  { notes, windowTokens }: Memory,
  message: string,
  begun: BegunTurn,
  caller: Caller,
): Promise<Remembered> {
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

/** The context of an answer as it was: what the model's window had no room for, and what was not even tried. */
export const withMemory = (usage: Usage, { context: { leftOut, summarized, recalled } }: Remembered): Usage => ({
  ...usage,
  context: {
    ...usage.context,
    messages_left_out: usage.context.messages_left_out + leftOut,
    messages_summarized: summarized,
    turns_recalled: recalled,
  },
})
