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
export class ReasoningTags {
  #state: 'start' | 'reasoning' | 'after reasoning' | 'answer' = 'start'
  #held = ''
  #closing = ''

  push(parts: TextPart[]): Iterable<TextPart> {
    return this.#state === 'answer' ? parts : this.#judge(parts)
  }

  *#judge(parts: TextPart[]): Generator<TextPart> {
    for (const part of parts) {
      if (part.type === 'reasoning') yield part
      else {
        this.#held += part.text
        yield* this.#read()
      }
    }
  }

  /** Emits the text that is still held back; called at the end of the answer. */
  *flush(): Generator<TextPart> {
    if (this.#held !== '') yield { type: this.#state === 'reasoning' ? 'reasoning' : 'text', text: this.#held }
    this.#held = ''
  }

  /** Emits the part of the held text that is decided. */
  *#read(): Generator<TextPart> {
    if (this.#state === 'start') {
      const text = this.#held.trimStart()
      const tag = TAGS.find(([opening]) => text.startsWith(opening))
      if (tag) {
        this.#held = text.slice(tag[0].length)
        this.#closing = tag[1]
        this.#state = 'reasoning'
      } else if (this.#held.length > BLANKS_MAX || !TAGS.some(([opening]) => opening.startsWith(text))) this.#state = 'answer'
    }
    if (this.#state === 'reasoning') {
      const [held, closing] = [this.#held, this.#closing]
      const end = held.indexOf(closing)
      const text = end < 0 ? held.slice(0, held.length - partialTagLength(held, closing)) : held.slice(0, end)
      if (text !== '') yield { type: 'reasoning', text }
      this.#held = held.slice(text.length + (end < 0 ? 0 : closing.length))
      if (end >= 0) this.#state = 'after reasoning'
    }
    if (this.#state === 'after reasoning') {
      this.#held = this.#held.trimStart()
      if (this.#held !== '') this.#state = 'answer'
    }
    if (this.#state === 'answer') yield* this.flush()
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
