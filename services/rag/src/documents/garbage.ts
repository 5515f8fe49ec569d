import type { OwnerKey } from '@collabry/storage/owner-key'

/** What is over, until the sweep has removed it. What an erasure is at is left to that one, so that its receipt is whole. */
export interface Garbage {
  /** Deleted versions that no worker holds and that can be removed now. */
  tombstones(limit: number): Promise<Tombstone[]>
  /** Their chunks and texts are gone. */
  swept(tombstone: Tombstone): Promise<void>
  /** Lets go of bytes of failed uploads that have been kept long enough, and says which they were. */
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
