import type { Deltas } from '@collabry/proto/gen/collabry/llm/v1/Deltas'
import type { EmbedRequest } from '@collabry/proto/gen/collabry/llm/v1/EmbedRequest'
import type { EmbedResponseInit } from '@collabry/proto/gen/collabry/llm/v1/EmbedResponse'
import type { GenerateRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import type { GetStatusRequest } from '@collabry/proto/gen/collabry/llm/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import { batchDeltas } from '../batch-deltas'
import type { Embed } from '../embed'
import type { Generate } from '../generate'
import type { GeneratePart, Model } from '../models/model'
import { embedTexts, generateRequest } from './from-proto'

interface Parts {
  model: Model
  embeddingModel: string
  generate: Generate
  embed: Embed
}

/** The methods of LlmService: converts between proto and domain types. */
export const llmHandlers = ({ model, embeddingModel, generate, embed }: Parts) => ({
  Generate: serverStream<GenerateRequest, GenerateResponseInit>(async function* (request, { signal }) {
    const stop = new AbortController()
    const cancel = () => stop.abort(signal.reason)
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    try {
      for await (const parts of batchDeltas(generate(request.userId, generateRequest(request), stop.signal), cancel, sizeOf))
        yield* responses(parts)
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }),

  Embed: serverStream<EmbedRequest, EmbedResponseInit>(async function* (request, { signal }) {
    const urgent = request.purpose !== 'EMBED_PURPOSE_DOCUMENT'
    for await (const vectors of embed({ userId: request.userId, texts: embedTexts(request), urgent }, signal)) {
      yield { model: embeddingModel, dimension: vectors[0]?.length ?? 0, vectors: vectors.map(littleEndian) }
    }
  }),

  GetStatus: unary<GetStatusRequest, GetStatusResponseInit>(async () => {
    const { state, ...status } = await model.status()
    return { ...status, state: states[state] }
  }),
})

/** Deltas that arrived together become one message; tool calls and the finish are messages of their own. */
function* responses(parts: GeneratePart[]): Generator<GenerateResponseInit> {
  const deltas: Deltas = { texts: [], reasoning: [] }
  for (const part of parts) {
    if (part.type === 'text') deltas.texts.push(part.text)
    if (part.type === 'reasoning') deltas.reasoning.push(part.text)
  }
  if (deltas.texts.length + deltas.reasoning.length > 0) yield { deltas }
  for (const part of parts) if (part.type === 'tool_calls') yield { toolCalls: { calls: part.calls } }
  const last = parts.at(-1)
  if (last?.type !== 'finish') return
  yield { finish: { reason: reasons[last.reason], model: last.model, usage: last.usage } }
}

const reasons = {
  stop: 'FINISH_REASON_STOP',
  length: 'FINISH_REASON_LENGTH',
  tool_calls: 'FINISH_REASON_TOOL_CALLS',
} as const

/** The vector as little-endian float32, which is its memory on every supported machine. */
const littleEndian = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength)

const states = { healthy: 'STATE_HEALTHY', unhealthy: 'STATE_UNHEALTHY', embedded: 'STATE_EMBEDDED' } as const

const sizeOf = (part: GeneratePart) => ('text' in part ? part.text.length : 0)
