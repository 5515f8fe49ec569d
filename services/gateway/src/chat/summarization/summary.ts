import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../core/caller'
import { collect } from '../../generation/generate-text'
import type { Generation, Llm } from '../../generation/llm'
import { untilItFits } from '../../generation/map-reduce'
import { splitText } from '../../generation/split-text'
import { memoryPrompt } from './prompts'

const WORDS_MIN = 60
const WORDS_MAX = 300
/** A summary takes at most this part of what a prompt has for history. */
const SUMMARY_SHARE = 1 / 5
const TOKENS_PER_WORD = 2
/** The most that memory keeps. */
const SUMMARY_CHARS_MAX = 20_000

/** Brings an earlier summary and what was said since together, however long that is: piece by piece, each in the model's window. */
export function goOn(llm: Llm, earlier: string, conversation: string, tokensMax: number, caller: Caller): Promise<string> {
  const words = Math.round((tokensMax * SUMMARY_SHARE) / TOKENS_PER_WORD)
  const wordsMax = Math.min(WORDS_MAX, Math.max(WORDS_MIN, words))
  return untilItFits(tokensMax, async (size) => {
    let summary = earlier
    for (const piece of splitText(conversation, size)) {
      const { text } = await collect(llm, toGeneration(summary, piece, wordsMax), caller)
      if (text.trim() === '') throw new AppError('upstream_error', 'The model gave no summary.')
      summary = text.trim().slice(0, SUMMARY_CHARS_MAX).toWellFormed()
    }
    return summary
  })
}

const toGeneration = (earlier: string, piece: string, wordsMax: number): Generation => ({
  sessionId: '',
  model: '',
  messages: memoryPrompt(earlier, piece, wordsMax),
  maxTokens: wordsMax * TOKENS_PER_WORD * 2,
  isBackground: true,
  brief: { task: 'summarize', text: earlier ? `${earlier}\n\n${piece}` : piece, style: 'concise', wordsMax },
})
