import { declaredEncoding } from '../markup'
import { leftOut, type Parsed, wholly } from '../parsed'
import type { Hint } from '../reader'
import { parseCsv } from './csv'
import { decodeText } from './encoding'
import { parseHtml } from './html'
import { isMime, parseMime } from './mail'
import { notebookOf, parseNotebook } from './notebook'

/** Web pages, tables of values, Markdown and plain text, in any common encoding. */
export async function parseAnyText(bytes: Uint8Array, hint: Hint): Promise<Parsed> {
  if (isMime(bytes)) return await parseMime(bytes)
  const decoded = await decodeText(bytes, declaredEncoding(bytes))
  const parsed = read(decoded.text.replaceAll(/\r\n?/g, '\n'), hint)
  return { ...parsed, leftOut: [...leftOut('letter', decoded.unreadable, unreadableLetters), ...parsed.leftOut] }
}

function read(text: string, hint: Hint): Parsed {
  if (isPage(text, hint)) return parseHtml(text)
  const notebook = notebookOf(text)
  if (notebook !== undefined) return parseNotebook(notebook)
  return wholly(parseCsv(text, hint === 'table') ?? text)
}

const unreadableLetters = (count: number) =>
  count === 1
    ? 'One letter is wrong in the encoding of the file and is shown as \ufffd.'
    : `${count} letters are wrong in the encoding of the file and are shown as \ufffd.`

const HEAD_LENGTH = 1_024

/** A file that is called a page is one even where it begins with words; any other shows it in its first element. */
function isPage(text: string, hint: Hint): boolean {
  if (hint === 'page') return /<[a-z!/][^<]*>/i.test(text)
  const head = text.slice(0, HEAD_LENGTH).trimStart()
  if (/^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i.test(head)) return true
  return /<(?:!doctype\s+html|html|body)[\s>]/i.test(head) && /<\/(?:html|body)>\s*$/i.test(text.slice(-HEAD_LENGTH))
}
