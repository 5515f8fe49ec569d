import { AppError } from '@collabry/runtime/errors'
import type { PromptMessage } from './models/model'

export interface FittedPrompt {
  messages: PromptMessage[]
  messagesLeftOut: number
  /** Estimated tokens of those messages. */
  tokensLeftOut: number
  /** Estimated tokens of the kept messages. */
  promptTokens: number
  /** Maximum tokens of the answer to this prompt. */
  answerTokensMax: number
}

interface Window {
  /** The model's window; 0: unlimited. */
  contextTokensMax: number
  /** Tokens wanted for the answer. */
  answerTokensMax: number
  /** Tokens of the tool definitions, which are sent with the messages. */
  toolTokens?: number
}

/**
 * Cuts a prompt to the model's window between messages: the oldest ones are left out first. Instructions always stay, and so
 * does everything from the user's last message on, since tool calls and their results belong to it. If these alone do not fit,
 * it throws; they are never cut silently.
 */
export function fitPrompt(
  messages: PromptMessage[],
  { contextTokensMax, answerTokensMax, toolTokens = 0 }: Window,
): FittedPrompt {
  if (contextTokensMax === 0) return { messages, messagesLeftOut: 0, tokensLeftOut: 0, promptTokens: 0, answerTokensMax }
  const room = contextTokensMax - Math.min(answerTokensMax, Math.floor(contextTokensMax / ANSWER_SHARE))
  const lastUser = messages.findLastIndex(({ role }) => role === 'user')
  const last = lastUser < 0 ? messages.length - 1 : lastUser
  const costs = messages.map(costOf)
  const stays = messages.map(({ role }, index) => role === 'system' || index >= last)
  let used = costs.reduce((sum, cost, index) => sum + (stays[index] ? cost : 0), toolTokens)
  if (used > room) throw tooLong(contextTokensMax)
  // Newest first and without a gap: a conversation that lacks its middle would mislead the model.
  for (let index = last - 1; index >= 0; index--) {
    if (stays[index]) continue
    const cost = costs[index] ?? 0
    if (used + cost > room) break
    used += cost
    stays[index] = true
  }
  // A model does not understand an answer without its question, or a tool result without its call.
  for (let index = stays.indexOf(false); index >= 0 && index < last; index++) {
    const isOrphan = stays[index] && DEPENDENT_ROLES.has(messages[index]?.role ?? '') && !stays[index - 1]
    if (isOrphan) stays[index] = false
    used -= isOrphan ? (costs[index] ?? 0) : 0
  }
  const kept = messages.filter((_, index) => stays[index])
  return {
    messages: kept,
    messagesLeftOut: messages.length - kept.length,
    tokensLeftOut: costs.reduce((sum, cost, index) => sum + (stays[index] ? 0 : cost), 0),
    promptTokens: used,
    answerTokensMax: Math.min(answerTokensMax, contextTokensMax - used),
  }
}

const DEPENDENT_ROLES: ReadonlySet<string> = new Set(['assistant', 'tool'])

const costOf = ({ content, toolCalls = [] }: PromptMessage): number =>
  toolCalls.reduce(
    (sum, { name, argumentsJson }) => sum + estimateTokens(name + argumentsJson) + MESSAGE_TOKENS,
    estimateTokens(content) + MESSAGE_TOKENS,
  )

/** At most this part of the window is reserved for the answer: a half. */
const ANSWER_SHARE = 2
/** Tokens that a chat template adds to a message. */
const MESSAGE_TOKENS = 8

/**
 * Estimated tokens of a text. The estimate is high on purpose: cutting too early loses an old message, cutting too late the
 * instructions. A token is about 4 English letters, 2 Cyrillic or Arabic ones, and 1 digit, sign, accented letter or character
 * of a script without spaces.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (let index = 0; index < text.length; index++) tokens += tokensOf(text.charCodeAt(index))
  return Math.ceil(tokens)
}

function tokensOf(unit: number): number {
  const isLetterOrBlank = unit <= 0x20 || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
  if (isLetterOrBlank) return 0.25
  const isGreekToArabic = unit >= 0x370 && unit < 0x700
  return isGreekToArabic ? 0.5 : 1
}

const tooLong = (contextTokensMax: number) =>
  new AppError('validation_error', `The text is longer than the model's window of ${contextTokensMax} tokens; shorten it.`, {
    fields: [{ field: 'messages', message: `at most about ${contextTokensMax} tokens` }],
  })
