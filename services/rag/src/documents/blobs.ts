/** Bytes under an id, written once and never changed. The service makes the ids; no client text ever reaches one. */
export interface Blobs {
  /** Stores the bytes as they come; when it returns they survive a crash. Nothing stays behind when the source throws. */
  write(blobId: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes in pieces of at most READ_BYTES_MAX. Throws not_found when there are none. */
  read(blobId: string): AsyncIterable<Uint8Array>
  /** Removes the bytes, if there are any. */
  remove(blobId: string): Promise<void>
  /** Ids of everything written before that time, for the sweep of what nothing names any more. */
  writtenBefore(timeMs: number): AsyncIterable<string>
}

export const PIECE_BYTES_MAX = 256 * 1024

/** So small that what one piece costs is no pause for others, however many documents are read at once. */
export const READ_BYTES_MAX = 64 * 1024
