import { displayFormula } from '../../formula/latex'
import { ommlToLatex } from '../../formula/omml'
import { childOf, elementsOf, type XmlElement } from '../../markup'
import { writeChart, writeDiagram } from '../office/graphics'
import { alternative } from '../office/package'
import { paragraphsOf } from '../office/text-body'
import { writeChartWorkbook } from '../sheets/workbook'
import { isOn, settingOf, type WordContext } from './context'
import { type Attached, readInline, textIn } from './inline'
import type { ListMark } from './numbering'
import { listOf, outlineLevel } from './styles'

/** Writes a paragraph, a table or one of two alternatives. */
export function readBlock(element: XmlElement, context: WordContext): void {
  if (element.name === 'w:p') readParagraph(element, context)
  else if (element.name === 'w:tbl') {
    context.out.paragraph(context.carried)
    context.carried = ''
    writeNotes('footnote', context)
    readTable(element, context)
    writeNotes('footnote', context)
  } else if (element.name === 'mc:AlternateContent') {
    const branch = alternative(element)
    if (branch !== undefined) readBlocks(branch, context)
  } else if (element.name === 'w:altChunk') writeChunk(element, context)
  else if (/^m:oMath(?:Para)?$/.test(element.name)) context.out.paragraph(displayFormula(ommlToLatex(element)))
  else if (!UNREAD.has(element.name)) readBlocks(element, context)
}

function readBlocks(parent: XmlElement, context: WordContext): void {
  for (const element of elementsOf(parent)) readBlock(element, context)
}

/** The blocks of a cell, a box or a header: text that goes on in the next paragraph stays in it. */
export function readStory(parent: XmlElement, context: WordContext): void {
  const outer = context.carried
  context.carried = ''
  readBlocks(parent, context)
  context.out.paragraph(context.carried)
  context.carried = outer
}

const UNREAD = new Set(['w:del', 'w:moveFrom', 'w:sdtPr', 'w:sdtEndPr', 'w:sectPr', 'w:tcPr', 'w:pPr', 'w:rPr'])

/** A part in another format stands where it is referred to, once. */
function writeChunk({ attributes }: XmlElement, { relations, chunks, out, counts }: WordContext): void {
  const path = relations.get(attributes['r:id'] ?? '')?.path ?? ''
  const chunk = chunks.get(path)
  if (chunk === undefined) {
    counts.embedded++
    return
  }
  chunks.delete(path)
  out.markdown(chunk.text)
  for (const { kind, count } of chunk.leftOut) {
    if (kind === 'picture') counts.pictures += count
    if (kind === 'chart') counts.charts += count
    if (kind === 'hidden-text') counts.hidden += count
    if (kind === 'comment') counts.comments += count
    if (kind === 'chapter') counts.embedded += count
  }
}

/** Notes are written below the block that refers to them, but not between the items of a list. */
function readParagraph(element: XmlElement, context: WordContext): void {
  const { out, notes } = context
  // Text that goes on from the paragraph before brings its notes along.
  const above = context.carried === '' ? notes.take('footnote') : []
  const { text, mark, level, attached } = paragraphOf(element, context)
  if (context.carried !== '') {
    notes.hold(above)
    writeAttached(attached, context)
    return
  }
  const isItem = level === 0 && mark !== undefined && mark.text !== ''
  if (isItem) {
    out.item(text, mark.depth, mark.text)
    notes.hold(above)
  } else {
    const own = notes.take('footnote')
    notes.hold(above)
    writeNotes('footnote', context)
    if (level > 0) out.heading(level, mark === undefined || mark.text === '-' ? text : `${mark.text} ${text}`)
    else out.paragraph(text)
    notes.hold(own)
    writeNotes('footnote', context)
  }
  writeAttached(attached, context)
}

/** The paragraphs of a note are one, up to a table in it. */
export function writeNotes(kind: 'footnote' | 'endnote', context: WordContext): void {
  for (const { mark, content } of context.notes.take(kind)) {
    const attached: Attached[] = []
    const outer = context.carried
    context.carried = ''
    let line = mark
    for (const block of childrenNamed(content, 'w:p', 'w:tbl')) {
      if (block.name === 'w:p') {
        const paragraph = paragraphOf(block, context)
        attached.push(...paragraph.attached)
        line = `${line} ${paragraph.text.trim()}`
      } else {
        context.out.paragraph(line)
        line = ''
        readTable(block, context)
      }
    }
    context.out.paragraph(`${line} ${context.carried}`)
    context.carried = outer
    writeAttached(attached, context)
  }
}

function writeAttached(attached: Attached[], context: WordContext): void {
  for (const part of attached) {
    if (part.kind === 'box') readStory(part.content, context)
    else if (part.kind === 'shape') context.out.paragraph(paragraphsOf(part.content).join('\n'))
    else if (part.kind === 'chart') {
      if (
        !writeChart(context.zip, part.path, context.out) &&
        !writeChartWorkbook(context.zip, part.path, context.out, context.workbooks)
      )
        context.counts.charts++
    } else writeDiagram(context.zip, part.path, context.out)
  }
}

/** Maximum number of columns that a cell spans; a table of Word has 63. */
const SPAN_MAX = 100

/**
 * Writes each row as a line, with the label of a cell that spans rows on each of them. A cell that holds a table only lays out
 * its contents.
 */
