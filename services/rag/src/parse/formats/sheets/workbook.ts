import { type MarkdownWriter, markdownWriter } from '../../markdown-writer'
import { childOf, elementsOf, type XmlElement } from '../../markup'
import { unreadable } from '../../parse-errors'
import { leftOut, type Parsed } from '../../parsed'
import { openZip, type Zip } from '../../zip'
import { writeDiagram } from '../office/graphics'
import { officeTree, visitOffice } from '../office/namespaces'
import { alternative, mainPartOf, partOf, relatedPart, relationsOf } from '../office/package'
import { paragraphsOf } from '../office/text-body'
import { cellFormats, sharedStrings } from './cells'
import { readSheet, type Sheet } from './sheet'

/**
 * The workbook that a chart was made of, for one without figures of its own. False: it can't be read. `written`: the workbooks
 * that are not written again, by their paths.
 */
export function writeChartWorkbook(zip: Zip, chart: string, out: MarkdownWriter, written: Set<string>): boolean {
  const path = relatedPart(relationsOf(zip, chart), 'package') ?? ''
  if (written.has(path)) return true
  const bytes = zip.read(path)
  if (bytes === undefined) return false
  written.add(path)
  try {
    const workbook = openZip(bytes)
    const main = mainPartOf(workbook)
    if (main?.kind !== 'xlsx') return false
    out.markdown(parseWorkbook(workbook, main.path).text)
    return true
  } catch {
    return false
  }
}

interface SheetEntry {
  name: string
  id: string
  isHidden: boolean
}

/** Each sheet that is seen is a section with its name as the heading, each row of it a row of a table, as the sheet shows it. */
export function parseWorkbook(zip: Zip, path: string): Parsed {
  const relations = relationsOf(zip, path)
  const { entries, countsFrom1904, isToBeComputed } = readWorkbook(partOf(zip, path) ?? '')
  const book = {
    strings: sharedStrings(partOf(zip, relatedPart(relations, 'sharedStrings'))),
    formats: cellFormats(partOf(zip, relatedPart(relations, 'styles')), countsFrom1904),
    isToBeComputed,
  }
  const out = markdownWriter()
  const sheets: Sheet[] = []
  let comments = 0
  let pictures = 0
  let charts = 0
  for (const { name, id } of entries.filter(({ isHidden }) => !isHidden)) {
    const path = relations.get(id)?.path
    const source = partOf(zip, path)
    if (path === undefined || source === undefined) throw unreadable(BROKEN)
    const tables = [...relationsOf(zip, path).values()].filter(({ type }) => type === 'table')
    const sheet = readSheet(
      source,
      tables.map((table) => partOf(zip, table.path) ?? ''),
      book,
    )
    sheets.push(sheet)
    const drawing = drawingOf(zip, path)
    write(out, name, sheet, drawing.texts)
    comments += commentsOf(zip, path)
    pictures += drawing.pictures
    charts += drawing.charts
  }
  const total = (count: (sheet: Sheet) => number) => sheets.reduce((sum, sheet) => sum + count(sheet), 0)
  return {
    text: out.text(),
    leftOut: [
      ...leftOut('sheet', entries.filter(({ isHidden }) => isHidden).length, hidden('sheet')),
      ...leftOut(
        'row',
        total(({ hiddenRows }) => hiddenRows),
        hidden('row'),
      ),
      ...leftOut(
        'column',
        total(({ hiddenColumns }) => hiddenColumns),
        hidden('column'),
      ),
      ...leftOut('picture', pictures, (count) =>
        count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`,
      ),
      ...leftOut('chart', charts, (count) =>
        count === 1
          ? 'A chart was not read; its figures stand in cells.'
          : `${count} charts were not read; their figures stand in cells.`,
      ),
      ...leftOut('comment', comments, (count) =>
        count === 1 ? 'One comment was left out.' : `${count} comments were left out.`,
      ),
      ...leftOut(
        'formula',
        total(({ uncomputed }) => uncomputed),
        uncomputed,
      ),
    ],
  }
}

const BROKEN = 'The workbook is broken; open it in a spreadsheet program, save it again and upload it again.'

const hidden = (what: string) => (count: number) =>
  count === 1 ? `One hidden ${what} was left out.` : `${count} hidden ${what}s were left out.`

const uncomputed = (count: number) =>
  `${count === 1 ? 'One cell holds' : `${count} cells hold`} a formula without its result; open the workbook in a spreadsheet program, save it and upload it again.`

function readWorkbook(source: string) {
  const entries: SheetEntry[] = []
  let countsFrom1904 = false
  let isToBeComputed = false
  visitOffice(source, {
    open: (name, attributes) => {
      if (name === 'workbookPr') countsFrom1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'calcPr') isToBeComputed = attributes.fullCalcOnLoad === '1' || attributes.fullCalcOnLoad === 'true'
      if (name === 'sheet')
        entries.push({
          name: attributes.name ?? '',
          id: attributes['r:id'] ?? '',
          isHidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
        })
    },
    close: () => {},
    text: () => {},
  })
  return { entries, countsFrom1904, isToBeComputed }
}

function write(out: MarkdownWriter, name: string, { rows }: Sheet, texts: string[]): void {
  if (rows.length === 0 && texts.length === 0) return
  out.heading(1, name)
  for (const row of rows) out.row(row)
  for (const text of texts) out.paragraph(text)
}

function commentsOf(zip: Zip, path: string): number {
  let count = 0
  const source = partOf(zip, relatedPart(relationsOf(zip, path), 'comments'))
  const open = (name: string) => {
    if (name === 'comment') count++
  }
  if (source !== undefined) visitOffice(source, { open, close: () => {}, text: () => {} })
  return count
}

/**
 * The drawings of a sheet: the texts of its boxes and of its SmartArt, and the numbers of its pictures and charts. The figures of its charts are in
 * its cells.
 */
function drawingOf(zip: Zip, sheetPath: string): { texts: string[]; pictures: number; charts: number } {
  const path = relatedPart(relationsOf(zip, sheetPath), 'drawing')
  const found = { texts: [] as string[], pictures: 0, charts: 0 }
  const relations = path === undefined ? undefined : relationsOf(zip, path)
  const drawing = officeTree(partOf(zip, path))
  if (drawing !== undefined) read(drawing)
  return found

  function add(text: string): void {
    if (text.trim() !== '') found.texts.push(text)
  }

  function read(parent: XmlElement): void {
    for (const element of elementsOf(parent)) {
      const body = childOf(element, 'xdr:txBody')
      const text = body === undefined ? '' : paragraphsOf(body).join('\n')
      add(text)
      const diagram = element.name === 'dgm:relIds' ? relations?.get(element.attributes['r:dm'] ?? '') : undefined
      if (diagram !== undefined) writeDiagram(zip, diagram.path, { paragraph: add })
      if (element.name === 'xdr:pic') found.pictures++
      if (element.name === 'c:chart' || element.name === 'cx:chart') found.charts++
      const branch = element.name === 'mc:AlternateContent' ? alternative(element) : element
      if (body === undefined && branch !== undefined) read(branch)
    }
  }
}
