import { type MarkdownWriter, markdownWriter } from '../markdown-writer'
import { visit } from '../markup'
import { type LeftOut, leftOut, type Parsed } from '../parsed'
import { beginBlock, HtmlBlocks, isBlock } from './html-blocks'
import { collapsed, InlineElements, SvgDrawings } from './html-inline'
import { htmlLists } from './html-lists'
import { HtmlFormulas, holdsFormula } from './html-math'
import { type AtEnd, InlineText, OpenElements, type PartReader, skipped } from './html-reading'

interface HtmlOptions {
  /** Added to the level of each heading. */
  levelsDown: number
  /** XHTML: any element may be written as closed in itself. */
  xml: boolean
  /** Parts that the page hides are read too. */
  withHidden?: boolean
}

/** The text of a page of HTML. The title of the page becomes its first heading, unless it has one of the first level. */
export function parseHtml(source: string): Parsed {
  const read = (withHidden: boolean) => {
    const out = markdownWriter()
    return { ...readHtml(source, out, { levelsDown: 0, xml: false, withHidden }), text: out.text() }
  }
  let page = read(false)
  // A page whose scripts would show all of it has no other text.
  if (page.hidden > 0 && page.text.trim() === '') page = read(true)
  const { text, title, topLevel } = page
  const hasTitle = topLevel > 1 && title !== '' && text !== ''
  return { text: hasTitle ? `# ${title}\n\n${text}` : text, leftOut: leftOutOfPage(page) }
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

const UNREAD = new Set(
  'script,noscript,template,iframe,object,embed,select,datalist,button,textarea,audio,video,canvas,rp,rt'.split(','),
)

/** Writes what is read to `out`, so that several documents can become one text. */
export function readHtml(source: string, out: MarkdownWriter, options: HtmlOptions) {
  const lists = htmlLists(source)
  const hiding = hiddenParts()
  const content = new InlineText()
  const elements = new OpenElements(begin, (text) => {
    if (!drawings.isOpen) content.add(blocks.codes > 0 ? text : collapsed(text))
  })
  const blocks = new HtmlBlocks(content, lists, out, options.levelsDown)
  const formulas = new HtmlFormulas(content, { capture, skip, readPart })
  const inline = new InlineElements(content, formulas, { capture, skip, readPart })
  const drawings = new SvgDrawings(content, { capture, skip, readPart })
  let title = ''
  /** Parts with text that the page does not show. */
  let hidden = 0

  visit(source, elements, { xml: false, selfClosing: options.xml })
  elements.end()
  blocks.flush()
  return { title: title.replaceAll(/\s+/g, ' ').trim(), topLevel: blocks.topLevel, hidden, pictures: inline.pictures }

  function begin(name: string, attributes: Record<string, string>): AtEnd | undefined {
    const formula = formulas.begin(name, attributes)
    if (formula !== undefined) return formula.atEnd
    if (name === 'style') return capture((css) => hiding.addRules(css))
    if (UNREAD.has(name)) return (name === 'rt' ? inline.beginRubyText() : undefined) ?? skip(name)
    if (!options.withHidden && hiding.isHidden(name, attributes) && !holdsFormula(attributes))
      return skip(name, (hasText) => {
        if (hasText) hidden++
      })
    if (name === 'svg' || drawings.isOpen) return drawings.begin(name)
    if (name === 'img' || name === 'area') return inline.addPicture(attributes)
    if (name === 'title')
      return capture((text) => {
        title += text
      })
    return isBlock(name) ? beginBlock(blocks, name, attributes) : inline.begin(name, attributes)
  }

  function capture(take: (text: string) => void): AtEnd {
    return elements.capture(take)
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

/** Finds the parts of a page that its reader does not see. */
interface HiddenParts {
  isHidden(name: string, attributes: Record<string, string>): boolean
  /** Rules of a style sheet in the page. */
  addRules(css: string): void
}

const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i
/** Whole pages are hidden until their scripts have run. */
const NEVER_HIDDEN = new Set(['html', 'body', 'head'])
const RULES_MAX = 10_000
const CSS_LENGTH_MAX = 1_048_576

/** By attributes, by styles, and by rules for one class or id; combined selectors of rules that show a part win. */
function hiddenParts(): HiddenParts {
  const hiding = new Set<string>()
  const showing: string[][] = []
  return {
    isHidden(name, attributes) {
      if (NEVER_HIDDEN.has(name)) return false
      if (attributes.hidden !== undefined || attributes['aria-hidden']?.trim().toLowerCase() === 'true') return true
      if (name === 'dialog' && attributes.open === undefined) return true
      if (attributes.style !== undefined && /display\s*:|visibility|mso-hide/i.test(attributes.style))
        return HIDING_STYLE.test(attributes.style)
      return hiding.size > 0 && byRule(name, attributes)
    },
    addRules(css) {
      for (const { selectors, body } of rulesOf(css.slice(0, CSS_LENGTH_MAX))) {
        if (hiding.size + showing.length > RULES_MAX) return
        const hides = HIDING_STYLE.test(body)
        if (!hides && !/(?:^|;)\s*display\s*:/i.test(body)) continue
        for (const selector of selectors.split(',')) {
          const parts = selector.trim().match(/^[a-z][\w-]*|[.#][\w-]+/gi) ?? []
          if (parts.join('') !== selector.trim() || parts.length === 0) continue
          if (!hides) showing.push(parts)
          else if (/^[a-z]*[.#][\w-]+$/i.test(selector.trim())) hiding.add(selector.trim())
        }
      }
    },
  }

  function byRule(name: string, { class: classes = '', id = '' }: Record<string, string>): boolean {
    const own = new Set([name, ...classes.split(/\s+/).map((one) => `.${one}`), `#${id}`])
    const simple = [...own].filter((part) => part !== name)
    if (!simple.some((part) => hiding.has(part) || hiding.has(`${name}${part}`))) return false
    return !showing.some((parts) => parts.length > 1 && parts.every((part) => own.has(part)))
  }
}

/** Rules outside of `@media` and its like, which hold only sometimes. */
function* rulesOf(css: string): Generator<{ selectors: string; body: string }> {
  const bare = css.replaceAll(/\/\*.*?\*\//gs, '')
  let at = 0
  while (at < bare.length) {
    const open = bare.indexOf('{', at)
    if (open < 0) return
    const head = bare.slice(at, open).replace(/^.*;/s, '').trim()
    const close = endOf(bare, open)
    if (!head.startsWith('@')) yield { selectors: head, body: bare.slice(open + 1, close) }
    at = close + 1
  }
}

function endOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    else if (css[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return css.length
}
