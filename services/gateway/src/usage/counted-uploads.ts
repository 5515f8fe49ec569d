import type { CountUsage } from '../accounts/usage'
import type { Rag } from '../study/rag'

/** The rag service, with every upload that it took counted for its user. */
export const countedUploads = (rag: Rag, count: CountUsage): Rag => ({
  ...rag,
  async upload(head, pieces, caller, corrected) {
    let bytes = 0
    const measured = async function* () {
      for await (const piece of pieces) {
        bytes += piece.length
        yield piece
      }
    }
    const task = await rag.upload(head, measured(), caller, corrected)
    count(caller, { documents: 1, bytes })
    return task
  },
})
