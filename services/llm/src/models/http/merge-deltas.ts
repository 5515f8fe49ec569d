import type { GeneratePart } from '../model'

export type SaidPart = Extract<GeneratePart, { text: string }>

/** Longest text that is put together: what is longer leaves in several messages. */
const CHARS_MAX = 65_536

/** Adds a piece to what came together with it: everything behind costs by the part. Anything but a text says nothing. */
export function say(parts: SaidPart[], type: SaidPart['type'], text: unknown): void {
  if (typeof text !== 'string' || text === '') return
  const last = parts.at(-1)
  if (last?.type === type && last.text.length + text.length <= CHARS_MAX) last.text += text
  else parts.push({ type, text })
}
