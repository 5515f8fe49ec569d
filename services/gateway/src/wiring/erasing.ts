import { erasuresClient } from '../clients/memory-erasure'
import { eraseDocumentsClient } from '../clients/rag-user'
import type { Stubs } from './stubs'

/** What erases a user in every service. */
export const erasingOf = (stubs: Stubs) => ({
  erasures: erasuresClient(stubs.memory),
  eraseDocuments: eraseDocumentsClient(stubs.rag),
})
