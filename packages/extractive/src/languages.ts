/** The languages that have stop words, cues and phrases of their own; everything else is treated as the first. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'tr'] as const

export type Language = (typeof languages)[number]
