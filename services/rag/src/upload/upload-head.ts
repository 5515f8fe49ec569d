import { fieldError } from '@collabry/runtime/validation'

/** The description of an uploaded document. */
export interface UploadHead {
  filename: string
  contentType: string
  /** A JSON object as text. */
  metadataJson: string
  /** Empty: none. */
  notebookId: string
  publish: boolean
  /** When the request was accepted, ms; 0: not said. */
  acceptedAtMs: number
}

const METADATA_BYTES_MAX = 16 * 1024

/** Refuses a head before any byte is stored. */
export function checkHead({ filename, contentType, metadataJson, notebookId }: UploadHead): void {
  if (filename.length < 1 || filename.length > 255) throw fieldError('filename', 'give 1 to 255 characters')
  if (contentType.length > 255) throw fieldError('content_type', 'give at most 255 characters')
  if (!/^([A-Za-z0-9._-]{1,128})?$/.test(notebookId))
    throw fieldError('notebook_id', 'give 1 to 128 of the characters A-Z a-z 0-9 . _ -')
  if (Buffer.byteLength(metadataJson) > METADATA_BYTES_MAX) throw fieldError('metadata', 'give at most 16 KiB of JSON')
  if (!isJsonObject(metadataJson)) throw fieldError('metadata', 'give a JSON object')
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
