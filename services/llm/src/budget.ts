import { AppError } from '@collabry/runtime/errors'
import type { PromptMessage } from './models/model'

export interface Fitted {
  messages: PromptMessage[]
  messagesLeftOut: number
  /** Most tokens the answer may have beside this prompt; undefined: the model's own limit. */
  answerTokensMax: number
}

interface Window {
  /** The model's window; 0: unlimited. */
  contextTokensMax: number
  /** Room wanted for the answer. */
  answerTokensMax: number
}

/**
 * Cuts a prompt to the model's window at message borders: the oldest messages that are no instructions are left out first.
 * Instructions and the last message always stay; when they alone do not fit, that is an error and never a silent cut.
 */
export function fitPrompt(messages: PromptMessage[], { contextTokensMax, answerTokensMax }: Window): Fitted {
  if (contextTokensMax === 0) return { messages, messagesLeftOut: 0, answerTokensMax }
  const room = contextTokensMax - Math.min(answerTokensMax, Math.floor(contextTokensMax / ANSWER_SHARE))
  const last = messages.length - 1
  const costs = messages.map(({ content }) => estimateTokens(content) + MESSAGE_TOKENS)
  const stays = messages.map(({ role }, index) => role === 'system' || index === last)
  let used = costs.reduce((sum, cost, index) => sum + (stays[index] ? cost : 0), 0)
  if (used > room) throw tooLong(contextTokensMax)
  // From the newest back, without a gap: a conversation with a hole in the middle would mislead the model.
  for (let index = last - 1; index >= 0; index--) {
    if (stays[index]) continue
    const cost = costs[index] ?? 0
    if (used + cost > room) break
    used += cost
    stays[index] = true
  }
  const kept = messages.filter((_, index) => stays[index])
  return {
    messages: kept,
    messagesLeftOut: messages.length - kept.length,
    answerTokensMax: Math.min(answerTokensMax, contextTokensMax - used),
  }
}

/** An answer gets at most this part of the window reserved: a half. */
const ANSWER_SHARE = 2
/** What a chat template adds around a message. */
const MESSAGE_TOKENS = 8

/**
 * Tokens of a text, estimated rather high: about 3.5 ASCII characters a token, 2 of other alphabets, 1 of scripts without
 * blanks. Cutting too early costs an old message, too late the model's own instructions.
 */
export function estimateTokens(text: string): number {
  const ascii = text.length - (text.match(NOT_ASCII)?.length ?? 0)
  const dense = text.match(DENSE)?.length ?? 0
  return Math.ceil(ascii / 3.5 + (text.length - ascii - dense) / 2 + dense)
}

const NOT_ASCII = /[^\p{ASCII}]/gu
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/gu

const tooLong = (contextTokensMax: number) =>
  new AppError('validation_error', `The text is longer than the model's window of ${contextTokensMax} tokens; shorten it.`, {
    fields: [{ field: 'messages', message: `at most about ${contextTokensMax} tokens` }],
  })
