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
import { PAGE_NUMBER } from '../word/fields'
import { headerWriter } from '../word/headers'

/**
 * Slides in their order, one page each, with the speaker's notes below. What a footer or a layout shows stands on the first slide
 * that shows it.
 */
export function parsePresentation(zip: Zip, path: string): Parsed {
  const source = partOf(zip, path)
  if (source === undefined) throw unreadable('The presentation is broken; save it again and upload it again.')
  const relations = relationsOf(zip, path)
  const out = markdownWriter()
  const counts = { pictures: 0, charts: 0, hidden: 0, comments: 0 }
  const layouts = new Map<string, Layout>()
  const workbooks = new Set<string>()
  const repeated = headerWriter(out)
  const size = slideSize(source)
  let missing = 0
  for (const id of slideIds(source)) {
    const slide = relations.get(id)?.path ?? ''
    const shapes = officeTree(partOf(zip, slide))
    if (shapes === undefined) missing++
    const own = relationsOf(zip, slide)
    const layout = relatedPart(own, 'slideLayout') ?? ''
    const { tree, backgrounds } = layouts.get(layout) ?? readLayout(zip, layout, size)
    layouts.set(layout, { tree, backgrounds })
    const context: SlideContext = { zip, relations: own, layout: tree, out, repeated, part: 'slide', counts, workbooks }
    if (shapes !== undefined) writeShapes(shapes, context)
    if (shapes !== undefined && showsBackground(shapes))
      for (const { parent, relations } of backgrounds.splice(0))
        writeShapes(parent, { ...context, relations, out: repeated, part: 'background' })
    const notes = relatedPart(context.relations, 'notesSlide')
    const notesShapes = notes === undefined ? undefined : officeTree(partOf(zip, notes))
    if (notesShapes !== undefined) writeShapes(notesShapes, { ...context, part: 'notes' })
    counts.comments += commentsOf(partOf(zip, relatedPart(own, 'comments') ?? ''))
    out.endPage()
  }
  const { pictures, charts, hidden, comments } = counts
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
      ...leftOut('comment', comments, (count) =>
        count === 1 ? 'One comment was left out.' : `${count} comments were left out.`,
      ),
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
  /** For what many slides show: writes it once. */
  repeated: MarkdownWriter
  /** The part whose shapes are written: a slide, its notes, or its layout or master, of which it shows all but placeholders. */
  part: 'slide' | 'notes' | 'background'
  counts: { pictures: number; charts: number; hidden: number; comments: number }
  /** Those of charts that have been written. */
  workbooks: Set<string>
}

interface Layout {
  tree: XmlElement | undefined
  /** The shapes of the layout and of its master, until a slide has shown them. */
  backgrounds: { parent: XmlElement; relations: ReadonlyMap<string, Relation> }[]
}

function readLayout(zip: Zip, path: string, size: Size): Layout {
  const tree = officeTree(partOf(zip, path))
  const relations = relationsOf(zip, path)
  const masterPath = tree !== undefined && showsBackground(tree) ? relatedPart(relations, 'slideMaster') : undefined
  const master = masterPath === undefined ? undefined : officeTree(partOf(zip, masterPath))
  const backgrounds = []
  if (tree !== undefined) backgrounds.push({ parent: withinSlide(tree, size), relations })
  if (master !== undefined && masterPath !== undefined)
    backgrounds.push({ parent: withinSlide(master, size), relations: relationsOf(zip, masterPath) })
  return { tree, backgrounds }
}

const showsBackground = ({ attributes }: XmlElement): boolean => !/^(?:0|false)$/.test(attributes.showMasterSp ?? '')

interface Size {
  cx: number
  cy: number
}

function slideSize(presentation: string): Size {
  const size: Size = { cx: Number.POSITIVE_INFINITY, cy: Number.POSITIVE_INFINITY }
  const open = (name: string, { cx, cy }: Record<string, string>) => {
    if (name === 'p:sldSz') Object.assign(size, { cx: Number(cx), cy: Number(cy) })
  }
  visitOffice(presentation, { open, close: () => {}, text: () => {} })
  return size
}

/** The tree of shapes without those beside the slide, where templates say how they are used. */
function withinSlide(root: XmlElement, size: Size): XmlElement {
  const tree = childOf(childOf(root, 'p:cSld'), 'p:spTree')
  return { name: 'p:spTree', attributes: {}, children: elementsOf(tree ?? root).filter((shape) => !isBeside(shape, size)) }
}

