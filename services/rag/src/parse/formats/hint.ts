/** The name tells the kind of a file only where its bytes show no more than text. */
export type Hint = 'table' | 'page' | 'none'

export function hintOf(filename: string): Hint {
  if (/\.(csv|tsv|tab)$/i.test(filename)) return 'table'
  return /\.(html?|xhtml)$/i.test(filename) ? 'page' : 'none'
}
