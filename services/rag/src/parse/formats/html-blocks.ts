import type { MarkdownWriter } from '../markdown-writer'
import type { HtmlLists } from './html-lists'
import type { AtEnd, InlineText } from './html-reading'
import { type BlockSink, HtmlTable } from './html-table'

const BLOCKS = new Set(
  (
    'p,div,section,article,main,header,footer,aside,nav,figure,figcaption,blockquote,address,form,fieldset,legend,dl,dt,dd,ul,ol,menu,dir,' +
    'li,table,caption,tr,td,th,thead,tbody,tfoot,hr,body,details,summary,hgroup,search,dialog,center,h1,h2,h3,h4,h5,h6,pre,listing,xmp'
  ).split(','),
)

export const isBlock = (name: string): boolean => BLOCKS.has(name)

/** Writes what was read as blocks: headings, paragraphs, items of lists, rows of tables, and code. */
export class HtmlBlocks {
  /** The highest level of a heading that has been seen, as it is in the source. */
  topLevel = 7
  /** Open elements of code. */
  codes = 0
  private readonly tables: HtmlTable[] = []

  constructor(
    private readonly text: InlineText,
    readonly lists: HtmlLists,
    private readonly out: MarkdownWriter,
    private readonly levelsDown: number,
  ) {}

  get table(): HtmlTable | undefined {
    return this.tables.at(-1)
  }

  beginTable(): AtEnd {
    this.table?.beginInner()
    const table = new HtmlTable(this.sink)
    this.tables.push(table)
    return () => {
      this.flush()
      table.endGroup()
      this.tables.pop()
    }
  }

  /** The text that has been read becomes a block of its own. */
  flush(): void {
    const text = this.text.take()
    if (text.trim() === '') return
    if (this.codes > 0) this.sink.code(text)
    else {
      const mark = this.lists.takeMark()
      if (mark === undefined) this.sink.paragraph(text)
      else this.sink.item(text, mark.depth, mark.text)
    }
  }

  writeHeading(level: number): void {
    const text = this.text.take()
    if (text.trim() === '') return
    this.topLevel = Math.min(this.topLevel, level)
    this.sink.heading(level + this.levelsDown, text)
  }

  private get sink(): BlockSink {
    return this.tables.findLast(({ cell }) => cell !== undefined)?.cell ?? this.out
  }
}

/** Begins an element that ends the block before it. */
export function beginBlock(blocks: HtmlBlocks, name: string, attributes: Record<string, string>): AtEnd {
  blocks.flush()
  const { table, lists } = blocks
  const flushThen = (end: () => void) => () => {
    blocks.flush()
    end()
  }
  switch (name) {
    case 'pre':
    case 'listing':
    case 'xmp':
      blocks.codes++
      return flushThen(() => blocks.codes--)
    case 'table':
      return blocks.beginTable()
    case 'thead':
    case 'tbody':
    case 'tfoot':
      table?.endGroup()
      return () => table?.endGroup()
    case 'tr':
      table?.beginRow()
      return flushThen(() => table?.endRow())
    case 'td':
    case 'th':
      table?.beginCell(attributes)
      return flushThen(() => table?.endCell())
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      lists.begin(name, attributes)
      return flushThen(() => lists.end())
    case 'li':
      lists.beginItem(attributes)
      return flushThen(() => lists.endItem())
    default: {
      const level = /^h([1-6])$/.exec(name)?.[1]
      return level === undefined ? () => blocks.flush() : () => blocks.writeHeading(Number(level))
    }
  }
}
