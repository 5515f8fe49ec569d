import type { MarkdownWriter } from '../../markdown-writer'
import { childOf, elementsOf, type XmlElement } from '../../markup'
import { isOn } from './context'
import { PAGE_NUMBER } from './fields'

type Margin = 'header' | 'footer'

/** The headers and footers that the sections of a document show. */
export interface Headers {
  /** Sections come in their order: one without a header of its own goes on with that of the section before. */
  section(properties: XmlElement): void
  /** Ids of the relations of the parts, each once. */
  shown(margin: Margin): string[]
}

/** `settings`: those of the document, where there are any. */
export function createHeaders(settings: XmlElement | undefined): Headers {
  const current = new Map<string, string>()
  const shown: Record<Margin, Set<string>> = { header: new Set(), footer: new Set() }
  const differsOnEven = isOn(childOf(settings, 'w:evenAndOddHeaders'))
  return {
    section(properties) {
      for (const { name, attributes } of elementsOf(properties)) {
        const margin = /^w:(header|footer)Reference$/.exec(name)?.[1]
        if (margin !== undefined) current.set(`${margin} ${attributes['w:type'] ?? 'default'}`, attributes['r:id'] ?? '')
      }
      const differsOnFirst = isOn(childOf(properties, 'w:titlePg'))
      for (const margin of ['header', 'footer'] as const)
        for (const type of [...(differsOnFirst ? ['first'] : []), 'default', ...(differsOnEven ? ['even'] : [])]) {
          const id = current.get(`${margin} ${type}`)
          if (id !== undefined) shown[margin].add(id)
        }
    },
    shown: (margin) => [...shown[margin]],
  }
}

/**
 * Writes headers or footers as plain lines: each line once, however many sections repeat it, none as a heading of the text, and
 * without the numbers of pages.
 */
export function headerWriter(out: MarkdownWriter): MarkdownWriter {
  const written = new Set<string>()
  const isNew = (line: string) => {
    const key = line.replaceAll(/\s+/g, ' ').trim()
    if (key === '' || written.has(key)) return false
    written.add(key)
    return true
  }
  const paragraph = (text: string) => {
    const line = withoutPageNumbers(text)
    if (isNew(line)) out.paragraph(line)
  }
  return {
    ...out,
    heading: (_level, title) => paragraph(title),
    paragraph,
    item: (text) => paragraph(text),
    row: (cells) => {
      const row = cells.map(withoutPageNumbers)
      if (isNew(row.join(' '))) out.row(row)
    },
  }
}

/** A part between tabs with the number of a page, no other number, and no more words than these, only numbers the page: “Page 3 of 12”. */
const NUMBERING_WORDS_MAX = 3

function withoutPageNumbers(text: string): string {
  if (!text.includes(PAGE_NUMBER)) return text
  const parts = text.split(/[\t\n]/).map((part) => {
    const rest = part.replaceAll(PAGE_NUMBER, '')
    const words = rest.match(/[\p{L}\p{N}]+/gu) ?? []
    const onlyNumbers = part !== rest && words.length <= NUMBERING_WORDS_MAX && !/\p{N}/u.test(rest)
    return onlyNumbers ? '' : rest
  })
  return parts.filter((part) => part.trim() !== '').join('\t')
}
