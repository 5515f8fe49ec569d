import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js'
import protobuf from 'protobufjs/light'
import { AppError, type Code, codes, type FieldError, isCode, toAppError } from '../errors'

/** The parts of google/rpc/status.proto and error_details.proto that carry our errors from a service to the gateway. */
const root = protobuf.Root.fromJSON({
  nested: {
    Status: {
      fields: {
        code: { type: 'int32', id: 1 },
        message: { type: 'string', id: 2 },
        details: { rule: 'repeated', type: 'Any', id: 3 },
      },
    },
    Any: { fields: { typeUrl: { type: 'string', id: 1 }, value: { type: 'bytes', id: 2 } } },
    ErrorInfo: { fields: { reason: { type: 'string', id: 1 }, domain: { type: 'string', id: 2 } } },
    BadRequest: { fields: { fieldViolations: { rule: 'repeated', type: 'FieldViolation', id: 1 } } },
    FieldViolation: { fields: { field: { type: 'string', id: 1 }, description: { type: 'string', id: 2 } } },
    RetryInfo: { fields: { retryDelay: { type: 'Duration', id: 1 } } },
    Duration: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
  },
})
const type = (name: string) => root.lookupType(name)
const DOMAIN = 'collabry'
export const DETAILS_HEADER = 'grpc-status-details-bin'

/** Any failure as a gRPC status: code, fields and retry delay travel in grpc-status-details-bin. */
export function toStatus(failure: unknown): StatusObject {
  const error = toAppError(failure)
  const code = status[codes[error.code].grpc as keyof typeof status]
  const details = [any('ErrorInfo', { reason: error.code, domain: DOMAIN })]
  if (error.fields) {
    const fieldViolations = error.fields.map(({ field, message }) => ({ field, description: message }))
    details.push(any('BadRequest', { fieldViolations }))
  }
  if (error.retryAfterMs !== undefined) {
    const seconds = Math.floor(error.retryAfterMs / 1_000)
    details.push(any('RetryInfo', { retryDelay: { seconds, nanos: Math.round((error.retryAfterMs % 1_000) * 1e6) } }))
  }
  const metadata = new Metadata()
  metadata.set(DETAILS_HEADER, Buffer.from(type('Status').encode({ code, message: error.message, details }).finish()))
  return { code, details: error.message, metadata }
}

/** A gRPC failure as the error that the service threw. A status that was not made by toStatus becomes the nearest code. */
export function fromStatus(failure: unknown): AppError {
  if (failure instanceof AppError) return failure
  const { code, details, metadata } = failure as Partial<ServiceError>
  if (code === undefined) return toAppError(failure)
  const said = decode(metadata?.get(DETAILS_HEADER)[0])
  if (said.code) return new AppError(said.code, details ?? '', { cause: failure, ...said.more })
  if (code === status.RESOURCE_EXHAUSTED && TOO_LARGE.test(details ?? '')) return tooLarge(failure)
  return foreign(code, failure)
}

/** The words of grpc-js for a message above its limits. Nothing that is tried again makes it smaller. */
const TOO_LARGE = /^(?:Attempted to send|Sent|Received) message .*larger than/

const tooLarge = (cause: unknown) =>
  new AppError('payload_too_large', 'This is more than one call of a component can carry; send, or ask for, less at a time.', {
    cause,
  })

function foreign(code: status, cause: unknown): AppError {
  switch (code) {
    case status.UNAVAILABLE:
      return new AppError('unavailable', 'A component is not reachable right now; try again in a moment.', {
        cause,
        retryAfterMs: 1_000,
      })
    case status.DEADLINE_EXCEEDED:
      return new AppError('timeout', 'A component did not answer in time; try again in a moment.', { cause })
    case status.CANCELLED:
      return new AppError('cancelled', 'The call was cancelled.', { cause })
    case status.RESOURCE_EXHAUSTED:
      return new AppError('overloaded', 'A component is overloaded; try again in a moment.', { cause, retryAfterMs: 1_000 })
    default:
      return toAppError(cause)
  }
}

const any = (name: string, value: object) => ({
  typeUrl: `type.googleapis.com/google.rpc.${name}`,
  value: type(name).encode(type(name).fromObject(value)).finish(),
})

function decode(header: unknown): { code?: Code; more?: { fields?: FieldError[]; retryAfterMs?: number } } {
  if (!(header instanceof Uint8Array)) return {}
  const { details } = type('Status').toObject(type('Status').decode(header), { arrays: true, defaults: true }) as {
    details: { typeUrl: string; value: Uint8Array }[]
  }
  const find = <T>(name: string): T | undefined => {
    const found = details.find(({ typeUrl }) => typeUrl.endsWith(`.${name}`))
    return found && (type(name).toObject(type(name).decode(found.value), { arrays: true, defaults: true, longs: Number }) as T)
  }
  const reason = find<{ reason: string }>('ErrorInfo')?.reason ?? ''
  if (!isCode(reason)) return {}
  const fields = find<{ fieldViolations: { field: string; description: string }[] }>('BadRequest')?.fieldViolations
  const delay = find<{ retryDelay: { seconds: number; nanos: number } }>('RetryInfo')?.retryDelay
  return {
    code: reason,
    more: {
      ...(fields && { fields: fields.map(({ field, description }) => ({ field, message: description })) }),
      ...(delay && { retryAfterMs: delay.seconds * 1_000 + delay.nanos / 1e6 }),
    },
  }
}

/** The error of a call whose caller stopped it: a time limit of the caller is `timeout`, as a deadline is. */
export const stopped = ({ reason }: AbortSignal, cause?: unknown): AppError =>
  reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new AppError('timeout', 'It took too long; try again.', { cause })
    : new AppError('cancelled', 'The caller cancelled.', { cause })
