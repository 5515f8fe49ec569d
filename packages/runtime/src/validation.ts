import { AppError, type Code } from './errors'

/** A wrong field of a request, `field: rule.`; `rule` says what is allowed, without a full stop. */
export const fieldError = (field: string, rule: string, cause?: unknown): AppError =>
  new AppError('validation_error', `${field}: ${rule}.`, { cause, fields: [{ field, message: rule }] })

/** The same as a sentence of the public API, `field rule.`: the rule begins with its verb, such as `must be`. */
export const wrongField = (
  field: string,
  rule: string,
  { code = 'validation_error', cause }: { code?: Code; cause?: unknown } = {},
): AppError => new AppError(code, `${field} ${rule}.`, { cause, fields: [{ field, message: rule }] })

/** Throws a fieldError unless the rule holds. */
export function requireField(holds: boolean, field: string, rule: string): asserts holds {
  if (!holds) throw fieldError(field, rule)
}

/** A JSON object: neither null nor an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a body to its end; throws `tooLarge()` at the first byte over the limit and then closes the body. */
export async function readBytes(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
  tooLarge: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > bytesMax) throw tooLarge()
    parts.push(part)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Smaller ones are worth no work, and may share their memory with others. */
const RELEASED_BYTES_MIN = 8_192

/**
 * Gives the memory of bytes back at once that nobody reads any more: the garbage collector sees large buffers late. They are
 * empty afterwards. Bytes that share their memory with others are left to the collector.
 */
export function releaseBytes(bytes: Uint8Array): void {
  // A small array has no buffer until it is asked for.
  if (bytes.byteLength < RELEASED_BYTES_MIN || bytes.byteLength !== bytes.buffer.byteLength) return
  if (bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0)
}
