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
  /**
   * Headings above the beginning of the chunk, outermost first, and of a table its first row; where there are none yet, the first
   * sentence of the text.
   */
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

/** The longest piece that is kept whole. */
const UNIT_LENGTH_MAX = 1_000
/** A paragraph of this length is no longer than what chunks repeat. */
const SHORT_PARAGRAPH_LENGTH = 200
/** Length that the sentence segmenter gets at once: it never gets a hostile text whole. */
const WINDOW_LENGTH = 2_000
/** Longer "sentences" are split at full stops before small letters too: informal text has no capitals. */
const SENTENCE_LENGTH_MAX = 300
const HEADING_LENGTH_MAX = 200
const LEAD_LENGTH_MAX = 200

/** The units of chunks: whole blocks where they fit, else sentences, rows or lines; in order and without overlap. */
interface Unit {
  start: number
  end: number
  page: number
  headingPath: string[]
  opensSection: boolean
}

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })

function* units(text: string, blocks: Iterable<Block>): Generator<Unit> {
  let path: { level: number; title: string }[] | undefined
  let headingPath: string[] = []
  for (const block of blocks) {
    const { start, end, page, kind, level } = block
    if (path === undefined && kind === 'paragraph') {
      path = leadOf(text, block)
      headingPath = path.map(({ title }) => title)
    }
    path ??= []
    if (kind === 'heading') {
      path = [...path.filter((above) => above.level < level), { level, title: titleOf(text, block) }]
      headingPath = path.map(({ title }) => title)
    }
    let opensSection = kind === 'heading'
    const whole = end - start <= (kind === 'paragraph' ? SHORT_PARAGRAPH_LENGTH : UNIT_LENGTH_MAX)
    const pieces = whole
      ? [end]
      : kind === 'code' || kind === 'table'
        ? lineEnds(text, start, end)
        : sentenceEnds(text, start, end)
    let from = start
    let unitPath = headingPath
    for (const to of pieces) {
      yield { start: from, end: to, page, headingPath: unitPath, opensSection }
      // Every later row repeats the names of the columns.
      if (kind === 'table' && from === start) unitPath = [...headingPath, titleOf(text, { start, end: to })]
      opensSection = false
      from = to
    }
  }
}

/** The first sentence or line serves as the title, below any heading, so that the first heading takes its place. */
function leadOf(text: string, { start, end }: Block): { level: number; title: string }[] {
  const head = text.slice(start, Math.min(end, start + LEAD_LENGTH_MAX + 1)).trimStart()
  const lead = /^.*?[.!?…](?=\s)/s.exec(head)?.[0] ?? /^.*(?=[\r\n\f])/.exec(head)?.[0] ?? ''
  return lead === '' ? [] : [{ level: 7, title: lead.replaceAll(/\s+/g, ' ').toWellFormed() }]
}

