import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { LlmService } from '@collabry/proto'
import type { GenerateRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponseInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import { AppError } from '@collabry/runtime/errors'
import { type CallContext, type GrpcServer, serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../test/fakes/caller'
import { patientClock } from '../../test/fakes/clock'
import { failureOf } from '../../test/fakes/failure'
import { connectLlm } from '../core/grpc/stubs'
import type { Generation } from './llm'
import { llmClient } from './llm-client'

type Generate = (request: GenerateRequest, context: CallContext) => AsyncGenerator<GenerateResponseInit>

let generate: Generate
let server: GrpcServer
const identity = { caller: 'gateway', key: 'k'.repeat(32) }
const hello: Generation = {
  sessionId: 's1',
  model: '',
  messages: [{ role: 'user', content: 'hello' }],
  brief: { task: 'chat', question: 'hello' },
}
const finish = {
  finish: { reason: 'FINISH_REASON_STOP', model: 'm', usage: { promptTokens: 3, completionTokens: 2, contextTokensMax: 4_096 } },
} as const

beforeAll(async () => {
  const status = unary(async () => ({}))
  server = await startGrpcServer({
    service: LlmService.service,
    handlers: {
      Generate: serverStream((request: GenerateRequest, context) => generate(request, context)),
      Embed: serverStream(async function* () {}),
      GetStatus: status,
    },
    host: '127.0.0.1',
    port: 0,
    keys: [`gateway:${identity.key}`],
    callers: { gateway: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
})
afterAll(() => server[Symbol.asyncDispose]())

let counted: object[] = []
const count = ({ userId }: { userId: string }, amounts: object) => void counted.push({ userId, ...amounts })
const client = (port = server.port) =>
  llmClient({ stub: connectLlm(`127.0.0.1:${port}`, identity, { clock: patientClock }).stub, count })

async function draw(caller = callerOf('ann'), port?: number) {
  const parts = []
  for await (const part of client(port).generate(hello, caller)) parts.push(part)
  return parts
}

describe('a generation over gRPC', () => {
  test('passes each piece on as it is, then what the answer cost', async () => {
    generate = async function* () {
      yield { deltas: { texts: [' a', '\nb', '\n'] } }
      yield { deltas: { texts: ['c\n'] } }
      yield finish
    }
    const parts = await draw()
    expect(parts.slice(0, -1)).toEqual([' a', '\nb', '\n', 'c\n'].map((text) => ({ type: 'text', text })))
    expect(parts.at(-1)).toEqual({
      type: 'finish',
      reason: 'stop',
      unanswered: false,
      model: 'm',
      usage: {
        prompt_tokens: 3,
        completion_tokens: 2,
        total_tokens: 5,
        context: { window_tokens: 4_096, messages_used: 0, messages_left_out: 0 },
      },
    })
  })

  test('marks quotes, which are sent with their brackets', async () => {
    generate = async function* () {
      yield { deltas: { texts: ['as in [12].'], quoted: true } }
      yield finish
    }
    expect((await draw()).slice(0, -1)).toEqual([{ type: 'text', text: 'as in [12].', quoted: true }])
  })

  test('sends the request as it is, on behalf of its user', async () => {
    let seen: GenerateRequest | undefined
    generate = async function* (request) {
      seen = request
      yield finish
    }
    const generation: Generation = { ...hello, temperature: 0, jsonSchema: { type: 'object' }, maxTokens: 9 }
    for await (const _ of client().generate(generation, callerOf('ann')));
    expect(seen).toMatchObject({
      userId: 'ann',
      sessionId: 's1',
      messages: [{ role: 'ROLE_USER', content: 'hello' }],
      temperature: 0,
      jsonSchema: '{"type":"object"}',
      maxTokens: 9,
      brief: { task: 'TASK_CHAT', question: 'hello' },
    })
  })

  test('names droppable parts by their places, and passes on how many were left out, once', async () => {
    let seen: GenerateRequest | undefined
    generate = async function* (request) {
      seen = request
      yield { deltas: { texts: ['a', 'b'] }, partsLeftOut: 2 }
      yield { deltas: { texts: ['c'] } }
      yield finish
    }
    const messages = [
      { role: 'system' as const, content: 'one' },
      { role: 'user' as const, content: 'one two one two' },
    ]
    const parts = []
    const generation = { ...hello, messages, droppable: { parts: ['one', 'one', 'two', 'two'], min: 1 } }
    for await (const part of client().generate(generation, callerOf('ann'))) parts.push(part)
    expect(seen).toMatchObject({
      droppable: [
        { message: 0, start: 0, end: 3 },
        { message: 1, start: 0, end: 3 },
        { message: 1, start: 4, end: 7 },
        { message: 1, start: 12, end: 15 },
      ],
      droppableMin: 1,
    })
    expect(parts.map(({ partsLeftOut }) => partsLeftOut)).toEqual([2, undefined, undefined, undefined])
    generate = async function* () {
      yield { ...finish, partsLeftOut: 1 }
    }
    for await (const part of client().generate(hello, callerOf('ann')))
      expect(part).toMatchObject({ type: 'finish', partsLeftOut: 1 })
  })

  test('names a long text by its place in the prompt, so that it travels once', async () => {
    let seen: GenerateRequest | undefined
    generate = async function* (request) {
      seen = request
      yield finish
    }
    const text = '光'.repeat(1_000_000)
    const messages = [
      { role: 'system' as const, content: 'Sum up.' },
      { role: 'user' as const, content: `Text: ${text}.` },
    ]
    for await (const _ of client().generate({ ...hello, messages, brief: { task: 'summarize', text } }, callerOf('ann')));
    expect(seen?.brief).toMatchObject({ text: '', textSpan: { message: 1, start: 6, end: 1_000_006 } })
    for (const short of ['Sum', 'not in the prompt '.repeat(100)]) {
      for await (const _ of client().generate({ ...hello, brief: { task: 'summarize', text: short } }, callerOf('ann')));
      expect(seen?.brief).toMatchObject({ text: short, textSpan: null })
    }
  })

  test('is tried again while the service is away, but not after the first piece', async () => {
    let tries = 0
    generate = async function* () {
      if (++tries < 3) throw new AppError('unavailable', 'Away.')
      yield { deltas: { texts: ['ok'] } }
      yield finish
    }
    expect(await draw()).toHaveLength(2)
    expect(tries).toBe(3)

    tries = 0
    generate = async function* () {
      tries++
      yield { deltas: { texts: ['half'] } }
      throw new AppError('unavailable', 'Away.')
    }
    expect(await failureOf(draw())).toMatchObject({ code: 'unavailable' })
    expect(tries).toBe(1)
  })

  test('is not tried again after any other error', async () => {
    let tries = 0
    generate = async function* () {
      tries++
      yield* []
      throw new AppError('validation_error', 'Too long.', { fields: [{ field: 'messages', message: 'too long' }] })
    }
    expect(await failureOf(draw())).toMatchObject({
      code: 'validation_error',
      fields: [{ field: 'messages' }],
    })
    expect(tries).toBe(1)
  })

  test('from a service that is down is unavailable, and nobody waits for it', async () => {
    expect(await failureOf(draw(callerOf('ann'), 1))).toMatchObject({ code: 'unavailable' })
  })

  test('without an end is an upstream error', async () => {
    generate = async function* () {
      yield { deltas: { texts: ['half'] } }
    }
    expect(await failureOf(draw())).toMatchObject({ code: 'upstream_error' })
  })

  test('is called off in the service when the client leaves, also before the first piece', async () => {
    const { promise: called, resolve } = Promise.withResolvers<void>()
    const { promise: left, resolve: leave } = Promise.withResolvers<void>()
    generate = async function* (_, { signal }) {
      signal.addEventListener('abort', () => leave())
      resolve()
      await left
      yield finish
    }
    const client = new AbortController()
    const drawing = draw(callerOf('ann', client.signal)).catch((error: unknown) => error)
    await called
    client.abort()
    expect(await drawing).toMatchObject({ code: 'cancelled' })
    await left
  })
})

test('the tokens of a run are counted once, and estimated where it was broken off', async () => {
  counted = []
  generate = async function* () {
    yield { deltas: { texts: ['a'.repeat(40)] } }
    yield finish
  }
  await draw()
  expect(counted).toEqual([{ userId: 'ann', promptTokens: 3, completionTokens: 2 }])
  for await (const _ of client().generate(hello, callerOf('bob'))) break
  expect(counted.at(-1)).toEqual({ userId: 'bob', promptTokens: expect.any(Number), completionTokens: 10 })
  generate = async function* () {
    yield* []
    throw new AppError('overloaded', 'Too many wait.')
  }
  await draw().catch(() => {})
  expect(counted).toHaveLength(2)
})
