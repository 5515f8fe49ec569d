import readSheets from 'read-excel-file/node'
import { outline } from '../outline'
import { unreadable } from '../refusal'

/** Each sheet is a section with its name as the heading, each row of it a row of a table. */
export async function parseXlsx(bytes: Uint8Array): Promise<string> {
  const sheets = await readSheets(Buffer.from(bytes)).catch((cause: unknown) => {
    throw unreadable('The workbook is broken; open it in a spreadsheet program, save it again and upload it again.', cause)
  })
  const out = outline()
  for (const { sheet, data } of sheets) {
    const rows = data.map((row) => row.map(shown))
    const width = rows.reduce((widest, row) => Math.max(widest, usedWidth(row)), 0)
    if (width === 0) continue
    out.heading(1, sheet)
    for (const row of rows) out.row(row.slice(0, width))
  }
  return out.text()
}

const usedWidth = (row: string[]): number => row.findLastIndex((cell) => cell !== '') + 1

function shown(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  const [day = '', time = ''] = cell.toISOString().split('T')
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`
}
