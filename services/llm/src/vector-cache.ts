import { createHash } from 'node:crypto'

/** The latest vectors by content: the same question, or the same bytes uploaded again, is not embedded twice. */
export function vectorCache(entriesMax: number) {
  const entries = new Map<string, Float32Array>()
  return {
    key: (model: string, text: string): string => createHash('sha256').update(model).update('\0').update(text).digest('base64'),
    get(key: string): Float32Array | undefined {
      const vector = entries.get(key)
      if (!vector) return undefined
      entries.delete(key)
      entries.set(key, vector)
      return vector
    },
    set(key: string, vector: Float32Array): void {
      entries.set(key, vector)
      const [oldest] = entries.keys()
      if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest)
    },
  }
}
