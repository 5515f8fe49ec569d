import { createHmac } from 'node:crypto'
import pino from 'pino'

export type Log = pino.Logger

interface LogOptions {
  service: string
  level: string
}

/** Field names whose values never reach a line, wherever they stand: the last line of defence behind naming fields one by one. */
const REDACTED = ['authorization', 'token', 'password', 'secret', 'key', 'prompt', 'content', 'text', 'message.content', 'email']

/** JSON lines on stdout; messages are constants, data are fields with their units in the name, never user text. */
export const createLog = ({ service, level }: LogOptions): Log =>
  pino({
    level,
    base: { service },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '***' },
    serializers: { err: describeError },
  })

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
