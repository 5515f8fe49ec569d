import { blocks, type Unit, units } from './units'

const CHUNK_LENGTH = 1_000
/** A short beginning, such as a heading, may be stretched so far that what follows stays whole. */
const CHUNK_LENGTH_MAX = 1_200
const SHORT_LENGTH = 200
/** A chunk that has at least this much ends before the next heading. */
const SECTION_LENGTH_MIN = 400
const OVERLAP_LENGTH = 200
/** A last sentence of up to this length is repeated whole, so that no overlap begins in mid-sentence. */
const OVERLAP_SENTENCE_LENGTH_MAX = 300

/** A quotable piece of a text: `content === text.slice(start, end)` in UTF-16 code units, and no surrogate pair is split. */
export interface TextChunk {
  ordinal: number
  start: number
  end: number
  content: string
  /** Page or slide, from 1; 0: the text has no form feeds. */
  page: number
  /** Headings above the beginning of the chunk, outermost first, and of a table its first row; where there are none yet, the first sentence of the text. */
  headingPath: string[]
}

/**
 * Pieces of about 1,000 characters that end where a sentence, a list item, a row or a line of code ends, each repeating
 * up to 200 characters of the one before. Form feeds separate pages, and no chunk spans two. Time is linear in any input.
 */
export const chunkText = (text: string): TextChunk[] => [...chunksOf(text)]

/** The same one at a time, for texts whose chunks should not all be held at once. */
export function* chunksOf(text: string): Generator<TextChunk> {
  let ordinal = 0
  let pending: Unit[] = []
  /** Units at the head of `pending` that the chunk before holds already. */
  let repeated = 0
  const flush = function* (): Generator<TextChunk> {
    const chunk = pending.length > repeated ? toChunk(text, ordinal, pending) : undefined
    if (chunk === undefined) return
    ordinal += 1
    yield chunk
  }
  for (const unit of units(text, blocks(text))) {
    const last = pending.at(-1)
    if (last !== undefined && endsBefore(unit, pending)) {
      yield* flush()
      pending = continues(unit, last) ? overlap(pending) : []
      if (lengthOf(pending) + (unit.end - unit.start) > CHUNK_LENGTH) pending = []
      repeated = pending.length
    }
    pending.push(unit)
  }
  yield* flush()
}

const lengthOf = (pending: Unit[]): number => {
  const [first] = pending
  const last = pending.at(-1)
  return first === undefined || last === undefined ? 0 : last.end - first.start
}

function endsBefore(unit: Unit, pending: Unit[]): boolean {
  const [first] = pending
  if (first === undefined) return false
  if (unit.page !== first.page) return true
  const length = lengthOf(pending)
  if (unit.opensSection && length >= SECTION_LENGTH_MIN) return true
  return unit.end - first.start > (length < SHORT_LENGTH ? CHUNK_LENGTH_MAX : CHUNK_LENGTH)
}

const continues = (unit: Unit, last: Unit): boolean => unit.page === last.page && !unit.opensSection

/** The last whole units of at most 200 characters, or one longer sentence. */
function overlap(pending: Unit[]): Unit[] {
  const end = pending.at(-1)?.end ?? 0
  let from = pending.length
  for (let at = pending.length - 1; at > 0; at -= 1) {
    const length = end - (pending[at]?.start ?? end)
    if (length > (at === pending.length - 1 ? OVERLAP_SENTENCE_LENGTH_MAX : OVERLAP_LENGTH)) break
    from = at
  }
  return pending.slice(from)
}

function toChunk(text: string, ordinal: number, pending: Unit[]): TextChunk | undefined {
  const [first] = pending
  const last = pending.at(-1)
  if (first === undefined || last === undefined) return undefined
  let { start } = first
  let { end } = last
  while (start < end && text.charAt(start).trim() === '') start += 1
  while (end > start && text.charAt(end - 1).trim() === '') end -= 1
  if (start === end) return undefined
  return { ordinal, start, end, content: text.slice(start, end), page: first.page, headingPath: first.headingPath }
}
