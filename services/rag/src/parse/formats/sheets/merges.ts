import { visitOffice } from '../office/namespaces'

/** More are left as they stand: the label on the first row alone. */
const MERGES_MAX = 10_000

interface Merge {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
  label: string
}

type Row = [column: number, text: string][]

/** Cells that are merged over several rows. Rows are asked for from the first to the last. */
export interface Merges {
  /** Tells what stands in a cell: the label of a merge, if it is its first one. */
  label(row: number, column: number, text: string): void
  /** A row with the labels that began above it, each in its first column that is seen. */
  withLabels(row: number, cells: Row, isHidden: (column: number) => boolean): Row
}

/** They come behind the rows in the source, and are needed before them. */
export function mergesOf(source: string): Merges {
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

/** The number of a column by its letters, from 1; dollar signs and the row of a reference may stand with them. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at)
    const letter = code & ~0x20
    if (letter >= 0x41 && letter <= 0x5a) column = column * 26 + letter - 0x40
    else if (code >= 0x30 && code <= 0x39) break
  }
  return column
}
