import { blocks } from './blocks'

/**
 * A sentence that can be quoted: `text` is text.slice(start, end) of its source with white space collapsed.
 */
export interface Sentence {
  text: string
  start: number
  end: number
  kind: 'prose' | 'item' | 'heading'
  /** Ordinal of its paragraph or list item in the source. */
  paragraph: number
  /** The nearest heading above it; empty: none. */
  heading: string
}

/** Longest sentence; longer ones are cut at a space. */
export const SENTENCE_CHARS_MAX = 700

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** References such as `[7]` to the document's own list. They belong to the quote, but are neither words of it nor its numbers. */
const referenceMark = /(?<=\p{L}{3}|[\s.,;:!?)\]"”»]|^)\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}\]/gu
/** A full stop after these does not end a sentence: titles, initials, `e.g.`, `z. B.` */
const abbreviation =
  /(?:^|[\s("'«„“])(?:\p{L}|\p{L}\.\s?\p{L}|mr|mrs|ms|dr|prof|st|sr|jr|sra|vs|cf|ca|approx|al|gen|col|rev|bzw|vgl|evtl|ggf|sog|inkl|hrsg|geb|gest|p\.\s?ex|ej|sig|sigg|dott|örn|bkz)\.\s*$/iu
/** The same for these if a number follows: `fig. 3`. */
const numbered = /(?:^|[\s("'«„“])(?:no|nos|nr|vol|pp|figs?|eqs?|ch|chap|sec|art|abb|bd|tab|kap|éd|págs?|pag|núm)\.\s*$/iu
const endInside = /[.!?…。！？؟।].*\S/u
/** German dates and ordinals: `am 3. Mai`, `im 19. Jahrhundert`. A year or a decimal can end a sentence. */
const ordinal = /(?:^|\s)\d{1,2}\.\s*$/u

/** The sentences of a text in order. Headings and list items are included; code and tables are not. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let heading = ''
  let paragraph = 0
  for (const block of blocks(text)) {
    paragraph += 1
    // Line breaks inside a paragraph are replaced, because the segmenter would end a sentence there.
    const flowing = block.text.replace(/\s/gu, ' ')
    const found = block.kind === 'heading' ? [[0, flowing.length] as const] : sentenceSpans(flowing)
    for (const [from, to] of found.flatMap((span) => bounded(flowing, span))) {
      const quoted = quotable(flowing.slice(from, to))
      if (!/[\p{L}\p{N}]/u.test(quoted)) continue
      const start = block.start + from
      if (block.kind === 'heading') heading = quoted
      sentences.push({ text: quoted, start, end: block.start + to, kind: block.kind, paragraph, heading })
    }
  }
  return sentences
}

/** The text with blanks in the place of reference marks, of the same length. */
export const withoutReferences = (text: string): string => text.replace(referenceMark, (mark) => ' '.repeat(mark.length))

export const quotable = (text: string): string => text.replace(/\s+/gu, ' ').trim()

function sentenceSpans(text: string): [number, number][] {
  // Without an end mark before the last character there is only one sentence.
  if (!endInside.test(text)) return [trimmed(text, 0, text.length)]
  // A mark behind a full stop would hide the end of the sentence.
  const masked = withoutReferences(text)
  const spans: [number, number][] = []
  let open: [number, number] | undefined
  for (const { segment, index } of segmenter.segment(masked)) {
    const end = index + segment.length
    open = open ? [open[0], end] : [index, end]
    const tail = masked.slice(Math.max(open[0], end - 24), end)
    const next = masked.slice(end, end + 1)
    if (abbreviation.test(tail) || (numbered.test(tail) && /\d/.test(next)) || (ordinal.test(tail) && /\p{L}/u.test(next)))
      continue
    spans.push(open)
    open = undefined
  }
  if (open) spans.push(open)
  return spans.map(([from, to]) => trimmed(text, from, to))
}

/** Cuts long sentences at the last possible space, or between code points if there is none. */
function bounded(text: string, [from, to]: readonly [number, number]): [number, number][] {
  const pieces: [number, number][] = []
  let start = from
  while (to - start > SENTENCE_CHARS_MAX) {
    let cut = text.lastIndexOf(' ', start + SENTENCE_CHARS_MAX)
    if (cut <= start + SENTENCE_CHARS_MAX / 2) cut = start + SENTENCE_CHARS_MAX
    if (/[\uDC00-\uDFFF]/.test(text[cut] ?? '')) cut -= 1
    pieces.push(trimmed(text, start, cut))
    start = cut
  }
  pieces.push(trimmed(text, start, to))
  return pieces
}

function trimmed(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to]
  while (start < end && text[start] === ' ') start += 1
  while (end > start && text[end - 1] === ' ') end -= 1
  return [start, end]
}
