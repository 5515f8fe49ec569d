import { createHash } from 'node:crypto'

/** The same file of the same user in the same notebook is the same document, whichever process takes it, and however often. */
export const documentIdOf = (userId: string, notebookId: string, filename: string): string =>
  // JSON keeps the three apart, and keeps lone surrogates apart too, which UTF-8 would make one.
  createHash('sha256')
    .update(JSON.stringify([userId, notebookId, filename]))
    .digest('hex')
    .slice(0, 32)
