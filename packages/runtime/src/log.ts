import { createHmac } from 'node:crypto'
import pino from 'pino'

export type Log = pino.Logger

interface LogOptions {
  service: string
  level: string
}

/** Names of fields whose values never reach a line, on its first two levels: the last line of defence behind choosing fields. */
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

/** What a line may say of an error: its kind, code and stack, and the same of its cause. Stacks hold no user text: AppError messages don't. */
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

/** How a log line names a user: a keyed hash, so that lines of one user belong together and nobody can be read from them. */
export const userTag = (key: string, userId: string): string =>
  createHmac('sha256', key).update(userId).digest('base64url').slice(0, 16)
