import { describe } from 'bun:test'
import { blobContract } from './blobs.contract'
import { cancelRetryContract } from './cancel-retry.contract'
import { catalogueContract } from './catalogue.contract'
import { erasureContract } from './erasures.contract'
import { garbageContract } from './garbage.contract'
import { queueContract } from './queue.contract'
import type { DocumentSettings, Documents } from './store'
import { versionContract } from './version.contract'

type OpenDocuments = (settings?: DocumentSettings) => Promise<Documents>

/** What every store of documents must do. Ann and bob have files of the same name throughout. */
export function documentsContract(name: string, open: OpenDocuments): void {
  describe(`documents: ${name}`, () => {
    catalogueContract(open)
    queueContract(open)
    versionContract(open)
    garbageContract(open)
    cancelRetryContract(open)
    blobContract(open)
    erasureContract(open)
  })
}
