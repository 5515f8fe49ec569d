import type { Glyph } from './glyphs'
import { type Pdfium, readString, withMemory } from './pdfium'

/** Texts that readers have added to a page. */
export interface Annotations {
  /** Values of fields and typed notes, where they stand. */
  placed: Glyph[]
  /** Comments that a viewer shows beside the page. */
  comments: string[]
  /** Indexes of those that have no text but the one that they are painted with. */
  painted: Set<number>
}

const ANNOTATIONS_MAX = 5_000
/** Maximum size of what the annotations of a page are painted with, in bytes of UTF-16. */
const LOOKS_BYTES_MAX = 4_000_000
const SUBTYPES = { text: 1, freeText: 3, stamp: 13, popup: 16, widget: 20 }
/** Highlights, underlines and the like may have a comment each. */
const MARKUP = new Set([SUBTYPES.text, 5, 6, 7, 8, 9, 10, 11, 12, SUBTYPES.stamp, 14, 15])
const HIDDEN = 1 << 1
const NO_VIEW = 1 << 5
const FIELDS = { none: -1, unknown: 0, button: 1, check: 2, radio: 3, combo: 4, list: 5, text: 6 }
const PASSWORD = 1 << 13
const OPTIONS_MAX = 1_000
const SIZE_MAX = 12
const PITCH_MAX = 15

/** `turns`: of the text of the page. */
export function annotationsOf(pdfium: Pdfium, form: number, page: number, turns: number): Annotations {
  let bytes = 0
  const found: Annotations = { placed: [], comments: [], painted: new Set() }
  const count = Math.min(pdfium._FPDFPage_GetAnnotCount(page), ANNOTATIONS_MAX)
  for (let index = 0; index < count; index += 1) {
    const annotation = pdfium._FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    const isSeen = (pdfium._FPDFAnnot_GetFlags(annotation) & (HIDDEN | NO_VIEW)) === 0
    if (
      isSeen &&
      !read(pdfium, form, annotation, turns, found) &&
      bytes < LOOKS_BYTES_MAX &&
      mayBePainted(pdfium, form, annotation)
    ) {
      const look = lookOf(pdfium, annotation)
      bytes += 2 * look.length
      if (SHOWS_TEXT.test(look)) found.painted.add(index)
    }
    pdfium._FPDFPage_CloseAnnot(annotation)
  }
  return found
}

/** False: it says nothing by itself. */
function read(pdfium: Pdfium, form: number, annotation: number, turns: number, found: Annotations): boolean {
  const subtype = pdfium._FPDFAnnot_GetSubtype(annotation)
  if (MARKUP.has(subtype)) {
    const comment = contentsOf(pdfium, annotation).trim()
    if (comment !== '') found.comments.push(comment)
    return comment !== ''
  }
  if (subtype !== SUBTYPES.widget && subtype !== SUBTYPES.freeText) return false
  const text = subtype === SUBTYPES.widget ? fieldText(pdfium, form, annotation) : contentsOf(pdfium, annotation)
  const glyphs = placed(pdfium, annotation, text, turns)
  found.placed.push(...glyphs)
  return glyphs.length > 0
}

/** Stamps, signatures and fields of which a program has kept nothing but their look. */
function mayBePainted(pdfium: Pdfium, form: number, annotation: number): boolean {
  const subtype = pdfium._FPDFAnnot_GetSubtype(annotation)
  if (subtype === SUBTYPES.widget) {
    const type = pdfium._FPDFAnnot_GetFormFieldType(form, annotation)
    if (type === FIELDS.button || type === FIELDS.check || type === FIELDS.radio) return false
    if (type === FIELDS.text && (pdfium._FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD) !== 0) return false
    return true
  }
  return subtype === SUBTYPES.freeText || subtype === SUBTYPES.stamp
}

const NORMAL_LOOK = 0

const lookOf = (pdfium: Pdfium, annotation: number) =>
  readString(pdfium, (buffer, length) => pdfium._FPDFAnnot_GetAP(annotation, NORMAL_LOOK, buffer, length))

