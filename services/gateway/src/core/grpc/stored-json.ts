import { AppError } from '@collabry/runtime/errors'

/** JSON text that a service keeps for us; empty: []. */
export function parseArray(text: string): unknown[] {
  const value = text ? parse(text) : []
  if (!Array.isArray(value)) throw unreadable()
  return value
}

/** JSON text that a service keeps for us; empty: {}. */
export function parseObject(text: string): Record<string, unknown> {
  const value = text ? parse(text) : {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable()
  return value as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(error)
  }
}

const unreadable = (cause?: unknown) => new AppError('upstream_error', 'Stored data could not be read; try again.', { cause })
