import type { GeneratePart } from '../model'

export type TextPart = Extract<GeneratePart, { text: string }>

/** Texts are merged up to this length; longer ones stay several parts. */
const CHARS_MAX = 8_192

/** Appends a delta to those that arrived with it; deltas of one type become one part. Anything but a text is ignored. */
export function mergeDelta(parts: TextPart[], type: TextPart['type'], text: unknown): void {
  if (typeof text !== 'string' || text === '') return
  const last = parts.at(-1)
  if (last?.type === type && last.text.length + text.length <= CHARS_MAX) last.text += text
  else parts.push({ type, text })
}
