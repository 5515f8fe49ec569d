import type { MarkdownWriter } from '../../markdown-writer'
import type { XmlElement } from '../../markup'
import type { Parsed } from '../../parsed'
import type { Zip } from '../../zip'
import type { Relation } from '../office/package'
import type { Fields } from './fields'
import type { Notes } from './notes'
import type { Numbering } from './numbering'
import type { Styles } from './styles'

/** Parts of a document in other formats, by their paths. */
export type AltChunks = ReadonlyMap<string, Parsed>

/** Parts and counts of a document, while its blocks are read in order. */
export interface WordContext {
  zip: Zip
  relations: ReadonlyMap<string, Relation>
  /** Those that have not been written yet. */
  chunks: Map<string, Parsed>
  out: MarkdownWriter
  /** Those of charts that have been written. */
  workbooks: Set<string>
  styles: Styles
  numbering: Numbering
  fields: Fields
  notes: Notes
  counts: { pictures: number; charts: number; hidden: number; comments: number; embedded: number }
  /** Text of a paragraph whose mark was struck out: the next one goes on with it. */
  carried: string
}

/** The value of a setting such as `w:ilvl`. */
export const settingOf = (element: XmlElement | undefined): string | undefined => element?.attributes['w:val']

/** A setting that is on if it is there, unless it says otherwise. */
export const isOn = (element: XmlElement | undefined): boolean =>
  element !== undefined && !/^(?:0|false|off|none)$/.test(settingOf(element) ?? '1')
