import type { GeneratePart } from '../model'

/** Tags around the reasoning of models whose server does not separate it from the answer. */
const TAGS = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['[THINK]', '[/THINK]'],
] as const

/** White space allowed before the opening tag. Text after more of it is the answer. */
const BLANKS_MAX = 64

/**
 * Turns tagged text at the beginning of an answer into reasoning, and drops the tags and the white space after them. Tags
 * anywhere else are text. No more is held back than may still become a tag, wherever the text is split.
 */
export function reasoningTags() {
  let state: 'start' | 'reasoning' | 'after reasoning' | 'answer' = 'start'
  let held = ''
  let closing = ''

  /** Emits the part of `held` that is decided. */
  function* read(): Generator<TextPart> {
    if (state === 'start') {
      const text = held.trimStart()
      const tag = TAGS.find(([opening]) => text.startsWith(opening))
      if (tag) {
        held = text.slice(tag[0].length)
        closing = tag[1]
        state = 'reasoning'
      } else if (held.length > BLANKS_MAX || !TAGS.some(([opening]) => opening.startsWith(text))) state = 'answer'
    }
    if (state === 'reasoning') {
      const end = held.indexOf(closing)
      const text = end < 0 ? held.slice(0, held.length - partialTagLength(held, closing)) : held.slice(0, end)
      if (text !== '') yield { type: 'reasoning', text }
      held = held.slice(text.length + (end < 0 ? 0 : closing.length))
      if (end >= 0) state = 'after reasoning'
    }
    if (state === 'after reasoning') {
      held = held.trimStart()
      if (held !== '') state = 'answer'
    }
    if (state === 'answer') yield* flush()
  }

  /** Emits the text that is still held back; called at the end of the answer. */
  function* flush(): Generator<TextPart> {
    if (held !== '') yield { type: state === 'reasoning' ? 'reasoning' : 'text', text: held }
    held = ''
  }

  return {
    *push(parts: TextPart[]): Generator<TextPart> {
      if (state === 'answer') return yield* parts
      for (const part of parts) {
        if (part.type === 'reasoning') yield part
        else {
          held += part.text
          yield* read()
        }
      }
    },
    flush,
  }
}

/** Length of the end of the text that may be the beginning of the tag. */
function partialTagLength(text: string, tag: string): number {
  let length = Math.min(tag.length - 1, text.length)
  while (!tag.startsWith(text.slice(text.length - length))) length--
  return length
}

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
