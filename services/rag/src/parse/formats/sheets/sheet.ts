import { unreadable } from '../../parse-errors'
import { visitOffice } from '../office/namespaces'
import { type Book, type Cell, cellReader, columnOf, shown } from './cells'

/** Maximum of rows times columns, after empty ones are left out. */
const CELLS_MAX = 20_000_000

/** Maximum number of columns in every spreadsheet program. */
const COLUMNS_MAX = 16_384

export interface Sheet {
  rows: string[][]
  hiddenRows: number
  hiddenColumns: number
  /** Cells whose result the file does not hold: it was never computed. */
  uncomputed: number
}

/** Nothing is shown of a cell but a column and a text. */
type Row = [column: number, text: string][]

/**
 * A sheet without hidden rows and columns, with the label of merged cells on each row that it spans. Rows that a filter or a
 * folded group leaves out are there for everybody who opens it, so they are read. `tables`: the parts with tables on the sheet.
 */
export function readSheet(source: string, tables: string[], book: Book): Sheet {
  const rows = new SheetRows(book, mergesOf(source), [source, ...tables].flatMap(readFilters))
  // A program that computes nothing writes 0 as each result, and has the next program compute.
  const cells = cellReader(!book.isToBeComputed || /<\/f><v>(?!0<)/.test(source), (cell) => rows.add(cell))
  visitOffice(source, {
    open: (name, attributes) => {
      if (name === 'row') {
        rows.begin(attributes)
        cells.beginRow()
      } else if (name === 'col') rows.beginColumns(attributes)
      else if (name === 'sheetPr') rows.isFiltered = isOn(attributes.filterMode)
      else cells.open(name, attributes)
    },
    close: (name) => {
      if (name === 'row') rows.end()
      else cells.close(name)
    },
    text: cells.text,
  })
  return rows.sheet()
}

class SheetRows {
  private readonly rows: Row[] = []
  private readonly isColumnHidden = new Uint8Array(COLUMNS_MAX + 1)
  private readonly hiddenColumns = new Set<number>()
  private hiddenRows = 0
  private uncomputed = 0
  private row: Row = []
  private number = 0
  private isHidden = false
  /** A filter is on. */
  isFiltered = false

  constructor(
    private readonly book: Book,
    private readonly merges: Merges,
    private readonly filters: RowRange[],
  ) {}

  beginColumns({ min, max, hidden, width, outlineLevel = '0' }: Record<string, string>): void {
    if ((isOn(hidden) || Number(width) === 0) && outlineLevel === '0') this.isColumnHidden.fill(1, Number(min), Number(max) + 1)
  }

  begin({ r, hidden, ht, outlineLevel = '0' }: Record<string, string>): void {
    this.number = r === undefined ? this.number + 1 : Number(r)
    this.isHidden = (isOn(hidden) || Number(ht) === 0) && outlineLevel === '0' && !this.isInFilter()
    this.row = []
  }

  private isInFilter(): boolean {
    if (this.filters.length === 0) return this.isFiltered
    return this.filters.some(({ firstRow, lastRow }) => firstRow <= this.number && this.number <= lastRow)
  }

  add(cell: Cell): void {
    const text = shown(cell, this.book)
    if (cell.isUncomputed) this.uncomputed++
    this.merges.label(this.number, cell.column, text)
    if (text === '') return
    if (this.isColumnHidden[cell.column] !== 1) this.row.push([cell.column, text])
    else if (!this.isHidden) this.hiddenColumns.add(cell.column)
  }

  end(): void {
    const row = this.merges.withLabels(this.number, this.row, (column) => this.isColumnHidden[column] === 1)
    if (row.length === 0) return
    if (this.isHidden) this.hiddenRows++
    else this.rows.push(row)
  }

