/** Text in UTF-8 that is stored as it is, but for its line ends; every other file is what its bytes say. */
export const STORED_TEXT = 'text/plain'

export const isStoredText = (contentType: string) => contentType.split(';', 1)[0]?.trim().toLowerCase() === STORED_TEXT
