import { AppError } from '@collabry/runtime/errors'
import { LRUCache } from 'lru-cache'
import type { Droppable, PromptMessage, TextSpan } from './models/model'

export interface FittedPrompt {
  messages: PromptMessage[]
  messagesLeftOut: number
  /** Estimated tokens of those messages. */
  tokensLeftOut: number
  /** Droppable parts that were left out. */
  partsLeftOut: number
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
  /** Parts that are left out, the last one first, when the messages that stay do not fit. */
  droppable?: Droppable
  /** No message may be left out: a prompt that leaves no token for an answer is refused. */
  isWhole?: boolean
}

/**
 * Cuts a prompt to the model's window between messages: the oldest ones are left out first, a quarter of the window at once.
 * Instructions always stay, and so does everything from the user's last message on, since tool calls and their results belong to
 * it. If these alone do not fit, their droppable parts are left out, the last one first; if that is not enough, it throws.
 * Nothing else is ever cut.
 */
export function fitPrompt(
  given: PromptMessage[],
  { contextTokensMax, answerTokensMax, toolTokens = 0, droppable = NOTHING_DROPPABLE, isWhole = false }: Window,
): FittedPrompt {
  if (contextTokensMax === 0) return wholePrompt(given, 0, answerTokensMax)
  if (isWhole) {
    const used = given.reduce((sum, message) => sum + costOf(message), toolTokens)
    if (used >= contextTokensMax) throw tooLong('context_length_exceeded', contextTokensMax)
    return wholePrompt(given, used, Math.min(answerTokensMax, contextTokensMax - used))
  }
  const room = contextTokensMax - Math.min(answerTokensMax, Math.floor(contextTokensMax / ANSWER_SHARE))
  const lastUser = given.findLastIndex(({ role }) => role === 'user')
  const last = lastUser < 0 ? given.length - 1 : lastUser
  const stays = given.map(({ role }, index) => role === 'system' || index >= last)
  const usedBy = (costs: number[]) => costs.reduce((sum, cost, index) => sum + (stays[index] ? cost : 0), toolTokens)
  const wholeCosts = given.map(costOf)
  const { messages, partsLeftOut } = dropParts(given, droppable, usedBy(wholeCosts) - room)
  const costs = partsLeftOut === 0 ? wholeCosts : messages.map(costOf)
  let used = usedBy(costs)
  if (used > room) throw tooLong('validation_error', contextTokensMax)
  const first = firstKept(costs.slice(0, last), stays, used - room, room / STEPS)
  for (let index = first; index < last; index++) {
    if (stays[index]) continue
    used += costs[index] ?? 0
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
    partsLeftOut,
    promptTokens: used,
    answerTokensMax: Math.min(answerTokensMax, contextTokensMax - used),
  }
}

const wholePrompt = (messages: PromptMessage[], promptTokens: number, answerTokensMax: number): FittedPrompt => ({
  messages,
  messagesLeftOut: 0,
  tokensLeftOut: 0,
  partsLeftOut: 0,
  promptTokens,
  answerTokensMax,
})

/** A full window is emptied by this part of it at once: prompts of consecutive turns begin alike, and the model's cache holds. */
const STEPS = 4

/**
 * Index of the oldest message that is kept. Without a gap: a conversation that lacks its middle would mislead the model.
 * `excess`: tokens of what stays anyway beyond the room.
 */
function firstKept(costs: number[], stays: boolean[], excess: number, step: number): number {
  const optional = costs.map((cost, index) => (stays[index] ? 0 : cost))
  const tokens = optional.reduce((sum, cost) => sum + cost, excess)
  let toLeaveOut = Math.ceil(tokens / step) * step
  let first = 0
  while (toLeaveOut > 0 && first < costs.length) toLeaveOut -= optional[first++] ?? 0
  return first
}

const NOTHING_DROPPABLE: Droppable = { spans: [], min: 0 }

/** The messages without as many of the last droppable parts as free this many tokens, as far as parts may be left out. */
function dropParts(messages: PromptMessage[], { spans, min }: Droppable, tokens: number) {
  let kept = spans.length
  for (let freed = 0; freed < tokens && kept > min; ) freed += Math.floor(spanTokens(messages, spans[--kept]))
  const cut = [...messages]
  for (const { message, start, end } of spans.slice(kept).reverse()) {
    const found = cut[message]
    if (found) cut[message] = { ...found, content: found.content.slice(0, start) + found.content.slice(end) }
  }
  return { messages: cut, partsLeftOut: spans.length - kept }
}

function spanTokens(messages: PromptMessage[], span: TextSpan | undefined): number {
  if (!span) return 0
  return rawTokens(messages[span.message]?.content ?? '', span.start, span.end)
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
export const estimateTokens = (text: string): number => Math.ceil(rawTokens(text, 0, text.length))

function rawTokens(text: string, start: number, end: number): number {
  let quarters = 0
  for (let index = start; index < end; index++) quarters += QUARTER_TOKENS[text.charCodeAt(index)] ?? 0
  return quarters / 4
}

/** Quarters of a token by UTF-16 code unit: a table, since every character of every prompt is looked up. */
const QUARTER_TOKENS = Uint8Array.from({ length: 0x10000 }, (_, unit) => quartersOf(unit))

function quartersOf(unit: number): number {
  const isLetterOrBlank = unit <= 0x20 || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
  if (isLetterOrBlank) return 1
  const isGreekToArabic = unit >= 0x370 && unit < 0x700
  return isGreekToArabic ? 2 : 4
}

const tooLong = (code: 'validation_error' | 'context_length_exceeded', contextTokensMax: number) =>
  new AppError(code, `The text is longer than the model's context length of ${contextTokensMax} tokens; shorten it.`, {
    fields: [{ field: 'messages', message: `must be at most about ${contextTokensMax} tokens` }],
  })

/** Pairs of user and model that are remembered, about 200 bytes each. */
const PAIRS_MAX = 10_000
/** The correction takes at most this part of the window: a quarter. */
const WINDOW_SHARE = 4

/**
 * Corrects the token estimate per user and model by the largest difference to the model's own count so far: the chat template,
 * and what the estimate misses in the texts of that user. The correction of one user never affects another's prompts.
 */
export function tokenEstimateCorrection() {
  const byPair = new LRUCache<string, number>({ max: PAIRS_MAX })
  return {
    /** Tokens to keep free in the window. */
    tokensOf: (userId: string, model: string, contextTokensMax: number): number =>
      Math.min(byPair.peek(pairOf(userId, model)) ?? 0, Math.floor(contextTokensMax / WINDOW_SHARE)),
    /** Notes by how much a count was above the estimate. */
    learn(userId: string, model: string, difference: number): void {
      const pair = pairOf(userId, model)
      byPair.set(pair, Math.max(byPair.get(pair) ?? 0, difference))
    },
  }
}

const pairOf = (userId: string, model: string) => JSON.stringify([userId, model])
