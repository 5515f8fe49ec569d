import { LlmService } from '@collabry/proto'
import type { EmbedRequest } from '@collabry/proto/gen/collabry/llm/v1/EmbedRequest'
import type { EmbedResponseInit } from '@collabry/proto/gen/collabry/llm/v1/EmbedResponse'
import type { GenerateRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import type { GetStatusRequest } from '@collabry/proto/gen/collabry/llm/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { sleep } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { type GrpcServer, serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'

export const KEYS = ['gateway:gateway-key', 'rag:rag-key']
const DIMENSION = 64

/** What the model does now; tests change it while it runs. */
export interface Script {
  /** Empty: there is no embedding model. */
  model: string
  /** Configured, but can't be reached. */
  down: boolean
  /** Vectors of another length than said. */
  nonsense: boolean
  /** Time of one batch; those of documents are computed one after the other. */
  batchMs: number
  /** What the chat model answers to the last message; undefined: it is away. */
  answer: ((message: string) => string) | undefined
}

export interface ScriptedLlm extends AsyncDisposable {
  address: string
  script: Script
  /** Texts embedded for documents since the start. */
  embedded: string[]
  /** Calls that embed at this moment. */
  embedding(): number
  /** Number of texts of each call for documents, in order. */
  sizes: number[]
}

/** A second implementation of the llm service: vectors are made of hashed words, so that the same text has the same one. */
export async function scriptedLlm(script: Partial<Script> = {}, port = 0): Promise<ScriptedLlm> {
  const current: Script = {
    model: 'hashed-words',
    down: false,
    nonsense: false,
    batchMs: 0,
    answer: undefined,
    ...script,
  }
  const embedded: string[] = []
  let embedding = 0
  const sizes: number[] = []
  let documentsDone: Promise<unknown> = Promise.resolve()
  /** A batch that its caller leaves takes no more time. */
  const compute = (purpose: EmbedRequest['purpose'], signal: AbortSignal): Promise<unknown> => {
    if (purpose !== 'EMBED_PURPOSE_DOCUMENT') return Bun.sleep(current.batchMs)
    documentsDone = documentsDone.then(() => sleep(current.batchMs, signal).catch(() => undefined))
    return documentsDone
  }
  const server: GrpcServer = await startGrpcServer({
    service: LlmService.service,
    handlers: {
      Generate: serverStream<GenerateRequest, GenerateResponseInit>(async function* ({ messages }) {
        if (current.answer === undefined) throw new AppError('unavailable', 'The model is away.')
        yield { deltas: { texts: [current.answer(messages.at(-1)?.content ?? '')] } }
      }),
      Embed: serverStream<EmbedRequest, EmbedResponseInit>(async function* ({ texts, purpose }, { signal }) {
        embedding++
        if (purpose === 'EMBED_PURPOSE_DOCUMENT') sizes.push(texts.length)
        await compute(purpose, signal).finally(() => embedding--)
        signal.throwIfAborted()
        if (current.down || current.model === '') throw new AppError('unavailable', 'The model is away.')
        if (purpose === 'EMBED_PURPOSE_DOCUMENT') embedded.push(...texts)
        const dimension = current.nonsense ? DIMENSION + 1 : DIMENSION
        yield { model: current.model, dimension, vectors: texts.map((text) => Buffer.from(hashedWords(text).buffer)) }
      }),
      GetStatus: unary<GetStatusRequest, GetStatusResponseInit>(async () => ({
        provider: 'ollama',
        embeddingModel: current.model,
        embeddingDimension: DIMENSION,
        state: current.down ? 'STATE_UNHEALTHY' : 'STATE_HEALTHY',
      })),
    },
    host: '127.0.0.1',
    port,
    keys: KEYS,
    callers: { gateway: '*', rag: ['Embed', 'Generate', 'GetStatus'] },
    log: createLog({ service: 'scripted-llm', level: 'silent' }),
  })
  return {
    address: `127.0.0.1:${server.port}`,
    script: current,
    embedded,
    embedding: () => embedding,
    sizes,
    [Symbol.asyncDispose]: () => server.drain(0),
  }
}

function hashedWords(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const at = Number(Bun.hash(word) % BigInt(DIMENSION))
    vector[at] = (vector[at] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
