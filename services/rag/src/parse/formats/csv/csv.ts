import { markdownWriter } from '../../markdown-writer'
import { type Delimited, delimiterOf, delimiterOfUnnamed } from './delimiter'
import { csvRecords } from './records'

/** The line by which a file tells spreadsheet programs its delimiter. */
const NAMED_DELIMITER = /^"?sep=(.)"?[ \t]*\n/i

/**
 * A table of values as rows of a table, with the lines before its header as text; undefined: it is none. `named`: its name says
 * that it is one.
 */
export function parseCsv(text: string, named: boolean): string | undefined {
  const delimiter = NAMED_DELIMITER.exec(text)
  if (delimiter?.[1] !== undefined)
    return tableOf(text.slice(delimiter[0].length), { delimiter: delimiter[1], columns: 0, preamble: 0 })
  const delimited = named ? delimiterOf(text) : delimiterOfUnnamed(text)
  return delimited === undefined ? undefined : tableOf(text, delimited)
}

function tableOf(text: string, { delimiter, columns, preamble }: Delimited): string {
  const out = markdownWriter()
  let left = preamble
  for (const { cells, source } of csvRecords(text, delimiter, columns === 0 ? undefined : columns)) {
    left--
    if (left >= 0) out.paragraph(source)
    else out.row(cells)
  }
  return out.text()
}
