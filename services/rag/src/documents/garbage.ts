import type { OwnerKey } from '@collabry/storage/owner-key'

/**
 * Deleted versions and ended uploads, until the sweep removes them. The sweep skips users under erasure, so that the receipt of
 * the erasure is complete.
 */
export interface Garbage {
  /** Deleted versions that no worker holds and that can be removed now. */
  tombstones(limit: number): Promise<Tombstone[]>
  /** Their chunks and texts are gone. */
  swept(tombstone: Tombstone): Promise<void>
  /** Releases the bytes of failed uploads whose time to be kept is over, and returns their ids. */
  expired(limit: number): Promise<string[]>
  /** Which of these blobs a version still needs. */
  needed(blobIds: string[]): Promise<Set<string>>
  /**
   * Forgets some uploads that ended at least so long ago, and that nothing needs: neither the searchable version, nor chunks or
   * bytes that wait for the sweep or for another try. True: there may be more.
   */
  forgetTasks(ageMs: number, limit: number): Promise<boolean>
}

/** Deleted versions of one document under one owner of the vector store. */
export interface Tombstone {
  storeOwner: OwnerKey
  documentId: string
  /** All versions below this one are deleted. */
  below: number
  blobIds: string[]
}
