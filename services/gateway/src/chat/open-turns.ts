import type { Turns } from '../sessions/ports'

/** The same turns. `idle` resolves when all that were begun have ended: the end of who has left comes a moment after. */
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
