import { createHmac } from 'node:crypto'
import pino from 'pino'
import { activeSpan } from './trace'

export type Log = pino.Logger

interface LogOptions {
  service: string
  level: string
}

/**
 * Fields whose values are never written, on the first two levels of a line: a safety net, since such fields must not be logged at
 * all.
 */
const REDACTED = new Set(['authorization', 'token', 'password', 'secret', 'key', 'prompt', 'content', 'text', 'email'])

/** JSON lines on stdout; messages are constants, data are fields with their units in the name, never user text. */
export const createLog = ({ service, level }: LogOptions): Log =>
  pino({
    level,
    base: { service },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    // Not pino's own redaction: its wildcard paths cost 30 µs a line.
    formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields, 2) },
    serializers: { err: describeError },
    mixin: () => {
      const traceparent = activeSpan()?.traceparent
      return traceparent ? { traceId: traceparent.slice(3, 35) } : {}
    },
  })

function redact(fields: Record<string, unknown>, levels: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const name in fields) {
    const value = fields[name]
    if (REDACTED.has(name)) shown[name] = '***'
    else shown[name] = levels > 1 && isPlain(value) ? redact(value, levels - 1) : value
  }
  return shown
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/**
 * An error as a line may show it: type, code and stack, and the same of its cause. Messages are left out: those of drivers may
 * hold user text.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return {
    type: error.name,
    code,
    at: error.stack
      ?.split('\n')
      .slice(1, 6)
      .map((line) => line.trim()),
    ...cause,
  }
}

/** A user in a log line, as a keyed hash: lines of one user can be matched, but the user can't be read from them. */
export const userTag = (key: string, userId: string): string =>
  createHmac('sha256', key).update(userId).digest('base64url').slice(0, 16)
