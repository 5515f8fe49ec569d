import { foldText } from '@collabry/runtime/fold-text'

/**
 * The form in which texts and queries are compared. Upper case comes first because only that way round `ß` meets `SS`;
 * a final sigma is one letter with the other sigma; composed and decomposed accents are one.
 */
export const foldCase = (text: string): string =>
  foldText(text, 'NFKC', (normal) => normal.toUpperCase().toLowerCase().replaceAll('ς', 'σ'), 'NFKC')
