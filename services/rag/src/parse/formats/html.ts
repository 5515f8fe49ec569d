import { type MarkdownWriter, markdownWriter } from '../markdown-writer'
import { visit } from '../markup'
import { type LeftOut, leftOut, type Parsed } from '../parsed'
import { subscript, superscript } from '../raised'
import { hiddenParts } from './html-hidden'
import { type HtmlLists, htmlLists } from './html-lists'
import { formulaOfMathml, formulaOfTex, type MathReader, mathReader } from './html-math'
import type { BlockSink } from './html-table'
import { HtmlTable } from './html-table'

interface HtmlOptions {
  /** Added to the level of each heading. */
  levelsDown: number
  /** XHTML: any element may be written as closed in itself. */
  xml: boolean
  /** Parts that the page hides are read too. */
  withHidden?: boolean
}

/** The text of a page of HTML; its title stands as a heading above it, unless it has one of the first level. */
export function parseHtml(source: string): Parsed {
  let read = readHtml(source, markdownWriter(), { levelsDown: 0, xml: false })
  // A page whose scripts would show all of it has no other text.
  if (read.hidden > 0 && read.outline.text().trim() === '')
    read = readHtml(source, markdownWriter(), { levelsDown: 0, xml: false, withHidden: true })
  const text = read.outline.text()
  const hasTitle = read.topLevel > 1 && read.title !== '' && text !== ''
  return { text: hasTitle ? `# ${read.title}\n\n${text}` : text, leftOut: leftOutOfPage(read) }
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

/** Puts what is read into `out`, so that several documents can become one text. */
export function readHtml(source: string, out: MarkdownWriter, options: HtmlOptions) {
  const reader = new HtmlReader(out, options, htmlLists(source))
  visit(source, reader, { xml: false, selfClosing: options.xml })
  reader.end()
  const { topLevel, hidden, pictures } = reader
  return { outline: out, title: reader.title.replaceAll(/\s+/g, ' ').trim(), topLevel, hidden, pictures }
}

const UNREAD = new Set(
  'script,noscript,template,iframe,object,embed,select,datalist,button,textarea,audio,video,canvas,rp,rt'.split(','),
)
const BREAKS =
  /^(?:p|div|section|article|main|header|footer|aside|nav|figure|figcaption|blockquote|address|form|fieldset|legend|dl|dt|dd|ul|ol|menu|dir|li|table|caption|tr|td|th|thead|tbody|tfoot|hr|body|details|summary|hgroup|search|dialog|center|h[1-6]|pre|listing|xmp)$/
/** Previews and drawn forms of a formula that also stands beside them as TeX or MathML. */
const DRAWN_FORMULA = /(?:^|\s)(?:MathJax_Preview|MJX_Assistive_MathML_Preview)(?:\s|$)/

/** What happens when an element ends. */
type AtEnd = () => void

class HtmlReader {
  title = ''
  /** The highest level of a heading that has been seen, as it is in the source. */
  topLevel = 7
  /** Parts with text that the page does not show, and pictures that say nothing. */
  hidden = 0
  pictures = 0
  private gathered = ''
  /** How often it has become a block. */
  private flushes = 0
  /** One for each open element. */
  private readonly ends: (AtEnd | undefined)[] = []
  private skipped: { depth: number; isHidden: boolean; hasText: boolean } | undefined
  private math: MathReader | undefined
  /** Where the last formula stands in what has been gathered. */
  private formula: { from: number; to: number } | undefined
  private inner: ((text: string) => void) | undefined
  private codes = 0
  /** Open elements of raised text. */
  private raised = 0
  private svgs = 0
  private readonly tables: HtmlTable[] = []
  private readonly hiding = hiddenParts()
  private readonly katex: { hasMath: boolean }[] = []
  private readonly rubies: string[] = []

  constructor(
    private readonly out: MarkdownWriter,
    private readonly options: HtmlOptions,
    private readonly lists: HtmlLists,
  ) {}

  open(tag: string, attributes: Record<string, string>): void {
    const name = localName(tag)
    if (this.skipped !== undefined) {
      this.skipped.depth += 1
      this.lists.skip(name)
    } else if (this.math !== undefined) this.math.open(name, attributes)
    else this.ends.push(this.begin(name, attributes))
  }

  close(tag: string): void {
    if (this.skipped !== undefined) {
      this.skipped.depth -= 1
      if (this.skipped.depth > 0) return
      if (this.skipped.isHidden && this.skipped.hasText) this.hidden += 1
      this.skipped = undefined
      this.ends.pop()
      return
    }
    if (this.math !== undefined) {
      const formula = this.math.close(localName(tag))
      if (formula === undefined) return
      this.math = undefined
      this.ends.pop()
      this.addFormula(formula)
      return
    }
    this.ends.pop()?.()
  }

  text(text: string): void {
    if (this.skipped !== undefined) this.skipped.hasText ||= /[\p{L}\p{N}]/u.test(text)
    else if (this.math !== undefined) this.math.text(text)
    else if (this.inner !== undefined) this.inner(text)
    else if (this.svgs === 0) this.gathered += this.codes > 0 ? text : inline(text)
  }

  /** Unclosed elements end with the source. */
  end(): void {
    while (this.ends.length > 0) this.ends.pop()?.()
    this.flush()
  }

  private begin(name: string, attributes: Record<string, string>): AtEnd | undefined {
    const drawn = this.beginFormula(name, attributes)
    if (drawn !== undefined) return drawn.atEnd
    if (name === 'style') return this.capture((css) => this.hiding.addRules(css))
    if (UNREAD.has(name)) return name === 'rt' && this.rubies.length > 0 ? this.beginReading() : this.skip(name, false)
    if (!this.options.withHidden && this.hiding.isHidden(name, attributes) && !this.holdsFormula(attributes))
      return this.skip(name, true)
    if (name === 'svg' || this.svgs > 0) return this.beginDrawing(name)
    if (name === 'img' || name === 'area') return this.picture(attributes)
    if (name === 'title')
      return this.capture((title) => {
        this.title += title
      })
    return BREAKS.test(name) ? this.beginBlock(name, attributes) : this.beginInline(name, attributes)
  }

  private beginBlock(name: string, attributes: Record<string, string>): AtEnd | undefined {
    this.flush()
    const table = this.tables.at(-1)
    switch (name) {
      case 'pre':
      case 'listing':
      case 'xmp':
        this.codes += 1
        return () => {
          this.flush()
          this.codes -= 1
        }
      case 'table':
        return this.beginTable()
      case 'thead':
      case 'tbody':
      case 'tfoot':
        table?.endGroup()
        return () => table?.endGroup()
      case 'tr':
        table?.beginRow()
        return () => {
          this.flush()
          table?.endRow()
        }
      case 'td':
      case 'th':
        table?.beginCell(attributes)
        return () => {
          this.flush()
          table?.endCell()
        }
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        this.lists.begin(name, attributes)
        return () => {
          this.flush()
          this.lists.end()
        }
      case 'li':
        this.lists.beginItem(attributes)
        return () => {
          this.flush()
          this.lists.endItem()
        }
      default: {
        const level = /^h([1-6])$/.exec(name)?.[1]
        return level === undefined ? () => this.flush() : () => this.heading(Number(level))
      }
    }
  }

  private beginTable(): AtEnd {
    this.tables.at(-1)?.beginInner()
    const table = new HtmlTable(this.sink)
    this.tables.push(table)
    return () => {
      this.flush()
      table.endGroup()
      this.tables.pop()
    }
  }

  private beginInline(name: string, attributes: Record<string, string>): AtEnd | undefined {
    switch (name) {
      case 'br':
        this.gathered += '\n'
        return undefined
      case 'sub':
        return this.beginShift(subscript)
      case 'sup': {
        this.raised += 1
        const end = this.beginShift((text) => superscript(withoutBrackets(text)))
        return () => {
          this.raised -= 1
          end()
        }
      }
      case 'a':
        return isNoteMark(attributes) && this.raised === 0 ? this.beginShift(raisedMark) : undefined
      case 'q':
        this.gathered += '“'
        return () => {
          this.gathered += '”'
        }
      case 'ruby':
        this.rubies.push('')
        return () => {
          const reading = this.rubies.pop()?.trim() ?? ''
          if (reading !== '') this.gathered += `(${reading})`
        }
      default:
        return undefined
    }
  }

  private beginShift(shifted: (text: string) => string): AtEnd {
    const { flushes } = this
    const { length } = this.gathered
    return () => {
      if (this.flushes === flushes) this.gathered = this.gathered.slice(0, length) + shifted(this.gathered.slice(length))
    }
  }

  /** Undefined: the element is no part of a formula. */
  private beginFormula(name: string, attributes: Record<string, string>): { atEnd: AtEnd | undefined } | undefined {
    const { class: classes = '', type = '' } = attributes
    if (name === 'math') {
      this.math = mathReader(attributes)
      return { atEnd: undefined } // the reader sees its end
    }
    if (name === 'script' && /^math\//i.test(type)) return { atEnd: this.beginScript(type) }
    if (DRAWN_FORMULA.test(classes)) return { atEnd: this.skip(name, false) }
    const given = attributes['data-latex'] ?? ''
    const isContainer = name === 'mjx-container' || /(?:^|\s)MathJax(?:\s|$)/.test(classes)
    if (isContainer && given !== '') {
      this.addFormula(formulaOfTex(given, attributes.display === 'true'))
      return { atEnd: this.skip(name, false) }
    }
    const mathml = attributes['data-mathml'] ?? ''
    if (mathml !== '') {
      this.addFormula(formulaOfMathml(mathml, mathml.includes('display="block"')))
      return { atEnd: this.skip(name, false) }
    }
    if (/(?:^|\s)katex(?:\s|$)/.test(classes)) {
      this.katex.push({ hasMath: false })
      return { atEnd: () => void this.katex.pop() }
    }
    if (/(?:^|\s)katex-html(?:\s|$)/.test(classes))
      return { atEnd: this.katex.at(-1)?.hasMath ? this.skip(name, false) : undefined }
    return undefined
  }

  /** TeX in a script takes the place of the drawn formula before it. */
  private beginScript(type: string): AtEnd {
    return this.capture((source) => {
      const isBlock = /mode\s*=\s*display/i.test(type)
      const formula = /mml|mathml/i.test(type) ? formulaOfMathml(source, isBlock) : formulaOfTex(source, isBlock)
      if (this.formula !== undefined && this.gathered.slice(this.formula.to).trim() === '')
        this.gathered = this.gathered.slice(0, this.formula.from)
      this.addFormula(formula)
    })
  }

  private addFormula(formula: string): void {
    const katex = this.katex.at(-1)
    if (katex !== undefined) katex.hasMath = true
    if (formula === '') return
    const from = this.gathered.length
    this.gathered += formula
    this.formula = { from, to: this.gathered.length }
  }

  /** Encyclopedias hide the formula itself and show a picture of it. */
  private holdsFormula({ class: classes = '' }: Record<string, string>): boolean {
    return classes.includes('mwe-math-')
  }

  private picture({ alt, class: classes = '', width = '', height = '' }: Record<string, string>): undefined {
    const text = (alt ?? '').replaceAll(/\s+/g, ' ').trim()
    if (/mwe-math-fallback|(?:^|\s)(?:tex|latex|math)(?:\s|$)/.test(classes)) {
      if (this.formula?.to !== this.gathered.length || this.formula.to === 0) this.addFormula(formulaOfTex(text, false))
    } else if (text === '') {
      if (alt === undefined && !/^[0-3](?:px)?$/.test(width) && !/^[0-3](?:px)?$/.test(height)) this.pictures += 1
    } else if (/[\p{L}\p{N}]/u.test(text)) this.gathered += ` ![${text.replaceAll(/[[\]]/g, ' ')}] `
    else this.gathered += text
  }

  /** The labels of a drawing are text; its other parts are not read. */
  private beginDrawing(name: string): AtEnd | undefined {
    if (name === 'title' || name === 'desc' || name === 'defs' || name === 'symbol' || name === 'metadata')
      return this.skip(name, false)
    if (name === 'text')
      return this.capture((label) => {
        this.gathered += ` ${inline(label)} `
      })
    if (name === 'foreignobject') {
      const outer = this.svgs
      this.svgs = 0
      return () => {
        this.svgs = outer
      }
    }
    if (name !== 'svg') return undefined
    this.svgs += 1
    return () => {
      this.svgs -= 1
    }
  }

  private beginReading(): AtEnd {
    return this.capture((reading) => {
      this.rubies[this.rubies.length - 1] += reading
    })
  }

  /** Gives the text of an element to `take` when it ends. */
  private capture(take: (text: string) => void): AtEnd {
    const outer = this.inner
    let text = ''
    this.inner = (more) => {
      text += more
    }
    return () => {
      this.inner = outer
      take(text)
    }
  }

  /** The element and all in it; its end is seen by depth. */
  private skip(name: string, isHidden: boolean): undefined {
    this.skipped = { depth: 1, isHidden, hasText: false }
    this.lists.skip(name)
    return undefined
  }

  private get sink(): BlockSink {
    return this.tables.findLast(({ cell }) => cell !== undefined)?.cell ?? this.out
  }

  /** What has been gathered becomes a block of its own. */
  private flush(): void {
    const text = this.taken()
    if (text.trim() === '') return
    if (this.codes > 0) this.sink.code(text)
    else {
      const mark = this.lists.takeMark()
      if (mark === undefined) this.sink.paragraph(text)
      else this.sink.item(text, mark.depth, mark.text)
    }
  }

  private taken(): string {
    const text = this.gathered
    this.gathered = ''
    this.formula = undefined
    this.flushes += 1
    return text
  }

  private heading(level: number): void {
    const text = this.taken()
    if (text.trim() === '') return
    this.topLevel = Math.min(this.topLevel, level)
    this.sink.heading(level + this.options.levelsDown, text)
  }
}

/** Soft hyphens and joiners of width 0 only say where a line may end. */
const inline = (text: string) => text.replaceAll(/[\u00ad\u200b\u2060\ufeff]/g, '').replaceAll(/\s+/g, ' ')

/** The mark of a note in brackets would look like a citation. */
const withoutBrackets = (text: string) => text.replace(/^\s*\[([^[\]]*)\]\s*$/, (_, note: string) => note.trim())

/** Books raise these by their style sheets: behind a year the mark would become part of it. */
const isNoteMark = (attributes: Record<string, string>) =>
  /(?:^|\s)noteref(?:\s|$)/.test(attributes['epub:type'] ?? '') || attributes.role === 'doc-noteref'
const raisedMark = (text: string) =>
  /^\[?(?:\d+|[a-z]|[*†‡]+)\]?$/.test(text.trim()) ? superscript(withoutBrackets(text)) : text

const localName = (tag: string) => tag.slice(tag.indexOf(':') + 1).toLowerCase()
