import { leftOut, type Parsed } from '../parsed'
import { delimiterOf, parseCsv } from './csv'
import { decodeText } from './encoding'
import type { Hint } from './hint'
import { parseHtml } from './html'

/** Web pages, tables of values, Markdown and plain text, in any common encoding. */
export async function parseAnyText(bytes: Uint8Array, hint: Hint): Promise<Parsed> {
  const decoded = await decodeText(bytes, declaredCharset(bytes))
  const text = read(decoded.text.replaceAll(/\r\n?/g, '\n'), hint)
  return { text, leftOut: leftOut('letter', decoded.unreadable, unreadableLetters) }
}

function read(text: string, hint: Hint): string {
  if (isPage(text, hint)) return parseHtml(text)
  const delimiter = delimiterOf(text, hint === 'table')
  return delimiter === undefined ? text : parseCsv(text, delimiter)
}

const unreadableLetters = (count: number) =>
  count === 1
    ? 'One letter is wrong in the encoding of the file and is shown as \ufffd.'
    : `${count} letters are wrong in the encoding of the file and are shown as \ufffd.`

const HEAD_LENGTH = 1_024

const isPage = (text: string, hint: Hint): boolean => {
  const head = text.slice(0, HEAD_LENGTH).trimStart()
  return hint === 'page'
    ? head.startsWith('<')
    : /^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i.test(head)
}

/** What a page says of itself; every such encoding has its first bytes in common with ASCII. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_LENGTH)).toString('latin1')
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1]
}
