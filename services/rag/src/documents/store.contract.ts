import { describe } from 'bun:test'
import { blobContract } from './blobs.contract'
import { catalogueContract } from './catalogue.contract'
import type { Documents } from './documents'
import { graveyardContract } from './graveyard.contract'
import { queueContract } from './queue.contract'
import { versionContract } from './version.contract'

/** What every store of documents must do. Ann and bob have files of the same name throughout. */
export function documentsContract(name: string, open: () => Promise<Documents>): void {
  describe(`documents: ${name}`, () => {
    catalogueContract(open)
    queueContract(open)
    versionContract(open)
    graveyardContract(open)
    blobContract(open)
  })
}