const titleOf = (text: string, { start, end }: Pick<Block, 'start' | 'end'>): string =>
  text
    .slice(start, Math.min(end, start + HEADING_LENGTH_MAX))
    .replace(/^[\s#]+/, '')
    .replace(/(?<![\s#])[\s#]+$/, '')
    .toWellFormed()

/** Ends of lines; a longer line is cut like a sentence. */
function* lineEnds(text: string, start: number, end: number): Generator<number> {
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from)
    const lineEnd = newline < 0 || newline >= end ? end : newline + 1
    if (lineEnd - from > UNIT_LENGTH_MAX) yield* sentenceEnds(text, from, lineEnd)
    else yield lineEnd
    from = lineEnd
  }
}

function* sentenceEnds(text: string, start: number, end: number): Generator<number> {
  for (let from = start; from < end; ) {
    const windowEnd = Math.min(end, characterEnd(text, from + WINDOW_LENGTH))
    // A newline would end a sentence for the segmenter, and most texts are wrapped in mid-sentence.
    const window = text.slice(from, windowEnd).replaceAll(/[\r\n\u2028\u2029\u0085]/g, ' ')
    let reached = from
    for (const { index, segment } of sentences.segment(window)) {
      const to = from + index + segment.length
      if (to === windowEnd && windowEnd < end && index > 0) break // it may continue after the window
      for (reached = from + index; reached < to; yield reached) reached = pieceEnd(text, reached, to)
    }
    from = reached
  }
}

/**
 * The end of a piece of an over-long sentence: after a full stop, else after a clause or a word, at worst between two
 * characters.
 */
function pieceEnd(text: string, start: number, end: number): number {
  if (end - start <= SENTENCE_LENGTH_MAX) return end
  const slice = text.slice(start, Math.min(end, start + UNIT_LENGTH_MAX))
  const stop = /[.!?…][)\]"'”’]{0,4}\s+/.exec(slice.slice(SENTENCE_LENGTH_MAX / 3))
  if (stop !== null) return start + SENTENCE_LENGTH_MAX / 3 + stop.index + stop[0].length
  if (end - start <= UNIT_LENGTH_MAX) return end
  for (const border of [/[;:,，、；]/, /\s/]) {
    for (let at = slice.length - 1; at > UNIT_LENGTH_MAX / 2; at -= 1) if (border.test(slice.charAt(at))) return start + at + 1
  }
  return characterEnd(text, start + slice.length)
}

/** The offset, or the one before where it would split a surrogate pair. */
const characterEnd = (text: string, at: number): number => ((text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at)

/** A run of lines that belong together. */
interface Block {
  kind: 'heading' | 'code' | 'table' | 'item' | 'paragraph'
  start: number
  end: number
  /** Page, from 1; 0: the text has no form feeds. */
  page: number
  /** The level of a heading, 1 to 6; 0 for any other block. */
  level: number
}

type LineKind = Block['kind'] | 'blank' | 'fence' | 'indented'

/** The first characters of a line decide its kind, so that hostile lines of megabytes cost nothing. */
const PREFIX_LENGTH = 64

/** Cuts a text into blocks in one pass, without regard to their size. */
function* blocks(text: string): Generator<Block> {
  let page = text.includes('\f') ? 1 : 0
  let open: Block | undefined
  let fence = ''
  for (const { start, end } of lines(text)) {
    const prefix = text.slice(start, Math.min(end, start + PREFIX_LENGTH))
    const blank = prefix.trim() === '' && text.slice(start, end).trim() === ''
    const kind: LineKind = fence !== '' ? 'code' : blank ? 'blank' : lineKind(prefix, open?.kind)
    if (open !== undefined && joins(kind, open.kind)) open.end = end
    else {
      if (open !== undefined) yield open
      open = kind === 'blank' ? undefined : opened(kind, start, end, page, prefix)
    }
    fence = nextFence(fence, kind, prefix)
    if (page > 0 && text.charAt(end - 1) === '\f') {
      if (open !== undefined) yield open
      open = undefined
      fence = ''
      page += 1
    }
  }
  if (open !== undefined) yield open
}

/** Lines with their ends; a form feed ends one too. */
function* lines(text: string): Generator<{ start: number; end: number }> {
  // Each search begins after the last match: a search from the start of each line would take quadratic time.
  const next = { newline: text.indexOf('\n'), feed: text.indexOf('\f') }
  for (let start = 0; start < text.length; ) {
    if (next.newline >= 0 && next.newline < start) next.newline = text.indexOf('\n', start)
    if (next.feed >= 0 && next.feed < start) next.feed = text.indexOf('\f', start)
    const { newline, feed } = next
    const at = newline < 0 ? feed : feed < 0 ? newline : Math.min(newline, feed)
    const end = at < 0 ? text.length : at + 1
    yield { start, end }
    start = end
  }
}

const opened = (kind: Exclude<LineKind, 'blank'>, start: number, end: number, page: number, prefix: string): Block => ({
  kind: kind === 'fence' ? 'code' : kind === 'indented' ? 'paragraph' : kind,
  start,
  end,
  page,
  level: kind === 'heading' ? (/^ {0,3}(#{1,6})/.exec(prefix)?.[1]?.length ?? 1) : 0,
})

function lineKind(prefix: string, open: Block['kind'] | undefined): LineKind {
  if (/^ {0,3}(?:`{3}|~{3})/.test(prefix)) return 'fence'
  if (/^ {0,3}#{1,6}[ \t]/.test(prefix)) return 'heading'
  if (/^ {0,3}\|/.test(prefix)) return 'table'
  if (/^\s{0,12}(?:[-*+•‣◦]|\d{1,9}[.)])[ \t]/.test(prefix)) return 'item'
  return open === 'item' && /^[ \t]{2}/.test(prefix) ? 'indented' : 'paragraph'
}

/** Whether a line continues the open block. */
function joins(kind: LineKind, open: Block['kind']): boolean {
  if (kind === 'code' || kind === 'table') return kind === open
  if (kind === 'indented') return open === 'item'
  return kind === 'paragraph' && (open === 'paragraph' || open === 'item')
}

/** The fence that is open after this line; empty: none. */
function nextFence(fence: string, kind: LineKind, prefix: string): string {
  if (kind === 'fence') return prefix.trimStart().slice(0, 3)
  if (fence !== '' && prefix.trimStart().startsWith(fence)) return ''
  return fence
}
