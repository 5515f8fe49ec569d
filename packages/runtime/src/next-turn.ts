/**
 * Resolves in the next turn of the event loop, when what this one has written is on its way. When many leave at once, each is
 * cut off first and tidied up after: a connection that is told to close does so only at the end of the turn.
 */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
