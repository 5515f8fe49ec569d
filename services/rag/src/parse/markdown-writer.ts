/**
 * Makes the text that is stored of a document with structure: headings as `#`, list items, table rows and code as in
 * Markdown, a form feed after each page. So the same text always gives the same chunks, pages and heading paths.
 */
export interface MarkdownWriter {
  heading(level: number, title: string): void
  /** Lines are kept. */
  paragraph(text: string): void
  /** `depth` from 0; `mark` such as `-` or `1.`. */
  item(text: string, depth: number, mark: string): void
  row(cells: string[]): void
  code(text: string): void
  /** Text that has been made by another writer. */
  markdown(text: string): void
  endPage(): void
  text(): string
}

type Kind = 'heading' | 'paragraph' | 'item' | 'row' | 'code' | 'page'

export function markdownWriter(): MarkdownWriter {
  const parts: string[] = []
  let last: Kind = 'page'
  const add = (kind: Kind, text: string) => {
    if (text === '') return
    const joins = kind === last && (kind === 'item' || kind === 'row')
    if (last !== 'page') parts.push(joins ? '\n' : '\n\n')
    parts.push(text)
    last = kind
  }
  return {
    heading: (level, title) => {
      const line = oneLine(title)
      if (line !== '') add('heading', `${'#'.repeat(Math.min(Math.max(level, 1), 6))} ${line}`)
    },
    paragraph: (text) => add('paragraph', lines(text)),
    item: (text, depth, mark) => {
      const line = oneLine(text)
      if (line !== '') add('item', `${'  '.repeat(Math.min(depth, 5))}${mark} ${line}`)
    },
    row: (cells) => {
      const line = cells.map(oneLine)
      if (line.some((cell) => cell !== '')) add('row', `| ${line.join(' | ')} |`)
    },
    code: (text) => {
      const code = clean(text).replace(/^\n+/, '').trimEnd()
      if (code !== '') add('code', `\`\`\`\n${code}\n\`\`\``)
    },
    markdown: (text) => add('paragraph', clean(text).trim()),
    endPage: () => {
      parts.push('\f')
      last = 'page'
    },
    text: () => parts.join(''),
  }
}

/** Without control characters (a form feed would be a page) and halves of surrogate pairs. */
const clean = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
    .toWellFormed()

/** Most cells of large tables. */
const CLEAN_LINE = /^(?:[!-~]+(?: [!-~]+)*)?$/

const oneLine = (text: string): string => (CLEAN_LINE.test(text) ? text : clean(text).replaceAll(/\s+/g, ' ').trim())

const lines = (text: string): string =>
  clean(text)
    .split('\n')
    .map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
