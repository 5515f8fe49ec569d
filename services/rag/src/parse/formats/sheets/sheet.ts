import { unreadable } from '../../parse-errors'
import { visitOffice } from '../office/namespaces'
import { type Book, type Cell, cellReader, shown } from './cell-reader'
import { type Merges, mergesOf } from './merges'

/** Of rows times columns, after those that are empty are left out. */
const CELLS_MAX = 20_000_000

/** Of every spreadsheet program. */
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

/** What is seen of a sheet: no hidden rows and columns, the label of merged cells on each row that it spans. */
export function readSheet(source: string, book: Book): Sheet {
  const rows = new SheetRows(book, mergesOf(source))
  const cells = cellReader((cell) => rows.add(cell))
  visitOffice(source, {
    open: (name, attributes) => {
      if (name === 'row') {
        rows.begin(attributes)
        cells.beginRow()
      } else if (name === 'col' && (isOn(attributes.hidden) || Number(attributes.width) === 0))
        rows.hideColumns(Number(attributes.min), Number(attributes.max))
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

  constructor(
    private readonly book: Book,
    private readonly merges: Merges,
  ) {}

  hideColumns(first: number, last: number): void {
    this.isColumnHidden.fill(1, first, last + 1)
  }

  begin({ r, hidden, ht }: Record<string, string>): void {
    this.number = r === undefined ? this.number + 1 : Number(r)
    this.isHidden = isOn(hidden) || Number(ht) === 0
    this.row = []
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
