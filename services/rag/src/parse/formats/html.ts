import { visit } from '../markup'
import { type Outline, outline } from '../outline'

interface HtmlOptions {
  /** Added to the level of each heading. */
  levelsDown: number
  /** XHTML: any element may be written as closed in itself. */
  xml: boolean
}

/** The text of a page of HTML; its title stands as a heading above it, unless it has one of the first level. */
export function parseHtml(source: string): string {
  const found = readHtml(source, outline(), { levelsDown: 0, xml: false })
  const text = found.outline.text()
  return found.topLevel === 1 || found.title === '' || text === '' ? text : `# ${found.title}\n\n${text}`
}

const UNREAD = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'button',
  'textarea',
])
const BREAKS =
  /^(?:p|div|section|article|main|header|footer|aside|nav|figure|figcaption|blockquote|address|form|fieldset|dl|dt|dd|ul|ol|li|table|caption|tr|td|th|hr|body|details|summary|h[1-6]|pre)$/

/** Puts what is read into `out`, so that several documents can become one text. */
export function readHtml(source: string, out: Outline, { levelsDown, xml }: HtmlOptions) {
  const reader = new HtmlReader(out, levelsDown)
  visit(source, reader, { xml })
  reader.flush()
  return { outline: out, title: reader.title.replaceAll(/\s+/g, ' ').trim(), topLevel: reader.topLevel }
}

class HtmlReader {
  title = ''
  /** The highest level of a heading that has been seen, as it is in the source. */
  topLevel = 7
  private gathered = ''
  private readonly unread: string[] = []
  private readonly lists: { count: number; ordered: boolean }[] = []
  private mark = ''
  private inTitle = false
  private inCode = false
  private tables = 0
  private row: string[] | undefined

  constructor(
    private readonly out: Outline,
    private readonly levelsDown: number,
  ) {}

  open(tag: string, attributes: Record<string, string>): void {
    const name = localName(tag)
    if (UNREAD.has(name) || attributes['aria-hidden'] === 'true') this.unread.push(tag)
    if (this.unread.length > 0) return
    if (name === 'title') this.inTitle = true
    else if (name === 'br') this.gathered += '\n'
    if (!BREAKS.test(name)) return
    this.flush()
    if (name === 'pre') this.inCode = this.tables === 0
    else if (name === 'table') this.tables += 1
    else if (name === 'tr') this.row = []
    else if (name === 'ul' || name === 'ol') this.lists.push({ count: 0, ordered: name === 'ol' })
    else if (name === 'li') this.beginItem()
  }

  close(tag: string): void {
    if (this.unread.length > 0) {
      if (this.unread.at(-1) === tag) this.unread.pop()
      return
    }
    const name = localName(tag)
    if (name === 'title') this.inTitle = false
    if (!BREAKS.test(name)) return
    const level = /^h([1-6])$/.exec(name)?.[1]
    if (level !== undefined && this.tables === 0) this.heading(Number(level))
    else if (name === 'td' || name === 'th') this.endCell()
    else this.flush()
    if (name === 'pre') this.inCode = false
    else if (name === 'tr') this.endRow()
    else if (name === 'table') this.tables = Math.max(0, this.tables - 1)
    else if (name === 'ul' || name === 'ol') this.lists.pop()
    else if (name === 'li') this.mark = ''
  }

  text(text: string): void {
    if (this.unread.length > 0) return
    if (this.inTitle) this.title += text
    else this.gathered += this.inCode ? text : text.replaceAll(/\s+/g, ' ')
  }

  /** What has been gathered becomes a block of its own; inside of a table it stays in its cell. */
  flush(): void {
    if (this.tables > 0 && this.row !== undefined) {
      if (this.gathered !== '') this.gathered += ' '
      return
    }
    const { gathered: text, mark } = this
    this.gathered = ''
    if (this.inCode) this.out.code(text)
    else if (mark !== '' && text.trim() !== '') {
      this.out.item(text, this.lists.length - 1, mark)
      this.mark = ''
    } else this.out.paragraph(text)
  }

  private beginItem(): void {
    const list = this.lists.at(-1)
    if (list !== undefined) list.count += 1
    this.mark = list?.ordered ? `${list.count}.` : '-'
  }

  private heading(level: number): void {
    if (this.gathered.trim() !== '') this.topLevel = Math.min(this.topLevel, level)
    this.out.heading(level + this.levelsDown, this.gathered)
    this.gathered = ''
  }

  private endCell(): void {
    this.row?.push(this.gathered)
    this.gathered = ''
  }

  private endRow(): void {
    const row = this.row
    this.row = undefined
    if (row !== undefined) this.out.row(row)
  }
}

const localName = (tag: string) => tag.slice(tag.indexOf(':') + 1).toLowerCase()
