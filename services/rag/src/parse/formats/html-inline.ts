import { subscript, superscript } from '../raised'
import { formulaOfTex, type HtmlFormulas } from './html-math'
import type { AtEnd, HtmlReading, InlineText } from './html-reading'

/** Soft hyphens and joiners of width 0 only say where a line may end. */
export const collapsed = (text: string) => text.replaceAll(/[\u00ad\u200b\u2060\ufeff]/g, '').replaceAll(/\s+/g, ' ')

/** Elements inside of a line: raised and lowered text, quotations, readings of ideographs, pictures, and line breaks. */
export class InlineElements {
  /** Pictures that have no description. */
  pictures = 0
  /** Open elements of raised text. */
  private raised = 0
  private readonly rubies: string[] = []

  constructor(
    private readonly text: InlineText,
    private readonly formulas: HtmlFormulas,
    private readonly reading: HtmlReading,
  ) {}

  begin(name: string, attributes: Record<string, string>): AtEnd | undefined {
    const { text } = this
    switch (name) {
      case 'br':
        text.add('\n')
        return undefined
      case 'sub':
        return text.shift(subscript)
      case 'sup': {
        this.raised++
        const end = text.shift((raised) => superscript(withoutBrackets(raised)))
        return () => {
          this.raised--
          end()
        }
      }
      case 'a':
        if (isNoteMark(attributes) && this.raised === 0) return text.shift(raisedMark)
        return attributes.href?.includes('#') ? text.shift(withoutWayBack) : undefined
      case 'q':
        text.add('“')
        return () => text.add('”')
      case 'ruby':
        this.rubies.push('')
        return () => {
          const reading = this.rubies.pop()?.trim() ?? ''
          if (reading !== '') text.add(`(${reading})`)
        }
      default:
        return undefined
    }
  }

  /** The reading of the ideographs of an open `ruby`; undefined: none is open. */
  beginRubyText(): AtEnd | undefined {
    if (this.rubies.length === 0) return undefined
    return this.reading.capture((reading) => {
      this.rubies[this.rubies.length - 1] += reading
    })
  }

  addPicture({ alt, class: classes = '', width = '', height = '' }: Record<string, string>): undefined {
    const { text, formulas } = this
    const description = (alt ?? '').replaceAll(/\s+/g, ' ').trim()
    if (/mwe-math-fallback|(?:^|\s)(?:tex|latex|math)(?:\s|$)/.test(classes)) {
      if (!text.endsWithFormula) formulas.add(formulaOfTex(description, false))
    } else if (description === '') {
      if (alt === undefined && !/^[0-3](?:px)?$/.test(width) && !/^[0-3](?:px)?$/.test(height)) this.pictures++
    } else if (/[\p{L}\p{N}]/u.test(description)) text.add(` ![${description.replaceAll(/[[\]]/g, ' ')}] `)
    else text.add(description)
  }
}

/** Drawings in SVG. Their labels are text; their other parts are not read. */
export class SvgDrawings {
  private open = 0

  constructor(
    private readonly text: InlineText,
    private readonly reading: HtmlReading,
  ) {}

  /** The text that follows is in a drawing, and outside of its labels. */
  get isOpen(): boolean {
    return this.open > 0
  }

  begin(name: string): AtEnd | undefined {
    const { text } = this
    const { capture, skip } = this.reading
    if (UNREAD_IN_SVG.has(name)) return skip(name)
    if (name === 'text') return capture((label) => text.add(` ${collapsed(label)} `))
    if (name === 'foreignobject') {
      const outer = this.open
      this.open = 0
      return () => {
        this.open = outer
      }
    }
    if (name !== 'svg') return undefined
    this.open++
    return () => {
      this.open--
    }
  }
}

const UNREAD_IN_SVG = new Set(['title', 'desc', 'defs', 'symbol', 'metadata'])

/** The mark of a note in brackets would look like a citation. */
const withoutBrackets = (text: string) => text.replace(/^\s*\[([^[\]]*)\]\s*$/, (_, note: string) => note.trim())

/** Books raise these by their style sheets: after a year the mark would become part of it. */
const isNoteMark = (attributes: Record<string, string>) =>
  /(?:^|\s)noteref(?:\s|$)/.test(attributes['epub:type'] ?? '') || attributes.role === 'doc-noteref'
/** Links to a heading itself, or from a note to its mark, have a sign for their text. */
const withoutWayBack = (text: string) => (/^[¶#§🔗⚓↩↑⤴^\ue000-\uf8ff]\ufe0e?\ufe0f?$/u.test(text.trim()) ? '' : text)
const raisedMark = (text: string) =>
  /^\[?(?:\d+|[a-z]|[*†‡]+)\]?$/.test(text.trim()) ? superscript(withoutBrackets(text)) : text
