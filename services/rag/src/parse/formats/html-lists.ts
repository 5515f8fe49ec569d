import { visit } from '../markup'
import { numeral } from '../numerals'

/** Lists that are open, with the number of each item as its reader sees it. */
export interface HtmlLists {
  begin(name: string, attributes: Record<string, string>): void
  end(): void
  beginItem(attributes: Record<string, string>): void
  endItem(): void
  /** The mark of the open item, once. Undefined: there is no item, or its mark has been taken. */
  takeMark(): { text: string; depth: number } | undefined
  /** An element that is not read. */
  skip(name: string): void
}

const STYLES: Record<string, string> = { a: 'lower-alpha', A: 'upper-alpha', i: 'lower-roman', I: 'upper-roman' }
const WRITTEN = /^(?:decimal(?:-leading-zero)?|(?:lower|upper)-(?:alpha|latin|roman)|lower-greek|cjk-ideographic)$/
const UNNUMBERED = /^(?:none|disc|circle|square)$/

/** The style of the numbers that a list shows; '' if it shows none. */
function styleOf(type: string, style: string): string {
  const declaration =
    style
      .toLowerCase()
      .split(';')
      .findLast((one) => /^\s*list-style(?:-type)?\s*:/.test(one)) ?? ''
  const words = declaration
    .slice(declaration.indexOf(':') + 1)
    .replace('!important', '')
    .trim()
    .split(/\s+/)
  const written = words.find((word) => WRITTEN.test(word))
  if (written !== undefined) return written.replace('latin', 'alpha')
  return words.some((word) => UNNUMBERED.test(word)) ? '' : (STYLES[type] ?? 'decimal')
}

interface List {
  isOrdered: boolean
  next: number
  step: 1 | -1
  style: string
}

export function htmlLists(source: string): HtmlLists {
  const counts = /\sreversed[\s=>/]/i.test(source) ? itemCounts(source) : undefined
  const lists: List[] = []
  let marks: (string | undefined)[] = []
  let seen = 0
  return {
    begin(name, { start, reversed, type = '1', style = '' }) {
      const isOrdered = name === 'ol'
      const isReversed = isOrdered && reversed !== undefined
      const count = isOrdered ? (counts?.[seen] ?? 0) : 0
      if (isOrdered) seen += 1
      const first = integer(start) ?? (isReversed ? count : 1)
      lists.push({ isOrdered, next: first, step: isReversed ? -1 : 1, style: styleOf(type, style) })
      marks.push(undefined)
    },
    end() {
      lists.pop()
      marks.pop()
    },
    beginItem({ value, type }) {
      const list = lists.at(-1)
      const number = integer(value) ?? list?.next ?? 1
      if (list !== undefined) list.next = number + list.step
      const style = (type === undefined ? undefined : STYLES[type]) ?? list?.style ?? ''
      const mark = list?.isOrdered === true && style !== '' ? `${numeral(number, style)}.` : '-'
      if (marks.length === 0) marks = [mark]
      else marks[marks.length - 1] = mark
    },
    endItem() {
      marks[Math.max(0, marks.length - 1)] = undefined
    },
    takeMark() {
      const last = marks.length - 1
      const text = marks[last]
      if (text === undefined) return undefined
      marks[last] = undefined
      return { text, depth: Math.max(0, lists.length - 1) }
    },
    skip(name) {
      if (name === 'ol') seen += 1
    },
  }
}

/** The items of each ordered list of a page, in the order of the lists: a list that counts down begins with their number. */
function itemCounts(source: string): number[] {
  const counts: number[] = []
  const open: (number | undefined)[] = []
  visit(
    source,
    {
      open: (name) => {
        if (name === 'ol') {
          open.push(counts.length)
          counts.push(0)
        } else if (name === 'ul') open.push(undefined)
        const list = open.at(-1)
        if (name === 'li' && list !== undefined) counts[list] = (counts[list] ?? 0) + 1
      },
      close: (name) => {
        if (name === 'ol' || name === 'ul') open.pop()
      },
      text: () => {},
    },
    { xml: false },
  )
  return counts
}

function integer(value: string | undefined): number | undefined {
  const number = Number.parseInt(value ?? '', 10)
  return Number.isSafeInteger(number) ? number : undefined
}
