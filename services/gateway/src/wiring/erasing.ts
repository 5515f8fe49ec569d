import { erasuresClient } from '../account/erasure-client'
import { eraseDocumentsClient } from '../account/rag-client'
import type { Stubs } from '../core/grpc/stubs'

/** Clients that erase a user in every service. */
export const erasingOf = (stubs: Stubs) => ({
  erasures: erasuresClient(stubs.memory),
  eraseDocuments: eraseDocumentsClient(stubs.rag),
})
