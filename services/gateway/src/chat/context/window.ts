import { estimateTokens } from '../../generation/split-text'
import type { BegunTurn, Said } from '../../sessions/ports'

/** Part of the model's window for what was said before; the rest is for instructions, passages, the message and the answer. */
const SHARE = 0.4
const TOKENS_MIN = 256
/** More of it makes an answer slower, and hardly better; also where the window is unlimited or unknown. */
const TOKENS_MAX = 8_000
const TOKENS_UNKNOWN = 2_000

/** Tokens of a prompt that may be history, by the model's window; 0: it is unlimited or unknown. */
export const historyTokens = (windowTokens: number): number =>
  windowTokens === 0 ? TOKENS_UNKNOWN : Math.min(TOKENS_MAX, Math.max(TOKENS_MIN, Math.floor(windowTokens * SHARE)))

/**
 * Chooses the turns that go into a prompt verbatim: whole turns after those that the summary covers, the newest that fit. Between
 * two summaries turns are only added at the end, so that the model can reuse its cache of the prompt's beginning.
 */
export function windowOf({ history, summary }: BegunTurn, tokensMax: number): Said[] {
  const turns = turnsOf(behind(history, summary?.messageId))
  let tokens = 0
  const beyond = turns.findLastIndex((turn) => {
    tokens += tokensOf(turn)
    return tokens > tokensMax
  })
  return turns.slice(beyond + 1).flat()
}

/** Whether a conversation needs a digest: after its first exchange, and when more of it is unsummarized than fits. */
export function wantsDigest({ history, summary, messagesBefore = 0 }: BegunTurn, tokensMax: number): boolean {
  const unsaid = behind(history, summary?.messageId)
  return messagesBefore === 0 || tokensOf(unsaid) > tokensMax || messagesBefore - (summary?.covers ?? 0) > unsaid.length + SLACK
}

/** Messages without text are in no history. */
const SLACK = 8

/** Questions with what answers them. */
export function turnsOf<Message extends Pick<Said, 'role'>>(messages: Message[]): Message[][] {
  const turns: Message[][] = []
  for (const message of messages) {
    if (message.role === 'user' || turns.length === 0) turns.push([message])
    else turns.at(-1)?.push(message)
  }
  return turns
}

export const tokensOf = (messages: Pick<Said, 'content'>[]): number =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content) + MESSAGE_TOKENS, 0)

/** Tokens that a chat template adds around a message. */
const MESSAGE_TOKENS = 8

const behind = (history: Said[], messageId: string | undefined): Said[] =>
  messageId ? history.slice(history.findIndex((message) => message.messageId === messageId) + 1) : history
