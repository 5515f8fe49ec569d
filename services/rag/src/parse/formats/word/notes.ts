import { elementsOf, type XmlElement } from '../../markup'
import { numeral } from '../../numerals'
import { superscript } from '../../raised'

type NoteKind = 'footnote' | 'endnote'

/** Notes of a document in the order in which the text refers to them. */
export interface Notes {
  /** Returns the raised mark of a note, and adds the note to those that wait to be written. `custom`: the text has its mark. */
  refer(kind: NoteKind, id: string, custom: boolean): string
  /** Footnotes that were referred to and not yet taken, or all endnotes. */
  take(kind: NoteKind): Note[]
  /** Puts footnotes that were taken back, before those that are waiting. */
  hold(notes: Note[]): void
}

interface Note {
  mark: string
  content: XmlElement
}

const FORMATS: Record<NoteKind, string> = { footnote: 'decimal', endnote: 'lowerRoman' }

export function createNotes(parts: Record<NoteKind, XmlElement | undefined>): Notes {
  const contents = { footnote: contentsOf(parts.footnote), endnote: contentsOf(parts.endnote) }
  const counts: Record<NoteKind, number> = { footnote: 0, endnote: 0 }
  const waiting: Record<NoteKind, Note[]> = { footnote: [], endnote: [] }
  return {
    refer(kind, id, custom) {
      const content = contents[kind].get(id)
      if (content === undefined) return ''
      contents[kind].delete(id)
      if (!custom) counts[kind]++
      const mark = custom ? '' : superscript(numeral(counts[kind], FORMATS[kind]))
      waiting[kind].push({ mark, content })
      return mark
    },
    take: (kind) => waiting[kind].splice(0),
    hold: (notes) => {
      waiting.footnote.unshift(...notes)
    },
  }
}

/** The lines between text and notes are notes too, with a type. */
function contentsOf(part: XmlElement | undefined): Map<string, XmlElement> {
  const notes = (part === undefined ? [] : elementsOf(part)).filter(
    ({ attributes }) => attributes['w:type'] === undefined || attributes['w:type'] === 'normal',
  )
  return new Map(notes.map((note) => [note.attributes['w:id'] ?? '', note]))
}
