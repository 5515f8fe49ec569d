import { AppError } from '@collabry/runtime/errors'
import { parseText } from './text'

/** One parser a media type: bytes in, stored text out. Throws validation_error with a sentence for the owner of the file. */
const parsers: Record<string, (bytes: Uint8Array) => string> = {
  'text/plain': parseText,
}

export const STORED_TEXT = 'text/plain'

export function parse(contentType: string, bytes: Uint8Array): string {
  const parser = parsers[mediaType(contentType)]
  if (!parser) throw new AppError('unsupported_media_type', 'Files of this kind can’t be read.')
  return parser(bytes)
}

export const isReadable = (contentType: string) => Object.hasOwn(parsers, mediaType(contentType))

const mediaType = (contentType: string) => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
