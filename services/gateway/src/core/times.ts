/** ISO 8601, UTC, with Z. */
export const isoTime = (ms: number): string => new Date(ms).toISOString()
