import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'

/** JSON text that a service keeps for us; empty: []. */
export function parseArray(text: string): unknown[] {
  const value = text ? parse(text) : []
  if (!Array.isArray(value)) throw unreadable()
  return value
}

/** JSON text that a service keeps for us; empty: {}. */
export function parseObject(text: string): Record<string, unknown> {
  const value = text ? parse(text) : {}
  if (!isRecord(value)) throw unreadable()
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(error)
  }
}

const unreadable = (cause?: unknown) => new AppError('upstream_error', 'Stored data could not be read; try again.', { cause })
