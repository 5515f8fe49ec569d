import type { BeginIdempotentRequest } from '@collabry/proto/gen/collabry/memory/v1/BeginIdempotentRequest'
import type { BeginIdempotentResponseInit } from '@collabry/proto/gen/collabry/memory/v1/BeginIdempotentResponse'
import type { CompleteIdempotentRequest } from '@collabry/proto/gen/collabry/memory/v1/CompleteIdempotentRequest'
import type { CompleteIdempotentResponseInit } from '@collabry/proto/gen/collabry/memory/v1/CompleteIdempotentResponse'
import type { FindIdempotentRequest } from '@collabry/proto/gen/collabry/memory/v1/FindIdempotentRequest'
import type { FindIdempotentResponseInit } from '@collabry/proto/gen/collabry/memory/v1/FindIdempotentResponse'
import type { IdempotentAnswer } from '@collabry/proto/gen/collabry/memory/v1/IdempotentAnswer'
import type { ReleaseIdempotentRequest } from '@collabry/proto/gen/collabry/memory/v1/ReleaseIdempotentRequest'
import type { ReleaseIdempotentResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ReleaseIdempotentResponse'
import type { RenewIdempotentRequest } from '@collabry/proto/gen/collabry/memory/v1/RenewIdempotentRequest'
import type { RenewIdempotentResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RenewIdempotentResponse'
import { AppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { Guard } from '../erasure/erase'
import { type Answer, type Begun, BODY_BYTES_MAX, type IdempotencyStore } from '../idempotency/store'
import { id, optionalId, text, userId } from './fields'

const HEADERS_MAX = 32
const HEADER_CHARS_MAX = 16_384

export const idempotencyHandlers = (requests: IdempotencyStore, guard: Guard, keepMs: number) => ({
  BeginIdempotent: unary(async (request: BeginIdempotentRequest): Promise<BeginIdempotentResponseInit> => {
    const bodyHash = text('body_hash', request.bodyHash, { min: 1, max: 128 })
    const owner = userId(request.userId)
    const begin = () => requests.beginRequest(owner, { ...toRef(request), bodyHash, keepMs })
    return toBegun(await guard(owner, request.acceptedAtMs, begin))
  }),

  FindIdempotent: unary(async (request: FindIdempotentRequest): Promise<FindIdempotentResponseInit> => {
    return { isKnown: await requests.knowsRequest(userId(request.userId), toRef(request)) }
  }),

  RenewIdempotent: unary(async (request: RenewIdempotentRequest): Promise<RenewIdempotentResponseInit> => {
    await requests.renewRequest(userId(request.userId), toHeld(request))
    return {}
  }),

  CompleteIdempotent: unary(async (request: CompleteIdempotentRequest): Promise<CompleteIdempotentResponseInit> => {
    await requests.completeRequest(userId(request.userId), toHeld(request), fromAnswer(request.answer))
    return {}
  }),

  ReleaseIdempotent: unary(async (request: ReleaseIdempotentRequest): Promise<ReleaseIdempotentResponseInit> => {
    await requests.releaseRequest(userId(request.userId), toHeld(request))
    return {}
  }),
})

const toRef = ({ route, key }: { route: string; key: string }) => ({
  route: text('route', route, { min: 1, max: 200 }),
  key: text('key', key, { min: 1, max: 255 }),
})

const toHeld = (request: { route: string; key: string; leaseId: string }) => ({
  ...toRef(request),
  leaseId: id('lease_id', request.leaseId),
})

function toBegun(begun: Begun): BeginIdempotentResponseInit {
  switch (begun.kind) {
    case 'fresh':
      return { state: 'IDEMPOTENT_STATE_FRESH', leaseId: begun.leaseId, seed: begun.seed }
    case 'running':
      return { state: 'IDEMPOTENT_STATE_RUNNING', seed: begun.seed }
    case 'other_body':
      return { state: 'IDEMPOTENT_STATE_OTHER_BODY' }
    case 'replay':
      return {
        state: 'IDEMPOTENT_STATE_REPLAY',
        seed: begun.seed,
        answer: { ...begun.answer, body: viewOf(begun.answer.body) },
      }
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)

function fromAnswer(answer: IdempotentAnswer | null): Answer {
  if (!answer || answer.status < 200 || answer.status > 499) throw fieldError('answer.status', 'must be 200 to 499')
  const { status, headers, body } = answer
  if (body.length > BODY_BYTES_MAX) {
    throw new AppError('payload_too_large', `A kept answer holds at most ${BODY_BYTES_MAX} bytes; give the request back.`)
  }
  const chars = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  if (headers.length > HEADERS_MAX || chars > HEADER_CHARS_MAX)
    throw fieldError('answer.headers', 'must be at most 32, and 16 KiB')
  return { status, headers, body, sessionId: optionalId('answer.session_id', answer.sessionId) }
}
