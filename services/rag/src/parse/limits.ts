// What one file may cost. A file that needs more is refused with the limit named.

/** Time of the processor: a busy machine makes no file unreadable. */
export const READ_MS_MAX = 30_000
/** Where the text is in pictures: some 150 pages, at 4 seconds of a core a page. */
export const RECOGNIZE_MS_MAX = 600_000
export const MEMORY_BYTES_MAX = 512 * 1_048_576
/** Of all that is unpacked of a file that is an archive inside. */
export const UNPACKED_BYTES_MAX = 256 * 1_048_576
export const ENTRIES_MAX = 10_000
/** Of the text that is stored, in UTF-8. */
export const TEXT_BYTES_MAX = 64 * 1_048_576
export const PAGES_MAX = 10_000
/** Of elements in each other. */
export const DEPTH_MAX = 2_000
