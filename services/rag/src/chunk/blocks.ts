/** A run of lines that belong together. */
export interface Block {
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
export function* blocks(text: string): Generator<Block> {
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
