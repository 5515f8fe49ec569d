// Limits of one file. A file that exceeds one is refused, and the refusal names the limit.

/** Processor time: a busy machine makes no file unreadable. */
export const READ_MS_MAX = 30_000
/** For text in pictures, of the pages alone: some 150, at 4 seconds of a core for a page. The rest is left out. */
export const RECOGNIZE_MS_MAX = 600_000
/** For one page; it is left out if it takes longer. */
export const RECOGNIZE_PAGE_MS_MAX = 100_000
export const MEMORY_BYTES_MAX = 512 * 1_048_576
/** Maximum size of all that is unpacked of a file that is an archive. */
export const UNPACKED_BYTES_MAX = 256 * 1_048_576
export const ENTRIES_MAX = 10_000
/** Maximum size of the stored text, in UTF-8. */
export const TEXT_BYTES_MAX = 64 * 1_048_576
/** A longer text has at most TEXT_RATIO_MAX bytes for each byte of its file. Packed text has 3 to 30. */
export const TEXT_RATIO_FROM_BYTES = 8 * 1_048_576
export const TEXT_RATIO_MAX = 100
export const PAGES_MAX = 10_000
/** Maximum depth of elements. */
export const DEPTH_MAX = 2_000
