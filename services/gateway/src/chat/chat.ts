import type { Caller } from '../core/caller'
import type { Rag } from '../documents/ports'
import { citationFilter, keepAsIs } from '../generation/citations'
import { languageOf, stillProcessing } from '../generation/language'
import { addUsage, endless, type Generation, type Llm, NO_USAGE, type Usage, unfinished, withPassages } from '../generation/llm'
import { condense, isTooLong } from '../generation/map-reduce'
import { chatPrompt, longMessage, notesPrompt, quoteParts } from '../generation/prompts'
import { checkSources, quotablePassages, type Retrieved, retrieve, startFitted } from '../generation/retrieve'
import { type AnswerEvent, type ChatRequest, type ChatResult, NO_MODEL, toSource } from '../generation/types'
import type { BegunTurn, Notes, TurnRef, Turns } from '../sessions/ports'
import { clarify, vagueIn } from './ambiguity'
import { answerWithTools, type Toolbox, type ToolPart } from './answer-with-tools'
import { buildContext, historyTokens, NO_CONTEXT, type TurnContext, wantsDigest, withContextUsage } from './context'
import { createSharedInterval, PACE, type Pace, type TurnWriter, writeTurn } from './turn-writer'

/** Longest answer that the history can hold; a longer one ends with an error. */
const RESPONSE_CHARS_MAX = 1_000_000

interface Ports {
  llm: Llm
  rag: Rag
  turns: Turns
  notes: Pick<Notes, 'recall'>
  /** The chat model's window in tokens; 0: unlimited or unknown. */
  windowTokens: () => number
  /** Called when a session needs a title or a summary; unset: none is made. */
  digestWanted?: (() => void) | undefined
  /** Unset: no tools. */
  toolbox?: Toolbox | undefined
  /** Counts passages that did not fit the window. */
  leftOut?: ((passages: number) => void) | undefined
  pace?: Pace
}

export type Chat = (
  request: ChatRequest,
  caller: Caller,
  onBegun?: (turn: TurnRef) => Promise<void>,
) => AsyncGenerator<AnswerEvent<ChatResult>>

/**
 * Number of passages in a prompt: about 5,000 characters, which leaves room for the conversation in a window of 4,096 tokens.
 */
const PASSAGES_MAX = 5

/** Messages of history that are read. The prompt holds as many of them as its tokens allow. */
const HISTORY_MAX = 40

type Text = { type: 'text'; text: string } | { type: 'sources'; sources: ChatResult['sources'] }

/**
 * Runs one turn of a conversation. The turn is written before it is answered, saved while it is answered, and ended exactly once
 * as complete, interrupted (the client left) or failed. History holds exactly the text that was yielded. The answer begins after
 * `onBegun` has resolved. Without `onBegun` the caller shows nothing before the last event, so the turn only has to be written by
 * then.
 */
export const createChat = ({ turns, pace = PACE, digestWanted, ...ports }: Ports): Chat => {
  const writing = { turns, pace, interval: createSharedInterval(pace.saveMs) }
  return async function* chat(
    request: ChatRequest,
    caller: Caller,
    onBegun?: (turn: TurnRef) => Promise<void>,
  ): AsyncGenerator<AnswerEvent<ChatResult>> {
    caller.signal.throwIfAborted()
    const checked = await checkSources(ports.rag, request.sourceIds, caller)
    const begun = await begin(turns, request, caller)
    const asked = { ...request, message: begun.content || request.message }
    const ref = { sessionId: begun.sessionId, messageId: begun.assistantMessageId }
    // The model is asked while the turn is written. An answer that is shown only when it is complete needs no earlier write.
    const turn = writeTurn(writing, ref, caller, onBegun && turns.settle())
    const needsDigest = digestWanted !== undefined && wantsDigest(begun, historyTokens(ports.windowTokens()))
    if (needsDigest) turn.wantDigest()
    try {
      await onBegun?.(ref)
      turn.signal.throwIfAborted()
      const answered = yield* answer(ports, asked, begun, turn, { ...caller, signal: turn.signal })
      const result = yield* withProcessing(answered, asked, await checked.documentsProcessing(), turn)
      turn.signal.throwIfAborted()
      await turn.end('complete', result.model)
      if (needsDigest) digestWanted?.()
      yield { type: 'finish', result }
    } catch (error) {
      await turn.end('failed', request.model).catch(() => undefined) // the first error is the one to report
      throw turn.signal.aborted ? turn.signal.reason : error
    } finally {
      await turn.end('interrupted', request.model).catch(() => undefined) // the consumer stopped reading; otherwise it has ended
    }
  }
}

