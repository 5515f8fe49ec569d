const ENTRIES_MAX = 256

/**
 * Reads a value once for all who ask for the same key, and again when it has been there for `freshMs`. A failure is shared by those
 * who wait for it, and not kept.
 */
export function remembered<T>(freshMs: number, read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { value: Promise<T>; at: number }>()
  return (key) => {
    const found = known.get(key)
    if (found && performance.now() - found.at < freshMs) return found.value
    if (known.size >= ENTRIES_MAX) known.clear()
    const entry = { value: read(key), at: Number.POSITIVE_INFINITY }
    known.set(key, entry)
    entry.value.then(
      () => {
        entry.at = performance.now()
      },
      () => {
        if (known.get(key) === entry) known.delete(key)
      },
    )
    return entry.value
  }
}
