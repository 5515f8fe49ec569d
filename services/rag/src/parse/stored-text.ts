import { EMPTY, unreadable } from './parse-errors'

/** Text in UTF-8 that is stored as it is, except for its line ends. The type of any other file is seen from its bytes. */
export const STORED_TEXT = 'text/plain'

export const isStoredText = (contentType: string) => contentType.split(';', 1)[0]?.trim().toLowerCase() === STORED_TEXT

/**
 * Plain text as it is stored, quoted and counted: UTF-8, without a byte order mark, and with LF for CR LF and CR, so that
 * offsets are the same for every reader. Stored text passes unchanged.
 */
export function parseText(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) throw unreadable(EMPTY)
  if (looksLikeUtf16(bytes)) throw unreadable('The file is UTF-16; save it as UTF-8 and upload it again.')
  const text = decode(bytes)
  if (text.includes('\0')) throw unreadable('The file is binary (it has zero bytes); upload it as text in UTF-8.')
  if (text.trim() === '') throw unreadable('The file has nothing but white space in it; upload one with text.')
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unreadable('The file is not text in UTF-8; save it as UTF-8 and upload it again.', cause)
  }
}

const looksLikeUtf16 = ([first, second]: Uint8Array) => (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