/** Not cancelled with the caller: a turn whose id did not arrive could not be ended. */
function begin(turns: Turns, { sessionId, message, notebookId, insteadOf }: ChatRequest, caller: Caller): Promise<BegunTurn> {
  const place = { sessionId, notebookId, ...(insteadOf ? { insteadOf } : {}) }
  const turn = { ...place, content: message, historyMax: HISTORY_MAX, shownAfterWrite: true }
  return turns.begin(turn, { ...caller, signal: new AbortController().signal })
}

type Answered = Omit<ChatResult, 'documents_processing'>

/** An answer that found nothing reports documents that are still being processed. */
async function* withProcessing(
  answered: Answered,
  { useRag, message }: ChatRequest,
  processing: number | null,
  turn: TurnWriter,
): AsyncGenerator<Text, ChatResult> {
  const result = { ...answered, documents_processing: processing }
  if (!processing || useRag === false || answered.sources.length > 0) return result
  const text = `\n\n${stillProcessing[languageOf(message)](processing)}`
  await turn.room()
  turn.write(text)
  yield { type: 'text', text }
  return { ...result, response: answered.response + text }
}

async function* answer(
  { llm, rag, toolbox, leftOut, ...memory }: Omit<Ports, 'turns' | 'pace' | 'digestWanted'>,
  request: ChatRequest,
  begun: BegunTurn,
  turn: TurnWriter,
  caller: Caller,
): AsyncGenerator<Text, Answered> {
  const named = request.sourceIds.length > 0 || request.notebookId !== ''
  const question = named ? undefined : clarify(request.message, begun.history)
  if (question) return yield* answerAtOnce(question, begun, turn)

  const [retrieved, turnContext] = await Promise.all([
    retrieve(rag, toRetrieval(request, begun), caller),
    buildContext(memory, request.message, begun, caller),
  ])
  // A request that names documents is answered from them alone.
  const tools = named ? undefined : toolbox
  const startFor = (asked: ChatRequest) => start({ llm, toolbox: tools }, asked, begun, turnContext, retrieved, caller)
  const { passages, parts, before } = await startInStages(startFor, request, llm, caller)
  const passagesLeftOut = retrieved.passages.length - passages.length
  leftOut?.(passagesLeftOut)
  let sources = passages.map(toSource)
  let tool_used: ChatResult['tool_used'] = sources.length > 0 ? 'retrieval' : null
  if (sources.length > 0) turn.cite(sources)
  let citations = citing(sources)

  let response = ''
  let sourcesSent = false
  for await (const part of parts) {
    const text = part.type === 'text' ? (part.quoted ? part.text : citations.push(part.text)) : citations.flush()
    if (part.type === 'found') {
      sources = [...sources, ...part.sources]
      tool_used = part.tool
      turn.cite(sources)
      citations = citing(sources)
    } else if (!sourcesSent) {
      // Sources go with the first part: when the model is unavailable, the answer is an error alone.
      await turn.room()
      yield { type: 'sources', sources }
      sourcesSent = true
    }
    if (text) {
      response += text
      if (response.length > RESPONSE_CHARS_MAX) throw endless()
      const room = turn.room()
      if (room) await room // there usually is, and each wait costs a turn of the promises
      turn.write(text)
      yield { type: 'text', text }
    }
    if (part.type !== 'finish') continue
    const { model } = part
    const whole = before ? addUsage(before, part.usage) : part.usage
    const usage = withPassages(withContextUsage(whole, turnContext), passages.length, passagesLeftOut)
    return { ...refOf(begun), response, tool_used, sources, model, usage }
  }
  throw unfinished()
}

const ROUNDS_MAX = 3
/** Characters that are kept of the beginning and of the end of a long message, where requests usually stand. */
const EDGE_CHARS = 500

