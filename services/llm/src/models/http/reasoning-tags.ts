import type { SaidPart } from './merge-deltas'

/** How models write where their thoughts begin and end, when their server does not tell them apart. */
const TAGS = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['[THINK]', '[/THINK]'],
] as const

/** Blanks that may come before the tag; an answer that goes on with blanks is an answer. */
const BLANKS_MAX = 64

/**
 * Makes the thoughts at the beginning of an answer, between tags, into reasoning; the tags and the blanks behind them are
 * nobody's words. Tags anywhere else are text. Held back is no more than what may become a tag, wherever the text is cut.
 */
export function thoughts() {
  let place: 'beginning' | 'thoughts' | 'behind them' | 'answer' = 'beginning'
  let held = ''
  let closing = ''

  /** What can be said of `held` by now. */
  function* read(): Generator<SaidPart> {
    if (place === 'beginning') {
      const text = held.trimStart()
      const tag = TAGS.find(([opening]) => text.startsWith(opening))
      if (tag) {
        held = text.slice(tag[0].length)
        closing = tag[1]
        place = 'thoughts'
      } else if (held.length > BLANKS_MAX || !TAGS.some(([opening]) => opening.startsWith(text))) place = 'answer'
    }
    if (place === 'thoughts') {
      const end = held.indexOf(closing)
      const thought = end < 0 ? held.slice(0, held.length - beginningAtEnd(held, closing)) : held.slice(0, end)
      if (thought !== '') yield { type: 'reasoning', text: thought }
      held = held.slice(thought.length + (end < 0 ? 0 : closing.length))
      if (end >= 0) place = 'behind them'
    }
    if (place === 'behind them') {
      held = held.trimStart()
      if (held !== '') place = 'answer'
    }
    if (place === 'answer') yield* rest()
  }

  function* rest(): Generator<SaidPart> {
    if (held !== '') yield { type: place === 'thoughts' ? 'reasoning' : 'text', text: held }
    held = ''
  }

  return {
    *push(parts: SaidPart[]): Generator<SaidPart> {
      if (place === 'answer') return yield* parts
      for (const part of parts) {
        if (part.type === 'reasoning') yield part
        else {
          held += part.text
          yield* read()
        }
      }
    },
    /** What was held back, at the end of the answer. */
    flush: rest,
  }
}

/** How much at the end of a text may be the beginning of the tag. */
function beginningAtEnd(text: string, tag: string): number {
  let length = Math.min(tag.length - 1, text.length)
  while (!tag.startsWith(text.slice(text.length - length))) length--
  return length
}
