import { markdownWriter } from '../../markdown-writer'
import { childOf, type XmlElement, xmlTree } from '../../markup'
import { unreadable } from '../../parse-errors'
import { leftOut, type Parsed } from '../../parsed'
import { hintOf } from '../../reader'
import { openZip, type Zip } from '../../zip'
import { officeTree, visitOffice } from '../office/namespaces'
import { mainPartOf, partOf, type Relation, relatedPart, relationsOf } from '../office/package'
import { readBlock, readStory, writeNotes } from './blocks'
import type { AltChunks, WordContext } from './context'
import { createFields } from './fields'
import { createHeaders, headerWriter } from './headers'
import { createNotes } from './notes'
import { numberingOf } from './numbering'
import { stylesOf } from './styles'

/**
 * A Word document as Markdown: headings below the title, lists with the numbers that are seen, tables, notes, formulas. Headers
 * stand above it all, footers below.
 */
export function parseDocument(zip: Zip, path: string, chunks: AltChunks = new Map()): Parsed {
  const source = partOf(zip, path)
  if (source === undefined) throw unreadable(BROKEN)
  const relations = relationsOf(zip, path)
  const context = contextOf(zip, source, relations, chunks)
  const headers = createHeaders(officeTree(partOf(zip, relatedPart(relations, 'settings'))))
  let isWhole = false
  forEachBlock(
    source,
    (block) => {
      const section = block.name === 'w:sectPr' ? block : childOf(childOf(block, 'w:pPr'), 'w:sectPr')
      if (section !== undefined) headers.section(section)
      readBlock(block, context)
    },
    () => {
      isWhole = true
    },
  )
  if (!isWhole) throw unreadable(BROKEN)
  context.out.paragraph(context.carried)
  writeNotes('footnote', context)
  writeNotes('endnote', context)
  const above = headerText(headers.shown('header'), context)
  const below = headerText(headers.shown('footer'), context)
  const { pictures, charts, hidden, comments, embedded } = context.counts
  return {
    text: [above, context.out.text(), below].filter((text) => text !== '').join('\n\n'),
    leftOut: [
      ...leftOut('picture', pictures, (count) =>
        count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`,
      ),
      ...leftOut('chart', charts, (count) => (count === 1 ? 'One chart was not read.' : `${count} charts were not read.`)),
      ...leftOut('hidden-text', hidden, () => 'Hidden text was left out.'),
      ...leftOut('comment', comments, (count) =>
        count === 1 ? 'One comment was left out.' : `${count} comments were left out.`,
      ),
      ...leftOut('chapter', embedded, () => 'A part in another format was left out.'),
    ],
  }
}

/** The text of the headers or footers with these ids. */
function headerText(ids: string[], context: WordContext): string {
  const { zip, relations } = context
  const out = markdownWriter()
  const lines = headerWriter(out)
  for (const path of new Set(ids.map((id) => relations.get(id)?.path))) {
    const source = partOf(zip, path)
    const root = officeTree(source)
    if (path === undefined || source === undefined || root === undefined) continue
    const own = contextOf(zip, source, relationsOf(zip, path), new Map())
    // Its pictures are logos and rules.
    const counts = { ...context.counts }
    readStory(root, { ...own, out: lines, styles: context.styles, fields: createFields([source], 'header'), counts })
    context.counts.hidden = counts.hidden
  }
  return out.text()
}

/** Documents in documents in documents; more go in circles. */
const CHUNK_DEPTH_MAX = 3

/**
 * The parts of a document that are documents, pages, saved pages or text, by their paths. Word makes text of its own of them when it
 * opens it.
 */
export async function altChunksOf(zip: Zip, path: string, depth = 0): Promise<AltChunks> {
  const chunks = new Map<string, Parsed>()
  const parts = [...relationsOf(zip, path).values()].filter(({ type }) => type === 'aFChunk').map((relation) => relation.path)
  for (const part of new Set(parts)) {
    const bytes = zip.read(part)
    const parsed =
      bytes === undefined || part.endsWith('.xml') ? undefined : await chunkOf(bytes, part, depth).catch(() => undefined)
    if (parsed !== undefined) chunks.set(part, parsed)
  }
  return chunks
}

async function chunkOf(bytes: Uint8Array, part: string, depth: number): Promise<Parsed | undefined> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('PK')) {
    const inner = openZip(bytes)
    const main = mainPartOf(inner)
    if (main?.kind !== 'docx' || depth === CHUNK_DEPTH_MAX) return undefined
    return parseDocument(inner, main.path, await altChunksOf(inner, main.path, depth + 1))
  }
  if (OTHER_FORMATS.test(head)) return undefined
  const { parseAnyText } = await import('../text') // few documents need it
  return await parseAnyText(bytes, hintOf(part))
}

const OTHER_FORMATS = /^(?:\{\\rtf|\xd0\xcf)/

const BROKEN = 'The Word document is broken; open it in Word, save it again and upload it again.'

function contextOf(zip: Zip, source: string, relations: ReadonlyMap<string, Relation>, chunks: AltChunks): WordContext {
  const part = (type: string) => partOf(zip, relatedPart(relations, type))
  const tree = (type: string) => officeTree(part(type))
  const styles = stylesOf(tree('styles'))
  return {
    zip,
    relations,
    chunks: new Map(chunks),
    out: markdownWriter(),
    workbooks: new Set(),
    styles,
    numbering: numberingOf(tree('numbering'), (styleId) => styles.style(styleId).list?.numId),
    fields: createFields([source, part('footnotes') ?? '', part('endnotes') ?? '']),
    notes: createNotes({ footnote: tree('footnotes'), endnote: tree('endnotes') }, [source, part('settings') ?? '']),
    counts: { pictures: 0, charts: 0, hidden: 0, comments: 0, embedded: 0 },
    carried: '',
  }
}

const BLOCKS = new Set(['w:p', 'w:tbl', 'w:sectPr', 'w:altChunk', 'mc:AlternateContent', 'm:oMath', 'm:oMathPara'])

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
