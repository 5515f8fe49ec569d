import type { MemoryStub } from '../core/grpc/stubs'
import type { Notes } from './ports'

type NoteMethods = 'rateMessage' | 'setTitle' | 'saveSummary' | 'recallTurns'

export const notesClient = (memory: Pick<MemoryStub, NoteMethods>): Notes => ({
  async rate(ref, feedback, caller) {
    await memory.rateMessage({ ...ref, ...feedback, userId: caller.userId }, caller)
  },

  async entitle(sessionId, { from: expectedTitle, to: title }, caller) {
    return (await memory.setTitle({ expectedTitle, title, sessionId, userId: caller.userId }, caller)).changed
  },

  async summarize(sessionId, summary, caller) {
    await memory.saveSummary({ ...summary, sessionId, userId: caller.userId }, caller)
  },

  async recall(sessionId, query, limit, caller) {
    return (await memory.recallTurns({ sessionId, query, limit, userId: caller.userId }, caller)).turns
  },
})