function isBeside(shape: XmlElement, { cx, cy }: Size): boolean {
  const place = childOf(childOf(shape, 'p:spPr') ?? childOf(shape, 'p:grpSpPr'), 'a:xfrm') ?? childOf(shape, 'p:xfrm')
  const [x, y] = [childOf(place, 'a:off')?.attributes.x, childOf(place, 'a:off')?.attributes.y].map(Number)
  const [width, height] = [childOf(place, 'a:ext')?.attributes.cx, childOf(place, 'a:ext')?.attributes.cy].map(Number)
  if (x === undefined || y === undefined || width === undefined || height === undefined) return false
  return x >= cx || y >= cy || x + width <= 0 || y + height <= 0
}

/** Older and newer comments, and the replies to those. */
function commentsOf(source: string | undefined): number {
  let count = 0
  const open = (name: string) => {
    if (/(?:^|:)(?:cm|reply)$/.test(name)) count++
  }
  if (source !== undefined) visitOffice(source, { open, close: () => {}, text: () => {} })
  return count
}

/** Placeholders that only number the pages, or show the slide. */
const SILENT = new Set(['sldNum', 'sldImg'])
/** Placeholders that every slide or page of notes has: date, footer and header. */
const FURNITURE = new Set(['dt', 'ftr', 'hdr'])

/** Writes what a tree of shapes shows, in its order. */
function writeShapes(parent: XmlElement, context: SlideContext): void {
  for (const shape of elementsOf(parent)) {
    if (!isHidden(shape)) WRITERS[shape.name]?.(shape, context)
    else if (context.part !== 'background') context.counts.hidden++
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

function writeShape(shape: XmlElement, { out, repeated, part, layout }: SlideContext): void {
  const placeholder = placeholderOf(shape)
  const kind = placeholder === undefined ? '' : (placeholder.attributes.type ?? 'body')
  if (SILENT.has(kind) || (part === 'background' && placeholder !== undefined)) return
  // The other placeholders of a page of notes show parts of the slide.
  if (part === 'notes' && kind !== 'body' && kind !== '') return
  const isRepeated = FURNITURE.has(kind) || part === 'background' || (part === 'notes' && placeholder === undefined)
  const body = childOf(shape, 'p:txBody')
  const shown = isRepeated && body !== undefined ? withoutFields(body) : body
  const paragraphs = paragraphsOf(shown, childOf(inLayout(placeholder, layout), 'p:txBody'))
  if (kind === 'title' || kind === 'ctrTitle') out.heading(1, paragraphs.join(' '))
  else (isRepeated ? repeated : out).paragraph(paragraphs.join('\n'))
}

/** Numbers of slides and dates of today differ from slide to slide and from day to day. */
function withoutFields(element: XmlElement): XmlElement {
  const isField = element.name === 'a:fld' && /^(?:slidenum|datetime)/.test(element.attributes.type ?? '')
  if (isField) return { name: 'a:r', attributes: {}, children: [{ name: 'a:t', attributes: {}, children: [PAGE_NUMBER] }] }
  return { ...element, children: element.children.map((child) => (typeof child === 'string' ? child : withoutFields(child))) }
}

function writePicture(shape: XmlElement, { out, part, counts }: SlideContext): void {
  if (part !== 'slide') return
  counts.pictures++
  const { descr = '' } = childOf(settingsOf(shape), 'p:cNvPr')?.attributes ?? {}
  if (!/automatically generated/i.test(descr) && /\s/.test(descr.trim())) out.paragraph(descr.replaceAll(/\s+/g, ' '))
}

function writeFrame(frame: XmlElement, { zip, relations, out, part, counts, workbooks }: SlideContext): void {
  const data = childOf(childOf(frame, 'a:graphic'), 'a:graphicData')
  for (const element of data === undefined ? [] : elementsOf(data)) {
    const path = relations.get(element.attributes['r:id'] ?? element.attributes['r:dm'] ?? '')?.path
    if (element.name === 'a:tbl') writeTable(element, out)
    else if (/^cx?:chart$/.test(element.name) && path !== undefined && zip.has(path)) {
      if (!writeChart(zip, path, out) && !writeChartWorkbook(zip, path, out, workbooks)) counts.charts++
    } else if (element.name === 'dgm:relIds' && path !== undefined) writeDiagram(zip, path, out)
    else if (/^cx?:chart$/.test(element.name)) counts.charts++
    else if (part === 'slide' && /oleObj$|AlternateContent$/.test(element.name)) counts.pictures++
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
