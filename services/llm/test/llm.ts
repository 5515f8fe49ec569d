import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LlmService } from '@collabry/proto'
import type { EmbedPurpose } from '@collabry/proto/gen/collabry/llm/v1/EmbedPurpose'
import type { EmbedResponse } from '@collabry/proto/gen/collabry/llm/v1/EmbedResponse'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponse } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import type { ToolCall } from '@collabry/proto/gen/collabry/llm/v1/ToolCall'
import { readConfig } from '@collabry/runtime/config'
import type { AppError } from '@collabry/runtime/errors'
import { callUnary, connect, readStream } from '@collabry/runtime/grpc/client'
import { createLog } from '@collabry/runtime/log'
import { LlmConfig } from '../src/config'
import { startLlm } from '../src/service'

export const KEY = 'a-key-for-tests-0123456789'

/** An llm service in this process on free ports, and a gRPC client of it that calls itself gateway. */
export async function openLlm(env: Record<string, string>, overrides: Parameters<typeof startLlm>[2] = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'llm-'))
  const settings = { GRPC_PORT: '0', ADMIN_PORT: '0', DATA_DIR: dataDir, INTERNAL_API_KEYS: `gateway:${KEY}`, ...env }
  const service = await startLlm(readConfig(LlmConfig, settings), createLog({ service: 'llm', level: 'error' }), overrides)
  const client = llmClient(service.port)
  return {
    ...client,
    port: service.port,
    adminPort: service.adminPort,
    /** Answers that wait for their turn. */
    async queued() {
      const metrics = await (await fetch(`http://127.0.0.1:${service.adminPort}/metrics`)).text()
      return Number(/^collabry_llm_generations_queued\{[^}]*\} (\d+)$/m.exec(metrics)?.[1])
    },
    async [Symbol.asyncDispose]() {
      client.close()
      await service[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true })
    },
  }
}

export function llmClient(port: number, key = KEY) {
  const stub = connect(LlmService, `127.0.0.1:${port}`, { caller: 'gateway', key })
  const limits = (signal: AbortSignal | undefined) => ({
    signal: signal ?? new AbortController().signal,
    requestId: 'test',
    deadlineMs: 20_000,
  })
  const generate = (request: GenerateRequestInit, signal?: AbortSignal) =>
    readStream<GenerateResponse>(
      (metadata, options) => stub.generate({ userId: 'ann', ...request }, metadata, options),
      limits(signal),
    )
  return {
    generate,
    ask: (content: string, signal?: AbortSignal) => generate({ messages: [{ role: 'ROLE_USER', content }] }, signal),
    embed: (texts: string[], purpose: EmbedPurpose = 'EMBED_PURPOSE_QUERY') =>
      readStream<EmbedResponse>(
        (metadata, options) => stub.embed({ userId: 'ann', texts, purpose }, metadata, options),
        limits(undefined),
      ),
    status: () =>
      callUnary<GetStatusResponse>(
        (metadata, options, done) => stub.getStatus({ userId: 'ann' }, metadata, options, done),
        limits(undefined),
      ),
    close: () => stub.close(),
  }
}

interface Heard {
  text: string
  reasoning: string
  toolCalls: ToolCall[]
  /** performance.now() of each message that held text. */
  times: number[]
  finish: GenerateResponse['finish']
}

export async function listen(replies: AsyncIterable<GenerateResponse>): Promise<Heard> {
  const heard: Heard = { text: '', reasoning: '', toolCalls: [], times: [], finish: undefined }
  for await (const { deltas, toolCalls, finish } of replies) {
    if (deltas) heard.times.push(performance.now())
    heard.text += deltas?.texts.join('') ?? ''
    heard.reasoning += deltas?.reasoning.join('') ?? ''
    heard.toolCalls.push(...(toolCalls?.calls ?? []))
    if (finish) heard.finish = finish
  }
  return heard
}

/** The error of a promise that must fail. NOTE: `expect(…).rejects` spins the event loop and can starve sockets. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    return error as AppError
  }
  throw new Error('it did not fail')
}

/** Waits until something holds; the test's own timeout is the bound. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await Bun.sleep(2)
}
