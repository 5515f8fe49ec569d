/** Now, by the clock of the store: leases compare with this alone, whoever holds them. */
export const STORE_CLOCK_MS = `cast(unixepoch('subsec') * 1000 as integer)`
