import { AppError } from '@collabry/runtime/errors'
import type { PromptMessage } from './models/model'

export interface Fitted {
  messages: PromptMessage[]
  messagesLeftOut: number
  /** What those were estimated at. */
  tokensLeftOut: number
  /** What the kept messages are estimated at. */
  promptTokens: number
  /** Most tokens the answer may have beside this prompt. */
  answerTokensMax: number
}

interface Window {
  /** The model's window; 0: unlimited. */
  contextTokensMax: number
  /** Room wanted for the answer. */
  answerTokensMax: number
  /** What the functions take that go along with the messages. */
  toolTokens?: number
}

/**
 * Cuts a prompt to the model's window at message borders: the oldest messages that are no instructions are left out first.
 * Instructions always stay, and so does what begins with the person's last message: the calls of functions and their results
 * belong to it. When these alone do not fit, that is an error and never a silent cut.
 */
export function fitPrompt(messages: PromptMessage[], { contextTokensMax, answerTokensMax, toolTokens = 0 }: Window): Fitted {
  if (contextTokensMax === 0) return { messages, messagesLeftOut: 0, tokensLeftOut: 0, promptTokens: 0, answerTokensMax }
  const room = contextTokensMax - Math.min(answerTokensMax, Math.floor(contextTokensMax / ANSWER_SHARE))
  const lastUser = messages.findLastIndex(({ role }) => role === 'user')
  const last = lastUser < 0 ? messages.length - 1 : lastUser
  const costs = messages.map(costOf)
  const stays = messages.map(({ role }, index) => role === 'system' || index >= last)
  let used = costs.reduce((sum, cost, index) => sum + (stays[index] ? cost : 0), toolTokens)
  if (used > room) throw tooLong(contextTokensMax)
  // From the newest back, without a gap: a conversation with a hole in the middle would mislead the model.
  for (let index = last - 1; index >= 0; index--) {
    if (stays[index]) continue
    const cost = costs[index] ?? 0
    if (used + cost > room) break
    used += cost
    stays[index] = true
  }
  // An answer without its question, or the result of a function without its call, is nothing a model understands.
  for (let index = stays.indexOf(false); index >= 0 && index < last; index++) {
    const isOrphan = stays[index] && orphans.has(messages[index]?.role ?? '') && !stays[index - 1]
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

const orphans: ReadonlySet<string> = new Set(['assistant', 'tool'])

const costOf = ({ content, toolCalls = [] }: PromptMessage): number =>
  toolCalls.reduce(
    (sum, { name, argumentsJson }) => sum + estimateTokens(name + argumentsJson) + MESSAGE_TOKENS,
    estimateTokens(content) + MESSAGE_TOKENS,
  )

/** An answer gets at most this part of the window reserved: a half. */
const ANSWER_SHARE = 2
/** What a chat template adds around a message. */
const MESSAGE_TOKENS = 8

/**
 * Tokens of a text, estimated rather high: cutting too early costs an old message, too late the model's own instructions. A
 * token is about 4 letters of English, 2 of Cyrillic or Arabic, and 1 digit, sign, accented letter or character of scripts
 * without blanks.
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
