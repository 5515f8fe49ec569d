import type { Turns } from '../sessions/ports'

/** The same turns. `idle` resolves when all begun turns have ended; turns of disconnected clients end slightly later. */
export function openTurns(turns: Turns): Turns & { idle(): Promise<void> } {
  const open = new Map<string, PromiseWithResolvers<void>>()
  return {
    ...turns,
    async begin(turn, caller) {
      const begun = await turns.begin(turn, caller)
      open.set(begun.assistantMessageId, Promise.withResolvers())
      return begun
    },
    async end(end, caller) {
      try {
        await turns.end(end, caller)
      } finally {
        open.get(end.messageId)?.resolve()
        open.delete(end.messageId)
      }
    },
    async idle() {
      await Promise.all([...open.values()].map(({ promise }) => promise))
    },
  }
}
