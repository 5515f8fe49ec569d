import { describe } from 'bun:test'
import { againContract } from './again.contract'
import { blobContract } from './blobs.contract'
import { catalogueContract } from './catalogue.contract'
import type { DocumentSettings, Documents } from './documents'
import { erasureContract } from './erasures.contract'
import { graveyardContract } from './graveyard.contract'
import { queueContract } from './queue.contract'
import { versionContract } from './version.contract'

export type OpenDocuments = (settings?: DocumentSettings) => Promise<Documents>

/** What every store of documents must do. Ann and bob have files of the same name throughout. */
export function documentsContract(name: string, open: OpenDocuments): void {
  describe(`documents: ${name}`, () => {
    catalogueContract(open)
    queueContract(open)
    versionContract(open)
    graveyardContract(open)
    againContract(open)
    blobContract(open)
    erasureContract(open)
  })
}
