import type { Caller } from '../../core/caller'
import type { Passage, Rag } from '../../documents/ports'
import { citationFilter, keepAsIs } from '../../generation/citations'
import { languageOf, nothingFound, stillProcessing } from '../../generation/language'
import {
  ANSWER_CHARS_MAX,
  addUsage,
  endless,
  type Generation,
  type Llm,
  NO_USAGE,
  type Usage,
  unfinished,
  withPassages,
} from '../../generation/llm'
import { condense, isTooLong } from '../../generation/map-reduce'
import { answerPrompt, notesPrompt, openPrompt, quoteParts } from '../../generation/prompts'
import { type CheckedSources, checkSources, quotablePassages, startFitted } from '../../generation/retrieve'
import { type AnswerEvent, NO_MODEL, type QaRequest, type QaResult, toSource } from '../../generation/types'

interface Ports {
  llm: Llm
  rag: Rag
  /** Counts passages that did not fit the window. */
  leftOut?: ((passages: number) => void) | undefined
}

/** Longest part of a question that is searched for. */
const QUERY_CHARS_MAX = 2_000

/** Rounds of condensing a context that is longer than the model's window. */
const ROUNDS_MAX = 12

type Events = AsyncGenerator<AnswerEvent<QaResult>>

/**
 * Answers one question from the user's documents, from a given context, or from both. When documents are requested and neither
 * they nor a context hold anything, the answer says so and no model runs.
 */
export const createQa = ({ llm, rag, leftOut }: Ports) =>
  async function* qa(request: QaRequest, caller: Caller): Events {
    const { question, topK, sourceIds, notebookId } = request
    const { documentsProcessing } = await checkSources(rag, sourceIds, caller)
    const search = {
      query: question.slice(0, QUERY_CHARS_MAX).toWellFormed(),
      topK,
      mode: 'hybrid',
      sourceIds,
      notebookId,
    } as const
    const passages = request.useRag ? (await rag.search(search, caller)).passages : null
    if (passages?.length === 0 && !request.context) return yield* sayNothingFound(question, await documentsProcessing())
    let context = request.context
    let usage: Usage | undefined
    for (let round = 0; ; round++) {
      try {
        return yield* answer({ llm, leftOut }, { question, context, passages, documentsProcessing }, usage, caller)
      } catch (error) {
        // A refusal comes before any text, so nothing was sent yet.
        if (!isTooLong(error) || !context || round === ROUNDS_MAX) throw error
      }
      const notes = await condense(llm, context, toNotes(question), caller)
      usage = usage ? addUsage(usage, notes.usage) : notes.usage
      context = notes.text
    }
  }

interface Question {
  question: string
  context: string
  /** null: documents were not searched. */
  passages: Passage[] | null
  documentsProcessing: CheckedSources['documentsProcessing']
}

async function* answer({ llm, leftOut }: Omit<Ports, 'rag'>, asked: Question, before: Usage | undefined, caller: Caller): Events {
  const found = asked.passages ?? []
  const { passages, parts } = await startFitted(found, leastOf(asked), (kept, min) =>
    llm.generate(toGeneration({ ...asked, passages: asked.passages && kept }, min), caller),
  )
  leftOut?.(found.length - passages.length)
  const sources = passages.map(toSource)
  const citations = sources.length > 0 ? citationFilter(sources.length) : keepAsIs()
  let answer = ''
  let sourcesSent = false
  for await (const part of parts) {
    if (!sourcesSent) yield { type: 'sources', sources }
    sourcesSent = true
    const text = part.type === 'text' ? (part.quoted ? part.text : citations.push(part.text)) : citations.flush()
    answer += text
    if (answer.length > ANSWER_CHARS_MAX) throw endless()
    if (text) yield { type: 'text', text }
    if (part.type === 'text') continue
    const whole = before ? addUsage(before, part.usage) : part.usage
    const usage = withPassages(whole, passages.length, found.length - passages.length)
    const supported = part.unanswered && asked.passages ? 0 : confidence(answer, asked.passages && passages)
    const documents_processing = await asked.documentsProcessing()
    if (documents_processing && asked.passages?.length === 0) {
      const note = `\n\n${stillProcessing[languageOf(asked.question)](documents_processing)}`
      answer += note
      yield { type: 'text', text: note }
    }
    yield {
      type: 'finish',
      result: {
        question: asked.question,
        answer,
        sources,
        confidence: supported,
        documents_processing,
        model: part.model,
        usage,
      },
    }
    return
  }
  throw unfinished()
}

