import { isStoredText } from './stored-text'

/**
 * Counts the changes after which a reader makes another text of the same bytes: raise it with each of them. A document that an
 * older reader has read is read anew when its bytes are uploaded again.
 */
const READER_VERSION = 3

/** Of the reader for files of this type; 0: it is text that is stored as it is. */
export const readerVersionOf = (contentType: string) => (isStoredText(contentType) ? 0 : READER_VERSION)

/** A newer reader may make more of the same bytes. */
export const isOutdated = (readerVersion: number) => readerVersion > 0 && readerVersion < READER_VERSION
