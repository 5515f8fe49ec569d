import { markdownWriter } from '../../markdown-writer'
import { unreadable } from '../../parse-errors'
import { leftOut, type Parsed } from '../../parsed'
import { isElement, type XmlElement, xmlTree } from '../../xml-tree'
import type { Zip } from '../../zip'
import { visitOffice } from '../office/namespaces'
import { partOf, relatedPart, relationsOf } from '../office/package'
import { type SlideContext, writeShapes } from './shapes'

/** Slides in their order, one page each, with the speaker's notes below. */
export function parsePresentation(zip: Zip, path: string): Parsed {
  const source = partOf(zip, path)
  if (source === undefined) throw unreadable('The presentation is broken; save it again and upload it again.')
  const relations = relationsOf(zip, path)
  const out = markdownWriter()
  const counts = { pictures: 0, charts: 0, hidden: 0 }
  let missing = 0
  for (const id of slideIds(source)) {
    const slide = relations.get(id)?.path ?? ''
    const shapes = treeOf(zip, slide)
    if (shapes === undefined) missing++
    const context: SlideContext = { zip, relations: relationsOf(zip, slide), out, isNotes: false, counts }
    if (shapes !== undefined) writeShapes(shapes, context)
    const notes = relatedPart(context.relations, 'notesSlide')
    const notesShapes = notes === undefined ? undefined : treeOf(zip, notes)
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

function treeOf(zip: Zip, path: string): XmlElement | undefined {
  const source = partOf(zip, path)
  if (source === undefined) return undefined
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  visitOffice(
    source,
    xmlTree(root, () => {}),
  )
  return root.children.find(isElement)
}