/** A message that is longer than the model's window is condensed piece by piece, and the notes are answered in its place. */
async function startInStages<Begun>(
  startFor: (asked: ChatRequest) => Promise<Begun>,
  request: ChatRequest,
  llm: Llm,
  caller: Caller,
): Promise<Begun & { before: Usage | undefined }> {
  let [asked, before]: [ChatRequest, Usage | undefined] = [request, undefined]
  for (let round = 0; ; round++) {
    try {
      return { ...(await startFor(asked)), before }
    } catch (error) {
      if (!isTooLong(error) || round === ROUNDS_MAX || request.message.length <= 2 * EDGE_CHARS) throw error
    }
    const { text, usage } = await condense(llm, asked.message, toNotes(request.model), caller)
    before = before ? addUsage(before, usage) : usage
    asked = { ...request, message: longMessage(edgesOf(request.message, EDGE_CHARS), text) }
  }
}

function edgesOf(message: string, characters: number) {
  return { beginning: message.slice(0, characters).toWellFormed(), end: message.slice(-characters).toWellFormed() }
}

const toNotes =
  (model: string) =>
  (piece: string, notesTokensMax: number): Generation => ({
    sessionId: '',
    model,
    messages: notesPrompt(piece),
    maxTokens: notesTokensMax,
    brief: { task: 'summarize', text: piece },
  })

/** The answer, begun with as many of the passages as the model's window holds. */
async function start(
  { llm, toolbox }: Pick<Ports, 'llm' | 'toolbox'>,
  request: ChatRequest,
  turn: BegunTurn,
  turnContext: TurnContext,
  retrieved: Retrieved,
  caller: Caller,
) {
  const tools = toolbox && (await toolbox.model.callsTools(request.model, caller)) ? toolbox : undefined
  return startFitted(retrieved.passages, 0, (passages, min): AsyncGenerator<ToolPart> => {
    const state = passages.length === 0 && retrieved.passages.length > 0 ? 'crowded out' : retrieved.state
    const generation = {
      ...toGeneration(request, turn, turnContext, { passages, state }),
      droppable: { parts: quoteParts(passages), min },
    }
    // Never together with passages: their text could make the model send their content to a search engine.
    return tools && passages.length === 0 ? answerWithTools(tools, generation, caller) : llm.generate(generation, caller)
  })
}

/** An answer made without sources is left as the model wrote it. */
const citing = (sources: unknown[]) => (sources.length > 0 ? citationFilter(sources.length) : keepAsIs())

const refOf = ({ sessionId, assistantMessageId }: BegunTurn) => ({ session_id: sessionId, message_id: assistantMessageId })

async function* answerAtOnce(text: string, begun: BegunTurn, turn: TurnWriter): AsyncGenerator<Text, Answered> {
  await turn.room()
  yield { type: 'sources', sources: [] }
  turn.write(text)
  yield { type: 'text', text }
  return { ...refOf(begun), response: text, tool_used: null, sources: [], model: NO_MODEL, usage: NOTHING_USED }
}

const NOTHING_USED: Usage = withPassages(withContextUsage(NO_USAGE, NO_CONTEXT), 0, 0)

/**
 * A message such as "explain it" names nothing, so it is searched for together with the last message that names something. Any
 * other message may continue the ones before it.
 */
function toRetrieval({ message, useRag, sourceIds, notebookId }: ChatRequest, { history }: BegunTurn) {
  const earlier = history.flatMap(({ role, content }) => (role === 'user' ? content : [])).toReversed()
  const named = earlier.findIndex((content) => !vagueIn(content))
  const isVague = named >= 0 && vagueIn(message) !== undefined
  const query = isVague ? `${earlier[named]}\n${message}` : message
  return { query, earlier: isVague ? earlier.slice(named + 1) : earlier, topK: PASSAGES_MAX, use: useRag, sourceIds, notebookId }
}

const toGeneration = (
  { message, model }: ChatRequest,
  { sessionId }: BegunTurn,
  { prompt }: TurnContext,
  retrieved: Retrieved,
): Generation => ({
  sessionId,
  model,
  messages: chatPrompt(message, prompt, retrieved),
  brief: {
    task: 'chat',
    question: message,
    passages: quotablePassages(retrieved.passages),
  },
})
