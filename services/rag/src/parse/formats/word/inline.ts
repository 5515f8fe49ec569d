import { displayFormula, inlineFormula } from '../../formula/latex'
import { ommlToLatex } from '../../formula/omml'
import { childOf, elementsOf, isElement, textOf, type XmlElement } from '../../markup'
import { alternative } from '../office/package'
import { type Position, textRuns } from '../office/text-body'
import { isOn, settingOf, type WordContext } from './context'
import { symbol } from './fields'
import { positionOf } from './styles'

interface InlineText {
  text: string
  /** Blocks of their own that are anchored in the paragraph. */
  attached: Attached[]
}

export type Attached =
  | { kind: 'box'; content: XmlElement }
  | { kind: 'shape'; content: XmlElement }
  | { kind: 'chart' | 'diagram'; path: string }

interface Inline {
  context: WordContext
  runs: ReturnType<typeof textRuns>
  attached: Attached[]
  position: Position
  font: string
  /** Inside of text with a reading above it. */
  isAnnotated: boolean
  /** The readings of the text so far, which follow it. */
  reading: string
  /** The paragraph has a style that hides text; one of characters that does so shows it again. */
  isHidden: boolean
}

/** The text of a paragraph as it reads with all changes accepted. */
export function readInline(paragraph: XmlElement, isHidden: boolean, context: WordContext): InlineText {
  const inline: Inline = {
    context,
    runs: textRuns(),
    attached: [],
    position: 'line',
    font: '',
    isAnnotated: false,
    reading: '',
    isHidden,
  }
  readAll(inline, paragraph)
  endReading(inline)
  context.fields.endParagraph()
  return { text: inline.runs.take(), attached: inline.attached }
}

/** Text that is struck out, and properties. */
const UNREAD = /^(?:w:del|w:moveFrom|w:delText|w:delInstrText|w:rt|w:\w+Pr|m:\w+Pr)$/

function readAll(inline: Inline, parent: XmlElement): void {
  for (const element of elementsOf(parent)) {
    if (UNREAD.test(element.name)) continue
    const read = READERS[element.name] ?? readAll
    read(inline, element)
  }
}

const READERS: Record<string, (inline: Inline, element: XmlElement) => void> = {
  'w:r': readRun,
  'w:ruby': readRuby,
  'w:t': (inline, element) => add(inline, withSymbols(textOf(element), inline.font)),
  'w:fldChar': readFieldChar,
  'w:fldSimple': readSimpleField,
  'w:instrText': ({ context }, element) => context.fields.code(textOf(element)),
  'm:oMath': (inline, element) => add(inline, inlineFormula(ommlToLatex(element))),
  'm:oMathPara': (inline, element) => add(inline, `\n${displayFormula(ommlToLatex(element))}\n`),
  'w:footnoteReference': readNote,
  'w:endnoteReference': readNote,
  'w:commentReference': ({ context }) => {
    context.counts.comments++
  },
  'mc:AlternateContent': (inline, element) => {
    const branch = alternative(element)
    if (branch !== undefined) readAll(inline, branch)
  },
  'w:drawing': readDrawing,
  'w:pict': readDrawing,
  'w:object': readDrawing,
  'w:tab': (inline) => add(inline, '\t'),
  'w:ptab': (inline) => add(inline, '\t'),
  'w:br': (inline) => add(inline, '\n'),
  'w:cr': (inline) => add(inline, '\n'),
  'w:noBreakHyphen': (inline) => add(inline, '-'),
  'w:sym': (inline, { attributes }) => add(inline, symbol(attributes['w:font'] ?? '', attributes['w:char'] ?? '')),
}

function add(inline: Inline, text: string): void {
  const { context, runs, position, isAnnotated } = inline
  if (text === '' || !context.fields.isShown()) return
  if (!isAnnotated) endReading(inline)
  context.fields.show()
  runs.add(text, position)
}

