import { type MarkdownWriter, markdownWriter } from '../../markdown-writer'
import { childOf, elementsOf, type XmlElement } from '../../markup'
import { unreadable } from '../../parse-errors'
import { leftOut, type Parsed } from '../../parsed'
import type { Zip } from '../../zip'
import { writeChart, writeDiagram } from '../office/graphics'
import { officeTree, visitOffice } from '../office/namespaces'
import { alternative, partOf, type Relation, relatedPart, relationsOf } from '../office/package'
import { paragraphsOf } from '../office/text-body'
import { writeChartWorkbook } from '../sheets/workbook'

/** Slides in their order, one page each, with the speaker's notes below. */
export function parsePresentation(zip: Zip, path: string): Parsed {
  const source = partOf(zip, path)
  if (source === undefined) throw unreadable('The presentation is broken; save it again and upload it again.')
  const relations = relationsOf(zip, path)
  const out = markdownWriter()
  const counts = { pictures: 0, charts: 0, hidden: 0 }
  const layouts = new Map<string, XmlElement | undefined>()
  const workbooks = new Set<string>()
  let missing = 0
  for (const id of slideIds(source)) {
    const slide = relations.get(id)?.path ?? ''
    const shapes = officeTree(partOf(zip, slide))
    if (shapes === undefined) missing++
    const own = relationsOf(zip, slide)
    const layout = relatedPart(own, 'slideLayout') ?? ''
    if (!layouts.has(layout)) layouts.set(layout, officeTree(partOf(zip, layout)))
    const context: SlideContext = { zip, relations: own, layout: layouts.get(layout), out, isNotes: false, counts, workbooks }
    if (shapes !== undefined) writeShapes(shapes, context)
    const notes = relatedPart(context.relations, 'notesSlide')
    const notesShapes = notes === undefined ? undefined : officeTree(partOf(zip, notes))
    if (notesShapes !== undefined) writeShapes(notesShapes, { ...context, isNotes: true })
    out.endPage()
  }
  const { pictures, charts, hidden } = counts
  return {
    text: out.text(),
    leftOut: [
      ...leftOut('slide', missing, (count) =>
        count === 1 ? 'One slide is missing in the file.' : `${count} slides are missing in the file.`,
      ),
      ...leftOut('picture', pictures, (count) =>
        count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`,
      ),
      ...leftOut('chart', charts, (count) => (count === 1 ? 'One chart was not read.' : `${count} charts were not read.`)),
      ...leftOut('hidden-text', hidden, () => 'Hidden shapes were left out.'),
    ],
  }
}

function slideIds(presentation: string): string[] {
  const ids: string[] = []
  const open = (name: string, attributes: Record<string, string>) => {
    if (name === 'p:sldId') ids.push(attributes['r:id'] ?? '')
  }
  visitOffice(presentation, { open, close: () => {}, text: () => {} })
  return ids
}

interface SlideContext {
  zip: Zip
  relations: ReadonlyMap<string, Relation>
  layout: XmlElement | undefined
  out: MarkdownWriter
  /** The shapes are those of a page of notes. Only its notes are read: its other shapes are those of the slide. */
  isNotes: boolean
  counts: { pictures: number; charts: number; hidden: number }
  /** Those of charts that have been written. */
  workbooks: Set<string>
}

/** Placeholders that every slide or page of notes has: date, footer, header, number, picture of the slide. */
const FURNITURE = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg'])

/** Writes what a tree of shapes shows, in its order. */
function writeShapes(parent: XmlElement, context: SlideContext): void {
  for (const shape of elementsOf(parent)) {
    if (isHidden(shape)) context.counts.hidden++
    else WRITERS[shape.name]?.(shape, context)
  }
}

const WRITERS: Record<string, (shape: XmlElement, context: SlideContext) => void> = {
  'p:cSld': writeShapes,
  'p:spTree': writeShapes,
  'p:grpSp': writeShapes,
  'p:sp': writeShape,
  'p:cxnSp': writeShape,
  'p:pic': writePicture,
  'p:graphicFrame': writeFrame,
  'mc:AlternateContent': (shape, context) => {
    const branch = alternative(shape)
    if (branch !== undefined) writeShapes(branch, context)
  },
}

/** The settings that a shape has beside its looks, whatever kind of shape it is. */
const settingsOf = (shape: XmlElement): XmlElement | undefined => elementsOf(shape).find(({ name }) => /^p:nv\w*Pr$/.test(name))

const isHidden = (shape: XmlElement): boolean =>
  /^(?:1|true)$/.test(childOf(settingsOf(shape), 'p:cNvPr')?.attributes.hidden ?? '')

const placeholderOf = (shape: XmlElement): XmlElement | undefined => childOf(childOf(settingsOf(shape), 'p:nvPr'), 'p:ph')

/** The shape of a layout whose place a placeholder takes. */
function inLayout(placeholder: XmlElement | undefined, layout: XmlElement | undefined): XmlElement | undefined {
  const tree = childOf(childOf(layout, 'p:cSld'), 'p:spTree')
  if (placeholder === undefined || tree === undefined) return undefined
  const { idx, type } = placeholder.attributes
  return elementsOf(tree).find((shape) => {
    const other = placeholderOf(shape)?.attributes
    return other !== undefined && (idx === undefined ? other.type === type : other.idx === idx)
  })
}

function writeShape(shape: XmlElement, { out, isNotes, layout }: SlideContext): void {
  const placeholder = placeholderOf(shape)
  const kind = placeholder === undefined ? '' : (placeholder.attributes.type ?? 'body')
  if (FURNITURE.has(kind) || (isNotes && kind !== 'body')) return
  const paragraphs = paragraphsOf(childOf(shape, 'p:txBody'), childOf(inLayout(placeholder, layout), 'p:txBody'))
  if (kind === 'title' || kind === 'ctrTitle') out.heading(1, paragraphs.join(' '))
  else out.paragraph(paragraphs.join('\n'))
}

function writePicture(shape: XmlElement, { out, isNotes, counts }: SlideContext): void {
  if (isNotes) return
  counts.pictures++
  const { descr = '' } = childOf(settingsOf(shape), 'p:cNvPr')?.attributes ?? {}
  if (!/automatically generated/i.test(descr) && /\s/.test(descr.trim())) out.paragraph(descr.replaceAll(/\s+/g, ' '))
}

function writeFrame(frame: XmlElement, { zip, relations, out, counts, workbooks }: SlideContext): void {
  const data = childOf(childOf(frame, 'a:graphic'), 'a:graphicData')
  for (const element of data === undefined ? [] : elementsOf(data)) {
    const path = relations.get(element.attributes['r:id'] ?? element.attributes['r:dm'] ?? '')?.path
    if (element.name === 'a:tbl') writeTable(element, out)
    else if (/^cx?:chart$/.test(element.name) && path !== undefined && zip.has(path)) {
      if (!writeChart(zip, path, out) && !writeChartWorkbook(zip, path, out, workbooks)) counts.charts++
    } else if (element.name === 'dgm:relIds' && path !== undefined) writeDiagram(zip, path, out)
    else if (/^cx?:chart$/.test(element.name)) counts.charts++
    else if (/oleObj$|AlternateContent$/.test(element.name)) counts.pictures++
  }
}

/** A row a line; a cell that spans rows stands on each of them. */
function writeTable(table: XmlElement, out: MarkdownWriter): void {
  const labels: string[] = []
  for (const row of elementsOf(table).filter(({ name }) => name === 'a:tr')) {
    const cells = elementsOf(row).filter(({ name }) => name === 'a:tc')
    out.row(
      cells.map((cell, at) => {
        if (!isOn(cell.attributes.vMerge))
          labels[at] = isOn(cell.attributes.hMerge) ? '' : paragraphsOf(childOf(cell, 'a:txBody')).join(' ')
        return labels[at] ?? ''
      }),
    )
  }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'
