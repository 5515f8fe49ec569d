import type { Deltas } from '@collabry/proto/gen/collabry/llm/v1/Deltas'
import type { EmbedRequest } from '@collabry/proto/gen/collabry/llm/v1/EmbedRequest'
import type { EmbedResponseInit } from '@collabry/proto/gen/collabry/llm/v1/EmbedResponse'
import type { GenerateRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import type { GetStatusRequest } from '@collabry/proto/gen/collabry/llm/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import type { Embed } from '../embed'
import type { AnswerPart, Generate } from '../generate'
import type { EmbeddingDescription } from '../models/embeddings'
import type { Model } from '../models/model'
import { embedTexts, generateRequest } from './from-proto'

interface Parts {
  model: Model
  embeddings: EmbeddingDescription
  generate: Generate
  embed: Embed
}

/** The methods of LlmService: converts between proto and domain types. */
export const llmHandlers = ({ model, embeddings, generate, embed }: Parts) => ({
  Generate: serverStream<GenerateRequest, GenerateResponseInit>(async function* (request, { signal }) {
    const { userId, wholeAnswer } = request
    const answer = generate(userId, generateRequest(request), signal)
    let partsLeftOut = 0
    for await (const parts of batchDeltas(answer, { sizeOf, lateMs: wholeAnswer ? LATE_MS : 0 })) {
      const [first] = parts
      if (first?.type === 'parts_left_out') partsLeftOut = first.count
      for (const message of messagesOf(parts, wholeAnswer)) {
        yield partsLeftOut > 0 ? { ...message, partsLeftOut } : message
        partsLeftOut = 0
      }
    }
  }),

  Embed: serverStream<EmbedRequest, EmbedResponseInit>(async function* (request, { signal }) {
    const urgent = request.purpose !== 'EMBED_PURPOSE_DOCUMENT'
    for await (const vectors of embed({ userId: request.userId, texts: embedTexts(request), urgent }, signal)) {
      const { name, queryFloorOf } = embeddings
      const similarityFloor = (urgent && queryFloorOf?.(request.texts[0] ?? '')) || embeddings.similarityFloor
      yield { model: name, dimension: vectors[0]?.length ?? 0, vectors: vectors.map(littleEndian), similarityFloor }
    }
  }),

  GetStatus: unary<GetStatusRequest, GetStatusResponseInit>(async () => {
    const { state, ...status } = await model.status()
    return { ...status, state: states[state] }
  }),
})

/** Deltas that arrived together become one message; tool calls and the finish are messages of their own. */
function messagesOf(parts: AnswerPart[], isJoined: boolean): Iterable<GenerateResponseInit> {
  const [first] = parts
  if (parts.length > 1 || first?.type !== 'text') return severalMessages(parts, isJoined)
  return [{ deltas: { texts: [first.text], quoted: first.quoted === true } }]
}

function* severalMessages(parts: AnswerPart[], isJoined: boolean): Generator<GenerateResponseInit> {
  const deltas: Deltas = { texts: [], reasoning: [], quoted: false }
  for (const part of parts) {
    if (part.type === 'text') {
      deltas.texts.push(part.text)
      // A run is quoted as a whole or not at all.
      deltas.quoted ||= part.quoted === true
    }
    if (part.type === 'reasoning') deltas.reasoning.push(part.text)
  }
  if (isJoined && deltas.texts.length > 1) deltas.texts = [deltas.texts.join('')]
  if (deltas.texts.length + deltas.reasoning.length > 0) yield { deltas }
  for (const part of parts) if (part.type === 'tool_calls') yield { toolCalls: { calls: part.calls } }
  const last = parts.at(-1)
  if (last?.type !== 'finish') return
  const { unanswered = false, usage } = last
  yield { finish: { reason: reasons[last.reason], model: last.model, usage, unanswered } }
}

const reasons = {
  stop: 'FINISH_REASON_STOP',
  length: 'FINISH_REASON_LENGTH',
  tool_calls: 'FINISH_REASON_TOOL_CALLS',
} as const

/** The vector as little-endian float32, which is its memory on every supported machine. */
const littleEndian = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength)

const states = { healthy: 'STATE_HEALTHY', unhealthy: 'STATE_UNHEALTHY', embedded: 'STATE_EMBEDDED' } as const

const sizeOf = (part: AnswerPart) => ('text' in part ? part.text.length : 0)

let turn: Promise<void> | undefined

/** The end of this turn of the event loop; all answers share the wait. */
function endOfTurn(): Promise<void> {
  turn ??= new Promise((resolve) =>
    setImmediate(() => {
      turn = undefined
      resolve()
    }),
  )
  return turn
}

/** How late a text may be for a caller that shows nothing before the end; what it counts of an answer that breaks off is so late, too. */
const LATE_MS = 50
const PARTS_MAX = 256
/**
 * In characters. A reader that stops leaves about 32 messages on its way, in the queues of both ends of a gRPC stream: this
 * size decides what it costs.
 */
const SIZE_MAX = 16_384

interface Batching<Part> {
  sizeOf?: (part: Part) => number
  /** How long a part may wait for those that follow it; 0: as long as the turn. */
  lateMs?: number
}

/**
 * Passes on the parts of one turn of the event loop, or of `lateMs`, as one array, so that tokens that arrive together cost one
 * gRPC message, and no token waits longer. Reads ahead by at most PARTS_MAX parts or SIZE_MAX in size. Before a consumer leaves,
 * it ends what the parts wait for: leaving waits until they have ended.
 */
export async function* batchDeltas<Part>(
  parts: AsyncGenerator<Part>,
  { sizeOf = () => 0, lateMs = 0 }: Batching<Part> = {},
): AsyncGenerator<Part[]> {
  let ready: Part[] = []
  let size = 0
  let isEnded = false
  let isLeft = false
  let failure: unknown
  let wake = () => {}
  let resume = () => {}
  let deliver = () => {}
  const isFull = () => ready.length >= PARTS_MAX || size >= SIZE_MAX
  const late = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lateMs)
      deliver = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const pump = async () => {
    try {
      for await (const part of parts) {
        if (isLeft) break
        ready.push(part)
        size += sizeOf(part)
        wake()
        if (!isFull()) continue
        deliver()
        await new Promise<void>((resolve) => (resume = resolve))
      }
    } catch (error) {
      failure = error ?? new Error('failed without a reason')
    }
    isEnded = true
    wake()
    deliver()
  }
  const pumping = pump()
  try {
    while (true) {
      if (ready.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve))
      if (ready.length > 0 && !isEnded && !isFull()) await (lateMs > 0 ? late() : endOfTurn())
      const batch = ready
      ready = []
      size = 0
      resume()
      if (batch.length > 0) yield batch
      else if (failure !== undefined) throw failure
      else if (isEnded) return
    }
  } finally {
    isLeft = true
    resume()
    await pumping
  }
}
