/** What a name may say of a file whose bytes say no more than that it is text. */
export type Hint = 'table' | 'page' | 'none'

export function hintOf(filename: string): Hint {
  if (/\.(csv|tsv|tab)$/i.test(filename)) return 'table'
  return /\.(html?|xhtml)$/i.test(filename) ? 'page' : 'none'
}
