import { markdownWriter } from '../../markdown-writer'
import { decodeXml, type XmlElement, xmlTree } from '../../markup'
import { unreadable } from '../../parse-errors'
import { leftOut, type Parsed } from '../../parsed'
import type { Zip } from '../../zip'
import { officeTree, visitOffice } from '../office/namespaces'
import { partOf, type Relation, relatedPart, relationsOf } from '../office/package'
import { readBlock, writeNotes } from './blocks'
import type { WordContext } from './context'
import { createFields } from './fields'
import { createNotes } from './notes'
import { numberingOf } from './numbering'
import { stylesOf } from './styles'

/** A Word document as Markdown: headings below the title, lists with the numbers that are seen, tables, notes, formulas. */
export function parseDocument(zip: Zip, path: string): Parsed {
  const source = zip.read(path)
  if (source === undefined) throw unreadable(BROKEN)
  const relations = relationsOf(zip, path)
  const context = contextOf(zip, relations)
  let isWhole = false
  forEachBlock(
    decodeXml(source),
    (block) => readBlock(block, context),
    () => {
      isWhole = true
    },
  )
  if (!isWhole) throw unreadable(BROKEN)
  context.out.paragraph(context.carried)
  writeNotes('footnote', context)
  writeNotes('endnote', context)
  const { pictures, hidden, comments, embedded } = context.counts
  return {
    text: context.out.text(),
    leftOut: [
      ...leftOut('picture', pictures, (count) =>
        count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`,
      ),
      ...leftOut('hidden-text', hidden, () => 'Hidden text was left out.'),
      ...leftOut('comment', comments, (count) =>
        count === 1 ? 'One comment was left out.' : `${count} comments were left out.`,
      ),
      ...leftOut('chapter', embedded, () => 'A part in another format was left out.'),
    ],
  }
}

const BROKEN = 'The Word document is broken; open it in Word, save it again and upload it again.'

function contextOf(zip: Zip, relations: ReadonlyMap<string, Relation>): WordContext {
  const tree = (type: string) => officeTree(partOf(zip, relatedPart(relations, type)))
  const styles = stylesOf(tree('styles'))
  return {
    zip,
    relations,
    out: markdownWriter(),
    styles,
    numbering: numberingOf(tree('numbering'), (styleId) => styles.style(styleId).list?.numId),
    fields: createFields(),
    notes: createNotes({ footnote: tree('footnotes'), endnote: tree('endnotes') }),
    counts: { pictures: 0, hidden: 0, comments: 0, embedded: 0 },
    carried: '',
  }
}

const BLOCKS = new Set(['w:p', 'w:tbl', 'w:altChunk', 'mc:AlternateContent'])

/** Gives each block of the body as a tree, one at a time: a document may be large. `end` is called at the end of the body. */
function forEachBlock(source: string, read: (block: XmlElement) => void, end: () => void): void {
  let builder: ReturnType<typeof xmlTree> | undefined
  visitOffice(source, {
    open: (name, attributes) => {
      if (builder !== undefined) return builder.open(name, attributes)
      if (!BLOCKS.has(name)) return
      const block: XmlElement = { name, attributes, children: [] }
      builder = xmlTree(block, () => {
        builder = undefined
        read(block)
      })
    },
    close: (name) => {
      if (builder !== undefined) builder.close(name)
      else if (name === 'w:body') end()
    },
    text: (text) => builder?.text(text),
  })
}
