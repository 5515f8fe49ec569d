import { type AnswerEvent, NO_MODEL, type QaRequest, type QaResult, toSource } from './answer'
import type { Caller } from './caller'
import { citationFilter, keepAsIs } from './citations'
import { ANSWER_CHARS_MAX, endless, unfinished } from './collect'
import { condense } from './condense'
import { confidence } from './confidence'
import { languageOf } from './language'
import type { Generation, Llm, Usage } from './llm'
import { nothingFound } from './phrases'
import { answerPrompt, notesPrompt, openPrompt } from './prompts'
import type { Passage, Rag } from './rag'
import { isTooLong } from './stages'
import { addUsage, NO_USAGE } from './usage'

interface Ports {
  llm: Llm
  rag: Rag
}

/** Longest part of a question that is searched for. */
const QUERY_CHARS_MAX = 2_000

/** Rounds of condensing a context that is longer than the model's window. */
const ROUNDS_MAX = 12

type Events = AsyncGenerator<AnswerEvent<QaResult>>

/**
 * Answers one question from the user's documents, from a given context, or from both. When documents are to be used and
 * neither they nor a context hold anything, that is said plainly and no model is run.
 */
export const createQa = ({ llm, rag }: Ports) =>
  async function* qa(request: QaRequest, caller: Caller): Events {
    const { question, topK, sourceIds, notebookId } = request
    const search = {
      query: question.slice(0, QUERY_CHARS_MAX).toWellFormed(),
      topK,
      mode: 'hybrid',
      sourceIds,
      notebookId,
    } as const
    const passages = request.useRag ? (await rag.search(search, caller)).passages : null
    if (passages?.length === 0 && !request.context) return yield* sayNothingFound(question)
    let context = request.context
    let usage: Usage | undefined
    for (let round = 0; ; round++) {
      try {
        return yield* answer(llm, { question, context, passages }, usage, caller)
      } catch (error) {
        // The refusal comes before any text, so that nothing was sent yet.
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
  /** null: nothing was looked for. */
  passages: Passage[] | null
}

async function* answer(llm: Llm, asked: Question, before: Usage | undefined, caller: Caller): Events {
  const passages = asked.passages ?? []
  const sources = passages.map(toSource)
  const citations = sources.length > 0 ? citationFilter(sources.length) : keepAsIs()
  let answer = ''
  let sourcesSent = false
  for await (const part of llm.generate(toGeneration(asked), caller)) {
    if (!sourcesSent) yield { type: 'sources', sources }
    sourcesSent = true
    const text = part.type === 'text' ? citations.push(part.text) : citations.flush()
    answer += text
    if (answer.length > ANSWER_CHARS_MAX) throw endless()
    if (text) yield { type: 'text', text }
    if (part.type === 'text') continue
    const usage = before ? addUsage(before, part.usage) : part.usage
    const supported = confidence(answer, asked.passages)
    yield {
      type: 'finish',
      result: { question: asked.question, answer, sources, confidence: supported, model: part.model, usage },
    }
    return
  }
  throw unfinished()
}

async function* sayNothingFound(question: string): Events {
  const answer = nothingFound[languageOf(question)]
  yield { type: 'sources', sources: [] }
  yield { type: 'text', text: answer }
  yield { type: 'finish', result: { question, answer, sources: [], confidence: 0, model: NO_MODEL, usage: NO_USAGE } }
}

function toGeneration({ question, context, passages }: Question): Generation {
  const open = passages === null && !context
  return {
    sessionId: '',
    model: '',
    messages: open ? openPrompt(question) : answerPrompt(question, context, passages ?? []),
    brief: {
      task: 'answer',
      question,
      text: context,
      passages: (passages ?? []).map(({ content, filename }) => ({ content, filename })),
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