function readRun(inline: Inline, element: XmlElement): void {
  const { context } = inline
  const properties = childOf(element, 'w:rPr')
  const style = context.styles.style(settingOf(childOf(properties, 'w:rStyle')))
  const vanish = childOf(properties, 'w:vanish')
  if (vanish === undefined ? style.isHidden !== inline.isHidden : isOn(vanish)) {
    if (childOf(element, 'w:t') !== undefined) context.counts.hidden++
    // The result of a field follows its hidden code.
    for (const child of elementsOf(element).filter(({ name }) => /^w:(?:fldChar|instrText)$/.test(name)))
      READERS[child.name]?.(inline, child)
    return
  }
  const fonts = childOf(properties, 'w:rFonts')?.attributes
  inline.font = fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'] ?? ''
  inline.position = positionOf(properties) ?? style.position
  readAll(inline, element)
  inline.position = 'line'
}

/** The reading of ideographs follows the last of them, as in HTML: programs divide a word into several of these. */
function readRuby(inline: Inline, element: XmlElement): void {
  inline.isAnnotated = true
  readAll(inline, element)
  inline.isAnnotated = false
  const reading = childOf(element, 'w:rt')
  if (reading !== undefined && inline.context.fields.isShown()) inline.reading += textIn(reading).trim()
}

/** The text of runs alone. */
export const textIn = (element: XmlElement): string =>
  elementsOf(element)
    .map((child) => (child.name === 'w:t' ? textOf(child) : UNREAD.test(child.name) ? '' : textIn(child)))
    .join('')

function endReading(inline: Inline): void {
  const { reading, runs } = inline
  inline.reading = ''
  if (reading !== '') runs.add(`(${reading})`, 'line')
}

function readFieldChar(inline: Inline, element: XmlElement): void {
  const { fields } = inline.context
  const type = element.attributes['w:fldCharType']
  if (type === 'begin') fields.begin(element)
  else if (type === 'separate') fields.separate()
  else if (type === 'end') add(inline, fields.end())
}

function readSimpleField(inline: Inline, element: XmlElement): void {
  const { fields } = inline.context
  fields.begin(element)
  fields.code(element.attributes['w:instr'] ?? '')
  fields.separate()
  readAll(inline, element)
  add(inline, fields.end())
}

function readNote(inline: Inline, { name, attributes }: XmlElement): void {
  const kind = name === 'w:footnoteReference' ? 'footnote' : 'endnote'
  const custom = attributes['w:customMarkFollows']
  const mark = inline.context.notes.refer(kind, attributes['w:id'] ?? '', custom !== undefined && custom !== '0')
  inline.position = 'line'
  add(inline, mark)
}

/** Text boxes and charts are read where they hang; of a picture what is said about it. */
function readDrawing(inline: Inline, element: XmlElement): void {
  const { attached, context } = inline
  for (const child of descendants(element)) {
    const path = context.relations.get(child.attributes['r:id'] ?? child.attributes['r:dm'] ?? '')?.path
    if (child.name === 'w:txbxContent') attached.push({ kind: 'box', content: child })
    else if (child.name === 'a:txBody') attached.push({ kind: 'shape', content: child })
    else if (/^cx?:chart$/.test(child.name) && path !== undefined) attached.push({ kind: 'chart', path })
    else if (child.name === 'dgm:relIds' && path !== undefined) attached.push({ kind: 'diagram', path })
    else if (child.name === 'pic:pic' || child.name === 'v:imagedata') context.counts.pictures++
    else if (child.name === 'wp:docPr') add(inline, description(child.attributes.descr))
    else if (child.name === 'v:textpath') add(inline, child.attributes.string ?? '')
  }
}

/** A description that a program has guessed is not reliable. */
function description(text = ''): string {
  return text.trim() === '' || /automatically generated/i.test(text) ? '' : ` ${text.replaceAll(/\s+/g, ' ').trim()} `
}

/** Elements inside, but not those inside of a text box; one branch of alternatives. */
function descendants(element: XmlElement): XmlElement[] {
  if (element.name === 'w:txbxContent') return []
  const children =
    element.name === 'mc:AlternateContent'
      ? [alternative(element)].filter((branch) => branch !== undefined)
      : element.children.filter(isElement)
  return children.flatMap((child) => [child, ...descendants(child)])
}

/** Letters of symbol fonts lie in the area for private use. */
const withSymbols = (text: string, font: string): string =>
  text.replaceAll(
    /[\uf020-\uf0ff]/g,
    (sign) => symbol(font === '' ? 'Symbol' : font, sign.charCodeAt(0).toString(16).toUpperCase()) || sign,
  )
