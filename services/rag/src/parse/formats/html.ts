import { type MarkdownWriter, markdownWriter } from '../markdown-writer'
import { visit, withOwnEntities } from '../markup'
import { type LeftOut, leftOut, type Parsed } from '../parsed'
import { beginBlock, HtmlBlocks, isBlock } from './html-blocks'
import { collapsed, InlineElements, SvgDrawings } from './html-inline'
import { htmlLists } from './html-lists'
import { HtmlFormulas, holdsFormula } from './html-math'
import { type AtEnd, InlineText, OpenElements, type PageElement, type PartReader, skipped, UnseenParts } from './html-reading'
import { HtmlStyles, type Sight } from './html-styles'

interface HtmlOptions {
  /** Added to the level of each heading. */
  levelsDown: number
  /** XHTML: any element may be written as closed in itself. */
  xml: boolean
  /** Parts that the page hides are read too. */
  withHidden?: boolean
  /** The style sheet that the page names so; undefined: there is none. */
  sheet?: (href: string) => string | undefined
}

/** The text of a page of HTML. The title of the page becomes its first heading, unless it has one of the first level. */
export function parseHtml(source: string): Parsed {
  const page = readPage(source)
  return { text: page.text, leftOut: leftOutOfPage(page) }
}

/** The text of a page, and the number of hidden parts and of pictures that are not in it. */
export function readPage(source: string, given: Pick<HtmlOptions, 'sheet'> = {}) {
  const xml = /^\s*<\?xml\s/.test(source)
  const read = (withHidden: boolean) => {
    const out = markdownWriter()
    return { ...readHtml(source, out, { ...given, levelsDown: 0, xml, withHidden }), text: out.text() }
  }
  let page = read(false)
  // A page whose scripts would show all of it has no other text.
  if (page.hidden > 0 && page.text.trim() === '') page = read(true)
  const { text, title, topLevel, hidden, pictures } = page
  const hasTitle = topLevel > 1 && title !== '' && text !== ''
  return { text: hasTitle ? `# ${title}\n\n${text}` : text, hidden, pictures }
}

/** `read`: what several documents that become one text have left out together. */
export const leftOutOfPage = (read: { hidden: number; pictures: number }): LeftOut[] => [
  ...leftOut('hidden-text', read.hidden, (count) =>
    count === 1 ? 'A part that the page hides is left out.' : `${count} parts that the page hides are left out.`,
  ),
  ...leftOut('picture', read.pictures, (count) =>
    count === 1 ? 'A picture without a description is left out.' : `${count} pictures without a description are left out.`,
  ),
]

/** Elements that are no table, and are drawn as one. */
const ROLES: Record<string, string> = {
  table: 'table',
  grid: 'table',
  row: 'tr',
  cell: 'td',
  gridcell: 'td',
  columnheader: 'th',
  rowheader: 'th',
}

/** Depth of frames in frames. */
const FRAMES_MAX = 3

const UNREAD = new Set(
  'script,noscript,template,iframe,object,embed,select,datalist,button,textarea,audio,video,canvas,rp,rt'.split(','),
)

/** Writes what is read to `out`, so that several documents can become one text. */
export function readHtml(source: string, out: MarkdownWriter, options: HtmlOptions) {
  const lists = htmlLists(source)
  let styles = new HtmlStyles()
  let frames = 0
  const content = new InlineText()
  const elements = new OpenElements(begin, (text) => {
    if (elements.path.at(-1)?.isInvisible) unseen.addText(text)
    else if (!drawings.isOpen) content.add(blocks.codes > 0 ? text : collapsed(text))
  })
  const unseen = new UnseenParts()
  const capture = (take: (text: string) => void) => elements.capture(take)
  const blocks = new HtmlBlocks(content, lists, out, options.levelsDown)
  const formulas = new HtmlFormulas(content, { capture, skip, readPart })
  const inline = new InlineElements(content, formulas, { capture, skip, readPart })
  const drawings = new SvgDrawings(content, { capture, skip, readPart })
  let title = ''

  visit(options.xml ? withOwnEntities(source) : source, elements, { xml: false, selfClosing: options.xml })
  elements.end()
  blocks.flush()
  return { title: oneLine(title), topLevel: blocks.topLevel, hidden: unseen.count, pictures: inline.pictures }

  function begin(element: PageElement): AtEnd | undefined {
    const { name, attributes } = element
    const formula = formulas.begin(name, attributes)
    if (formula !== undefined) return formula.atEnd
    if (name === 'style') return capture((css) => styles.add(css, attributes.media))
    if (name === 'link' && isSheet(attributes)) styles.add(options.sheet?.(attributes.href ?? '') ?? '', attributes.media)
    const sight = options.withHidden ? 'visible' : sightOf(element, styles, elements.path)
    if (name === 'iframe' && sight === 'visible') readFrame(attributes.srcdoc ?? '')
    if (name === 'template' && attributes.shadowrootmode !== undefined) return undefined
    if (UNREAD.has(name)) return (name === 'rt' ? inline.beginRubyText() : undefined) ?? skip(name)
    if (sight === 'hidden' && !holdsFormula(name, attributes)) return skip(name, unseen.skipped)
    const block = blockOf(name, attributes)
    const begun = block === undefined ? undefined : () => beginBlock(blocks, block, attributes)
    // It keeps its place, as a cell of a table does.
    if (sight === 'invisible') return unseen.beginInvisible(element, elements.path, begun?.())
    if (name === 'svg' || drawings.isOpen) return drawings.begin(name)
    if (name === 'img' || name === 'area') return inline.addPicture(attributes)
    if (name === 'title') return frames > 0 ? skip(name) : capture(addTitle)
    return begun === undefined ? inline.begin(name, attributes) : begun()
  }

  function addTitle(text: string): void {
    title += text
  }

  /** A page that stands in an attribute. */
  function readFrame(source: string): void {
    if (source === '' || frames >= FRAMES_MAX) return
    const outer = styles
    styles = new HtmlStyles()
    frames++
    blocks.flush()
    visit(source, elements, { xml: false, selfClosing: false })
    blocks.flush()
    frames--
    styles = outer
  }

  function readPart(part: PartReader): undefined {
    elements.part = part
  }

  /** Leaves out the element that begins, and all in it. */
  function skip(name: string, ended: (hasText: boolean) => void = () => {}): undefined {
    lists.skip(name)
    readPart(skipped((inside) => lists.skip(inside), ended))
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** Whole pages are hidden until their scripts have run. */
const NEVER_HIDDEN = new Set(['html', 'body', 'head'])

/** Its reader does not see the element, as its attributes say. */
function isHiddenByItself({ name, attributes }: PageElement): boolean {
  if (attributes['aria-hidden']?.trim().toLowerCase() === 'true') return true
  return name === 'dialog' && attributes.open === undefined
}

/** `path`: the elements around it, from the outermost one. */
function sightOf(element: PageElement, styles: HtmlStyles, path: readonly PageElement[]): Sight {
  if (NEVER_HIDDEN.has(element.name)) return 'visible'
  if (isHiddenByItself(element)) return 'hidden'
  return styles.sightOf(element, path) ?? (path.at(-1)?.isInvisible ? 'invisible' : 'visible')
}

/** The block that an element is, by its name or by its role. */
const blockOf = (name: string, { role = '' }: Record<string, string>): string | undefined =>
  isBlock(name) && !(name === 'div' && role in ROLES) ? name : ROLES[role]

const isSheet = ({ rel = '' }: Record<string, string>): boolean => /(?:^|\s)stylesheet(?:\s|$)/i.test(rel)
