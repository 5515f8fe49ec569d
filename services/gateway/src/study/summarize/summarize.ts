import type { Caller } from '../../core/caller'
import { keepAsIs, type TextFilter } from '../../generation/citations'
import { ANSWER_CHARS_MAX, addUsage, endless, type Generation, type Llm, type Usage, unfinished } from '../../generation/llm'
import { condense, isTooLong } from '../../generation/map-reduce'
import { notesPrompt, summaryPrompt } from '../../generation/prompts'
import type { AnswerEvent, SummarizeRequest, SummarizeResult } from '../../generation/types'

/** Maximum number of rounds of condensing. Each halves the text, so that a million characters need far fewer. */
const ROUNDS_MAX = 12

/** Most tokens a word takes in the languages we know, so that the limit in words is never cut by the one in tokens. */
const TOKENS_PER_WORD = 4

/**
 * Summarises a text of any length. A text that is longer than the model's window is condensed in stages: notes on every piece,
 * notes on the notes while they are too long, then the summary of the last notes.
 */
export const createSummarize = ({ llm }: { llm: Llm }) =>
  async function* summarize(request: SummarizeRequest, caller: Caller): AsyncGenerator<AnswerEvent<SummarizeResult>> {
    let text = request.text
    let usage: Usage | undefined
    for (let round = 0; ; round++) {
      try {
        return yield* summary(llm, request, text, usage, caller)
      } catch (error) {
        // A refusal comes before any text, so nothing was sent yet.
        if (!isTooLong(error) || round === ROUNDS_MAX) throw error
      }
      const notes = await condense(llm, text, toNotes, caller)
      usage = usage ? addUsage(usage, notes.usage) : notes.usage
      text = notes.text
    }
  }

async function* summary(
  llm: Llm,
  request: SummarizeRequest,
  text: string,
  before: Usage | undefined,
  caller: Caller,
): AsyncGenerator<AnswerEvent<SummarizeResult>> {
  const limit = request.maxLengthWords === undefined ? keepAsIs() : wordLimit(request.maxLengthWords)
  let summary = ''
  for await (const part of llm.generate(toGeneration(request, text), caller)) {
    const kept = part.type === 'text' ? limit.push(part.text) : limit.flush()
    summary += kept
    if (summary.length > ANSWER_CHARS_MAX) throw endless()
    if (kept) yield { type: 'text', text: kept }
    if (part.type === 'text') continue
    const usage = before ? addUsage(before, part.usage) : part.usage
    const lengths = { original_length: codePoints(request.text), summary_length: codePoints(summary) }
    yield { type: 'finish', result: { summary, ...lengths, model: part.model, usage } }
    return
  }
  throw unfinished()
}

const toGeneration = ({ maxLengthWords, style }: SummarizeRequest, text: string): Generation => ({
  sessionId: '',
  model: '',
  messages: summaryPrompt(text, style, maxLengthWords),
  ...(maxLengthWords === undefined ? {} : { maxTokens: maxLengthWords * TOKENS_PER_WORD }),
  brief: { task: 'summarize', text, style, ...(maxLengthWords === undefined ? {} : { wordsMax: maxLengthWords }) },
})

const toNotes = (piece: string, notesTokensMax: number): Generation => ({
  sessionId: '',
  model: '',
  messages: notesPrompt(piece),
  maxTokens: notesTokensMax,
  brief: { task: 'summarize', text: piece, style: 'detailed' },
})

/** Length as the seed's clients know it. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Near the limit, from this share of it on, sentences are let through whole or not at all. */
const WHOLE_SENTENCES_FROM = 0.85

const BLANK = /\s/
const SENTENCE_END = /[.!?…]["'»”)\]]?\s$|[。！？\n]$/

/**
 * Passes a text on up to a number of words. A longer text is cut after the last sentence that ends near the limit, or after the
 * last word if none does. Buffers at most the words near the limit.
 */
export function wordLimit(wordsMax: number): TextFilter {
  let words = 0
  let inWord = false
  let over = false
  let wholeSentence = false
  let held = ''

  const take = (text: string): string => {
    let out = ''
    for (const character of text) {
      const blank = BLANK.test(character)
      if (!blank && !inWord && words === wordsMax) {
        over = true
        return wholeSentence ? out : out + held
      }
      if (!blank && !inWord) words++
      inWord = !blank
      held += character
      const ends = SENTENCE_END.test(held.slice(-3))
      if (words >= wordsMax * WHOLE_SENTENCES_FROM && !ends) continue
      wholeSentence = ends
      out += held
      held = ''
    }
    return out
  }
  return {
    push: (text) => (over ? '' : take(text)),
    flush: () => (over ? '' : held),
  }
}