function readTable(table: XmlElement, context: WordContext): void {
  const rows = childrenNamed(table, 'w:tr').filter((row) => !isStruckOut(childOf(row, 'w:trPr')))
  const cells = rows.map((row) =>
    childrenNamed(row, 'w:tc').filter((cell) => childOf(childOf(cell, 'w:tcPr'), 'w:cellDel') === undefined),
  )
  if (cells.flat().length === 1) {
    for (const cell of cells.flat()) readStory(cell, context)
    return
  }
  const labels: string[] = []
  for (const [at, row] of rows.entries()) {
    const own = cells[at] ?? []
    if (own.some((cell) => childrenNamed(cell, 'w:tbl').length > 0)) {
      noteLabels(own, gap(row), labels)
      for (const cell of own) readStory(cell, context)
    } else writeRow(own, gap(row), labels, context)
  }
}

/** Columns that the row leaves out at its beginning. */
const gap = (row: XmlElement): number =>
  Math.min(Number(settingOf(childOf(childOf(row, 'w:trPr'), 'w:gridBefore')) ?? 0), SPAN_MAX)

/** `labels`: the text above in each column, for cells that are merged with it. */
function writeRow(cells: XmlElement[], before: number, labels: string[], context: WordContext): void {
  const texts: string[] = Array.from({ length: before }, () => '')
  const attached: Attached[] = []
  for (const cell of cells) {
    const properties = childOf(cell, 'w:tcPr')
    const merge = childOf(properties, 'w:vMerge')
    const isContinued = merge !== undefined && settingOf(merge) !== 'restart'
    const own = textOfCell(cell, context, attached)
    const text = isContinued && own.trim() === '' ? (labels[texts.length] ?? '') : own
    labels[texts.length] = text
    texts.push(text)
    for (let more = 1; more < spanOf(cell); more++) texts.push('')
  }
  context.out.row(texts)
  writeAttached(attached, context)
}

const spanOf = (cell: XmlElement): number =>
  Math.min(Number(settingOf(childOf(childOf(cell, 'w:tcPr'), 'w:gridSpan')) ?? 1), SPAN_MAX)

/** Keeps the labels of a row that is not written as one for the rows below that they span. */
function noteLabels(cells: XmlElement[], before: number, labels: string[]): void {
  let at = before
  for (const cell of cells) {
    const merge = childOf(childOf(cell, 'w:tcPr'), 'w:vMerge')
    if (merge === undefined || settingOf(merge) === 'restart') labels[at] = childrenNamed(cell, 'w:p').map(textIn).join(' ')
    at += spanOf(cell)
  }
}

function textOfCell(cell: XmlElement, context: WordContext, attached: Attached[]): string {
  const outer = context.carried
  context.carried = ''
  const texts = childrenNamed(cell, 'w:p').map((element) => {
    const paragraph = paragraphOf(element, context)
    attached.push(...paragraph.attached)
    const mark = paragraph.mark?.text ?? ''
    // Programs number the rows of a table by items without a text.
    if (paragraph.text.trim() === '') return mark === '-' ? '' : mark
    return mark === '' ? paragraph.text : `${mark} ${paragraph.text}`
  })
  const text = [...texts, context.carried].join(' ')
  context.carried = outer
  return text
}

/** Children of these names, also inside of content controls and changes. */
function childrenNamed(parent: XmlElement, ...names: string[]): XmlElement[] {
  return elementsOf(parent).flatMap((child) => {
    if (names.includes(child.name)) return [child]
    return CONTAINERS.has(child.name) ? childrenNamed(child, ...names) : []
  })
}

const CONTAINERS = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo', 'w:smartTag'])

const isStruckOut = (properties: XmlElement | undefined): boolean =>
  childOf(properties, 'w:del') !== undefined || isOn(childOf(properties, 'w:hidden'))

interface Paragraph {
  text: string
  mark: ListMark | undefined
  /** Level of a heading, from 1; 0: it is none. */
  level: number
  attached: Attached[]
}

/** A paragraph whose end was struck out has no text: the next one begins with it. */
function paragraphOf(element: XmlElement, context: WordContext): Paragraph {
  const properties = childOf(element, 'w:pPr')
  const style = context.styles.ofParagraph(settingOf(childOf(properties, 'w:pStyle')))
  const { text: own, attached } = readInline(element, style.isHidden, context)
  const text = context.carried + own
  context.carried = ''
  const markChanges = childOf(properties, 'w:rPr')
  if (childOf(markChanges, 'w:del') !== undefined || childOf(markChanges, 'w:moveFrom') !== undefined) {
    context.carried = text
    return { text: '', attached, mark: undefined, level: 0 }
  }
  // A hidden paragraph takes no number.
  if (text === '' && isOn(childOf(markChanges, 'w:vanish'))) return { text, attached, mark: undefined, level: 0 }
  const list = listOf(childOf(properties, 'w:numPr')) ?? style.list
  const level = settingOf(childOf(childOf(properties, 'w:numPr'), 'w:ilvl'))
  const mark =
    list === undefined
      ? undefined
      : context.numbering.next(list.numId, level === undefined ? list.level : Number(level), style.id)
  return { text, attached, mark, level: outlineLevel(properties) ?? style.level }
}