const SHOWS_TEXT = /T[Jj]|Do\b|['"]/

/** Makes what annotations are painted with text of the page, which must be loaded again. The page loses all annotations. */
export function paintOnPage(pdfium: Pdfium, page: number, painted: ReadonlySet<number>): boolean {
  if (painted.size === 0) return false
  const count = pdfium._FPDFPage_GetAnnotCount(page)
  for (let index = count - 1; index >= 0; index -= 1) if (!painted.has(index)) pdfium._FPDFPage_RemoveAnnot(page, index)
  return pdfium._FPDFPage_Flatten(page, FOR_DISPLAY) === FLATTENED
}

const FOR_DISPLAY = 0
const FLATTENED = 1

function isChecked(pdfium: Pdfium, form: number, annotation: number): boolean {
  const state = stringOf(pdfium, annotation, 'AS')
  return state === '' ? pdfium._FPDFAnnot_IsChecked(form, annotation) === 1 : state !== 'Off'
}

const contentsOf = (pdfium: Pdfium, annotation: number) => stringOf(pdfium, annotation, 'Contents')

const stringOf = (pdfium: Pdfium, annotation: number, name: 'Contents' | 'AS' | 'FT' | 'V'): string =>
  withMemory(pdfium, 16, (key) => {
    pdfium.HEAPU8.set(Buffer.from(`${name}\0`, 'latin1'), key)
    return readString(pdfium, (buffer, length) => pdfium._FPDFAnnot_GetStringValue(annotation, key, buffer, length))
  })

function fieldText(pdfium: Pdfium, form: number, annotation: number): string {
  switch (pdfium._FPDFAnnot_GetFormFieldType(form, annotation)) {
    case FIELDS.check:
    case FIELDS.radio:
      return isChecked(pdfium, form, annotation) ? '☒' : '☐'
    case FIELDS.list:
      return selected(pdfium, form, annotation) || value(pdfium, form, annotation)
    case FIELDS.combo:
      return selected(pdfium, form, annotation) || value(pdfium, form, annotation)
    case FIELDS.text:
      return (pdfium._FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD) === 0 ? value(pdfium, form, annotation) : ''
    case FIELDS.unknown:
    case FIELDS.none:
      return stringOf(pdfium, annotation, 'FT') === 'Sig' ? '' : stringOf(pdfium, annotation, 'V')
    default:
      return ''
  }
}

const value = (pdfium: Pdfium, form: number, annotation: number) =>
  readString(pdfium, (buffer, length) => pdfium._FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length))

function selected(pdfium: Pdfium, form: number, annotation: number): string {
  const labels: string[] = []
  const count = Math.min(pdfium._FPDFAnnot_GetOptionCount(form, annotation), OPTIONS_MAX)
  for (let index = 0; index < count; index += 1) {
    if (pdfium._FPDFAnnot_IsOptionSelected(form, annotation, index) !== 1) continue
    labels.push(readString(pdfium, (buffer, length) => pdfium._FPDFAnnot_GetOptionLabel(form, annotation, index, buffer, length)))
  }
  return labels.join(', ')
}

/** One piece of text for each line of the value, from the top of its rectangle. */
function placed(pdfium: Pdfium, annotation: number, text: string, turns: number): Glyph[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').trim().split('\n')
  if (lines.join('').trim() === '') return []
  const { left, right, bottom, top } = withMemory(pdfium, 16, (rectangle) => {
    pdfium._FPDFAnnot_GetRect(annotation, rectangle)
    const [x0 = 0, y1 = 0, x1 = 0, y0 = 0] = pdfium.HEAPF32.subarray(rectangle >> 2, (rectangle >> 2) + 4)
    return turned({ x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1) }, turns)
  })
  const pitch = Math.min(PITCH_MAX, (top - bottom) / lines.length)
  const size = Math.max(1, Math.min(SIZE_MAX, 0.75 * pitch))
  return lines.flatMap((line, at) => {
    const first = lines.length === 1 ? (top + bottom) / 2 : top - pitch / 2
    const baseline = first - pitch * at - 0.3 * size
    return line.trim() === '' ? [] : [{ text: line.trim(), left, right, baseline, size, turns, object: -1 }]
  })
}

function turned({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }, turns: number) {
  if (turns === 1) return { left: y0, right: y1, bottom: -x1, top: -x0 }
  if (turns === 2) return { left: -x1, right: -x0, bottom: -y1, top: -y0 }
  if (turns === 3) return { left: -y1, right: -y0, bottom: x0, top: x1 }
  return { left: x0, right: x1, bottom: y0, top: y1 }
}
