import { decodeXml, visit } from '../markup'
import { type Outline, outline } from '../outline'
import { unreadable } from '../refusal'
import type { Zip } from '../zip'

const PRESENTATION = 'ppt/presentation.xml'

/** Slides in their order, one page each, with the speaker's notes below. */
export function parsePptx(zip: Zip): string {
  const related = relations(zip, PRESENTATION)
  const out = outline()
  for (const id of slideIds(xmlOf(zip, PRESENTATION))) {
    const path = related.get(id)?.path ?? ''
    const slide = zip.read(path)
    if (slide !== undefined) readShapes(decodeXml(slide), out, { notes: false })
    const notes = [...relations(zip, path).values()].find(({ type }) => type.endsWith('/notesSlide'))
    const notesXml = notes === undefined ? undefined : zip.read(notes.path)
    if (notesXml !== undefined) readShapes(decodeXml(notesXml), out, { notes: true })
    out.endPage()
  }
  return out.text()
}

function xmlOf(zip: Zip, path: string): string {
  const bytes = zip.read(path)
  if (bytes === undefined) throw unreadable('The presentation is broken; save it again and upload it again.')
  return decodeXml(bytes)
}

const ignore = () => {}

function slideIds(presentation: string): string[] {
  const ids: string[] = []
  const open = (name: string, attributes: Record<string, string>) => {
    if (name === 'p:sldId') ids.push(attributes['r:id'] ?? '')
  }
  visit(presentation, { open, close: ignore, text: ignore }, { xml: true })
  return ids
}

function relations(zip: Zip, path: string): Map<string, { path: string; type: string }> {
  const found = new Map<string, { path: string; type: string }>()
  const folder = path.slice(0, path.lastIndexOf('/'))
  const source = zip.read(`${folder}/_rels/${path.slice(folder.length + 1)}.rels`)
  if (source === undefined) return found
  const open = (name: string, { Id = '', Target = '', Type = '', TargetMode }: Record<string, string>) => {
    if (name !== 'Relationship' || TargetMode === 'External') return
    const target = new URL(Target, `file:///${folder}/`)
    found.set(Id, { path: target.pathname.slice(1), type: Type })
  }
  visit(decodeXml(source), { open, close: ignore, text: ignore }, { xml: true })
  return found
}

/** Placeholders that every slide or page of notes has, and that say nothing about it. */
const FURNITURE = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg'])

function readShapes(source: string, out: Outline, { notes }: { notes: boolean }): void {
  let placeholder = ''
  let shape: string[] = []
  let paragraph = ''
  let inText = false
  let row: string[] | undefined
  const endShape = () => {
    const text = shape.join('\n')
    shape = []
    if (FURNITURE.has(placeholder) || (notes && placeholder !== 'body')) return
    if (placeholder === 'title' || placeholder === 'ctrTitle') out.heading(1, text)
    else out.paragraph(text)
  }
  visit(
    source,
    {
      open: (name, attributes) => {
        if (name === 'p:sp') placeholder = ''
        else if (name === 'p:ph') placeholder = attributes.type ?? 'body'
        else if (name === 'a:t') inText = true
        else if (name === 'a:br') paragraph += '\n'
        else if (name === 'a:tr') row = []
      },
      close: (name) => {
        if (name === 'a:t') inText = false
        else if (name === 'a:p') {
          shape.push(paragraph)
          paragraph = ''
        } else if (name === 'a:tc') {
          row?.push(shape.join(' '))
          shape = []
        } else if (name === 'a:tr') {
          out.row(row ?? [])
          row = undefined
        } else if (name === 'p:sp') endShape()
      },
      text: (text) => {
        if (inText) paragraph += text
      },
    },
    { xml: true },
  )
  placeholder = ''
  if (!notes) endShape()
}
