import type { MarkdownWriter } from '../markdown-writer'

/** A label is repeated in the rows that it spans up to this length. */
const REPEATED_LENGTH_MAX = 200
const ROWS_SPANNED_MAX = 65_534
const COLUMNS_SPANNED_MAX = 100
/** A row with a heading and more text than this is layout, not data. */
const LAYOUT_LENGTH_MIN = 200

interface Cell {
  blocks: HeldBlocks
  rows: number
  columns: number
  holdsTable: boolean
}

/** The label of a cell in the rows that it spans. */
interface Span {
  label: string
  /** Rows to come. */
  left: number
}

/**
 * A table of HTML, written row by row. The label of a cell that spans rows is repeated in each of them. A row that holds a
 * table, or the only cell of its table, is layout: its blocks are written as they are.
 */
export class HtmlTable {
  private cells: Cell[] | undefined
  private open: Cell | undefined
  private width = 0
  private spans = new Map<number, Span>()

  constructor(private readonly sink: BlockSink) {}

  /** Where blocks of the open cell go; undefined: no cell is open. */
  get cell(): BlockSink | undefined {
    return this.open?.blocks
  }

  beginRow(): void {
    this.endRow()
    this.cells = []
  }

  beginCell({ rowspan, colspan }: Record<string, string>): void {
    this.endCell()
    this.cells ??= []
    this.open = {
      blocks: heldBlocks(),
      rows: rowsOf(rowspan),
      columns: spanOf(colspan, COLUMNS_SPANNED_MAX),
      holdsTable: false,
    }
    this.cells.push(this.open)
  }

  endCell(): void {
    this.open = undefined
  }

  /** A table begins inside of the open cell. */
  beginInner(): void {
    if (this.open !== undefined) this.open.holdsTable = true
  }

  endRow(): void {
    this.endCell()
    const row = this.cells
    this.cells = undefined
    if (row === undefined || row.length === 0) return
    const { labels, next } = columnsOf(row, this.spans)
    this.spans = next
    this.width = Math.max(this.width, labels.length)
    if (isLayout(row, this.width)) for (const { blocks } of row) blocks.replay(this.sink)
    else this.sink.row(labels)
  }

  /** Labels don't span from one group of rows to the next. */
  endGroup(): void {
    this.endRow()
    this.spans = new Map()
  }
}

/** The columns of a row with the labels that reach into it, and the labels that reach into the next one. */
function columnsOf(row: Cell[], spans: ReadonlyMap<number, Span>): { labels: string[]; next: Map<number, Span> } {
  const labels: string[] = []
  const next = new Map<number, Span>()
  const last = [...spans.keys()].reduce((one, other) => Math.max(one, other), -1)
  for (let at = 0; at < row.length || labels.length <= last; ) {
    const column = labels.length
    const span = spans.get(column)
    const cell = row[at]
    if (span !== undefined) {
      labels.push(span.label)
      if (span.left > 1) next.set(column, { label: span.label, left: span.left - 1 })
    } else if (cell === undefined) labels.push('')
    else {
      at += 1
      addCell(cell, labels, next)
    }
  }
  return { labels, next }
}

function addCell({ blocks, rows, columns }: Cell, labels: string[], spans: Map<number, Span>): void {
  const label = blocks.line()
  const repeated = label.length <= REPEATED_LENGTH_MAX ? label : ''
  for (let n = 0; n < columns; n += 1) {
    if (rows > 1) spans.set(labels.length, { label: n === 0 ? repeated : '', left: rows - 1 })
    labels.push(n === 0 ? label : '')
  }
}

function isLayout(row: Cell[], width: number): boolean {
  if (row.some(({ holdsTable }) => holdsTable)) return true
  if (row.length === 1 && width === 1) return true
  const length = row.reduce((total, { blocks }) => total + blocks.line().length, 0)
  return length > LAYOUT_LENGTH_MIN && row.some(({ blocks }) => blocks.has('heading'))
}

/** 0 means all rows to the end of the group. */
const rowsOf = (value: string | undefined) => (value?.trim() === '0' ? ROWS_SPANNED_MAX : spanOf(value, ROWS_SPANNED_MAX))

function spanOf(value: string | undefined, max: number): number {
  const span = Number.parseInt(value ?? '1', 10)
  return Number.isFinite(span) ? Math.min(Math.max(span, 1), max) : 1
}

/** Where the blocks of a document go: its outline, or a cell of a table. */
export type BlockSink = Pick<MarkdownWriter, 'heading' | 'paragraph' | 'item' | 'row' | 'code'>

type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'code'; text: string }
  | { kind: 'item'; text: string; depth: number; mark: string }
  | { kind: 'row'; cells: string[] }

/** Blocks that are held back until it is known how they are written. */
interface HeldBlocks extends BlockSink {
  /** As one line, for a cell of a table. */
  line(): string
  /** Gives them to another sink, in order. */
  replay(sink: BlockSink): void
  has(kind: Block['kind']): boolean
}

function heldBlocks(): HeldBlocks {
  const blocks: Block[] = []
  const hold = (block: Block): void => {
    blocks.push(block)
  }
  return {
    heading: (level, text) => hold({ kind: 'heading', level, text }),
    paragraph: (text) => hold({ kind: 'paragraph', text }),
    item: (text, depth, mark) => hold({ kind: 'item', text, depth, mark }),
    row: (cells) => hold({ kind: 'row', cells }),
    code: (text) => hold({ kind: 'code', text }),
    has: (kind) => blocks.some((block) => block.kind === kind),
    line: () => blocks.map(lineOf).join(' ').replaceAll(/\s+/g, ' ').trim(),
    replay(sink) {
      for (const block of blocks) {
        if (block.kind === 'heading') sink.heading(block.level, block.text)
        else if (block.kind === 'item') sink.item(block.text, block.depth, block.mark)
        else if (block.kind === 'row') sink.row(block.cells)
        else sink[block.kind](block.text)
      }
    },
  }
}

function lineOf(block: Block): string {
  if (block.kind === 'row') return block.cells.join(' ')
  return block.kind === 'item' && block.mark !== '-' ? `${block.mark} ${block.text}` : block.text
}
