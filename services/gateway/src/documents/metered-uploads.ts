import { createHash } from 'node:crypto'
import type { CountUsage } from '../account/usage'
import type { Quotas } from '../core/limits/quotas'
import type { Rag } from './ports'

/**
 * The rag service with quotas. An upload is checked while it arrives, and counted for its user after it was accepted. A
 * repeated document makes no new task and is not counted.
 */
export const meteredUploads = (rag: Rag, count: CountUsage, quotas: Pick<Quotas, 'hold'>): Rag => ({
  ...rag,
  async upload({ bytes: pieces, head }, caller) {
    using hold = await quotas.hold(caller)
    let bytes = 0
    const hash = createHash('sha256')
    const measured = async function* () {
      for await (const piece of pieces) {
        hold.takeBytes(piece.length)
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
      const { filename, notebookId } = head()
      hold.takeDocument(hash.update(JSON.stringify([filename, notebookId])).digest('base64url'))
    }
    const task = await rag.upload({ bytes: measured(), head }, caller)
    if (task.isNew) count(caller, { documents: 1, bytes })
    return task
  },
})