/**
 * The number of passages that stay: the longer of context and passages is what gets shorter; without a context there is nothing
 * but passages.
 */
function leastOf({ context, passages }: Pick<Question, 'context' | 'passages'>): number {
  const chars = (passages ?? []).reduce((sum, { content }) => sum + content.length, 0)
  if (!context) return 1
  return context.length > chars ? (passages ?? []).length : 0
}

async function* sayNothingFound(question: string, documents_processing: number | null): Events {
  const language = languageOf(question)
  const note = documents_processing ? `\n\n${stillProcessing[language](documents_processing)}` : ''
  const answer = nothingFound[language] + note
  yield { type: 'sources', sources: [] }
  yield { type: 'text', text: answer }
  const result = { question, answer, sources: [], confidence: 0, documents_processing, model: NO_MODEL, usage: NOTHING_USED }
  yield { type: 'finish', result }
}

const NOTHING_USED = withPassages(NO_USAGE, 0, 0)

/** `passagesMin`: how many passages stay where the window is too small for all. */
function toGeneration({ question, context, passages }: Omit<Question, 'documentsProcessing'>, passagesMin: number): Generation {
  const open = passages === null && !context
  return {
    sessionId: '',
    model: '',
    messages: open ? openPrompt(question) : answerPrompt(question, context, passages ?? []),
    droppable: { parts: quoteParts(passages ?? []), min: passagesMin },
    brief: {
      // Documents were not asked for: what they hold is no answer.
      task: open ? 'chat' : 'answer',
      question,
      text: context,
      passages: quotablePassages(passages ?? []),
    },
  }
}

const toNotes =
  (question: string) =>
  (piece: string, notesTokensMax: number): Generation => ({
    sessionId: '',
    model: '',
    messages: notesPrompt(piece, question),
    maxTokens: notesTokensMax,
    brief: { task: 'answer', question, text: piece },
  })

const CITATION = /\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]/g
const SENTENCE = /[^.!?。！？\n]+(?:[.!?。！？]+(?:\s*\[[\d,; ]+\])*|\n)?/g

/**
 * How far an answer rests on what was retrieved, 0 to 1, to two decimals:
 *
 *   strength × (1 + citedShare) / 2
 *
 * strength: the mean over the cited passages of max(similarity, wordCoverage), within 0 to 1; over the best passage when
 * none is cited. citedShare: the share of the answer's sentences that carry a citation. 0 when nothing was found, null
 * when nothing was looked for, and 0 when the built-in provider says that it found no answer. It measures how well the answer is
 * supported, not whether it is right.
 */
export function confidence(answer: string, passages: Passage[] | null): number | null {
  if (passages === null) return null
  if (passages.length === 0) return 0
  const cited = new Set([...answer.matchAll(CITATION)].flatMap(([, list = '']) => list.split(/[,;]/).map(Number)))
  const scores = passages.map(({ similarity, wordCoverage }) => Math.min(1, Math.max(0, similarity, wordCoverage)))
  const citedScores = scores.filter((_, index) => cited.has(index + 1))
  const strength = citedScores.length > 0 ? mean(citedScores) : Math.max(...scores)
  const sentences = (answer.match(SENTENCE) ?? []).filter((sentence) => /\p{L}/u.test(sentence))
  const citedShare =
    sentences.length > 0 ? sentences.filter((sentence) => sentence.search(CITATION) >= 0).length / sentences.length : 0
  return Math.round(50 * strength * (1 + citedShare)) / 100
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
