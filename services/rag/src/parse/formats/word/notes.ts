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

/** `settings`: the parts that say how notes are numbered, the nearest first. */
export function createNotes(parts: Record<NoteKind, XmlElement | undefined>, settings: string[]): Notes {
  const formats = { footnote: formatOf('footnote', settings), endnote: formatOf('endnote', settings) }
  const contents = { footnote: contentsOf(parts.footnote), endnote: contentsOf(parts.endnote) }
  const counts: Record<NoteKind, number> = { footnote: 0, endnote: 0 }
  const waiting: Record<NoteKind, Note[]> = { footnote: [], endnote: [] }
  return {
    refer(kind, id, custom) {
      const content = contents[kind].get(id)
      if (content === undefined) return ''
      contents[kind].delete(id)
      if (!custom) counts[kind]++
      const mark = custom ? '' : raised(numeral(counts[kind], formats[kind]))
      waiting[kind].push({ mark, content })
      return mark
    },
    take: (kind) => waiting[kind].splice(0),
    hold: (notes) => {
      waiting.footnote.unshift(...notes)
    },
  }
}

/** A letter that has no raised form of its own would be one of the word. */
function raised(text: string): string {
  const mark = superscript(text)
  return mark === text && /[a-z]/i.test(text) ? `^{${text}}` : mark
}

/** A section has its settings at its end; those of the first one count. */
function formatOf(kind: NoteKind, settings: string[]): string {
  for (const source of settings) {
    const [, own = ''] = source.split(`${kind}Pr>`, 2)
    const format = own.length > SETTINGS_LENGTH_MAX ? undefined : /numFmt\s[^>]{0,200}?val\s?=\s?["'](\w+)/.exec(own)?.[1]
    if (format !== undefined) return format
  }
  return FORMATS[kind]
}

const SETTINGS_LENGTH_MAX = 2_000

/** The lines between text and notes are notes too, with a type. */
function contentsOf(part: XmlElement | undefined): Map<string, XmlElement> {
  const notes = (part === undefined ? [] : elementsOf(part)).filter(
    ({ attributes }) => attributes['w:type'] === undefined || attributes['w:type'] === 'normal',
  )
  return new Map(notes.map((note) => [note.attributes['w:id'] ?? '', note]))
}