  sheet(): Sheet {
    const used = new Set<number>()
    for (const row of this.rows) for (const [column] of row) used.add(column)
    const columns = [...used].sort((one, other) => one - other)
    if (columns.length * this.rows.length > CELLS_MAX) throw unreadable(TOO_MANY)
    const places = new Map(columns.map((column, place) => [column, place]))
    const rows = this.rows.map((row) => {
      const cells = columns.map(() => '')
      for (const [column, text] of row) cells[places.get(column) ?? 0] = text
      return cells
    })
    return { rows, hiddenRows: this.hiddenRows, hiddenColumns: this.hiddenColumns.size, uncomputed: this.uncomputed }
  }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

const TOO_MANY = 'The workbook has its cells too far apart; upload its sheets in several files.'

/** A sheet has one, and each of its tables one. */
const FILTERS_MAX = 100

/** More are left as they stand: the label on the first row alone. */
const MERGES_MAX = 10_000

interface RowRange {
  firstRow: number
  lastRow: number
}

interface Merge extends RowRange {
  firstColumn: number
  lastColumn: number
  label: string
}

/** Cells that are merged over several rows. Rows are asked for from the first to the last. */
interface Merges {
  /** Notes the text of a cell: it is the label of a merge if the cell is its first one. */
  label(row: number, column: number, text: string): void
  /** A row with the labels that began above it, each in its first column that is seen. */
  withLabels(row: number, cells: Row, isHidden: (column: number) => boolean): Row
}

/** The source has them after the rows, which need them. */
function mergesOf(source: string): Merges {
  const waiting = readMerges(source).sort((one, other) => other.firstRow - one.firstRow)
  let active: Merge[] = []
  let current = 0
  const advance = (row: number) => {
    if (row === current) return
    current = row
    active = active.filter(({ lastRow }) => lastRow >= row)
    for (let next = waiting.at(-1); next !== undefined && next.firstRow <= row; next = waiting.at(-1)) {
      waiting.pop()
      active.push(next)
    }
  }
  return {
    label(row, column, text) {
      advance(row)
      const merge = active.find(({ firstRow, firstColumn }) => firstRow === row && firstColumn === column)
      if (merge !== undefined) merge.label = text
    },
    withLabels(row, cells, isHidden) {
      advance(row)
      if (active.length === 0) return cells
      const taken = new Set(cells.map(([column]) => column))
      const labels = active.flatMap(({ label, firstColumn, lastColumn }): Row => {
        let column = firstColumn
        while (column < lastColumn && isHidden(column)) column++
        return label === '' || taken.has(column) || isHidden(column) ? [] : [[column, label]]
      })
      // A row without anything of its own stays empty.
      return cells.length === 0 || labels.length === 0 ? cells : [...cells, ...labels]
    },
  }
}

function readMerges(source: string): Merge[] {
  const merges: Merge[] = []
  // They come last: most workbooks have none, and many rows before.
  const end = source.includes('mergeCells') ? source.search(/<(?:\w+:)?mergeCells[\s>]/) : -1
  if (end === -1) return merges
  visitOffice(source.slice(end), {
    open: (name, { ref = '' }) => {
      if (!/(?:^|:)mergeCell$/.test(name) || merges.length >= MERGES_MAX) return
      const [, firstColumn = '', firstRow, lastColumn = '', lastRow] =
        /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i.exec(ref) ?? []
      if (firstRow === undefined || firstRow === lastRow) return
      const columns = { firstColumn: columnOf(firstColumn), lastColumn: columnOf(lastColumn) }
      merges.push({ firstRow: Number(firstRow), lastRow: Number(lastRow), ...columns, label: '' })
    },
    close: () => {},
    text: () => {},
  })
  return merges
}

/** The rows of each filter that leaves some out. */
function readFilters(source: string): RowRange[] {
  const filters: RowRange[] = []
  const start = source.includes('filterColumn') ? source.search(/<(?:\w+:)?autoFilter[\s>]/) : -1
  let range = ''
  if (start === -1) return filters
  visitOffice(source.slice(start), {
    open: (name, { ref = '' }) => {
      if (/(?:^|:)autoFilter$/.test(name)) range = ref
      const [, firstRow, lastRow] = /^\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)$/i.exec(range) ?? []
      if (!/(?:^|:)filterColumn$/.test(name) || filters.length >= FILTERS_MAX) return
      filters.push({ firstRow: Number(firstRow), lastRow: Number(lastRow) })
      range = ''
    },
    close: () => {},
    text: () => {},
  })
  return filters
}
