import { declaredEncoding } from '../markup'
import { unreadable, WITHOUT_TEXT } from '../parse-errors'
import { leftOut, type Parsed, wholly } from '../parsed'
import type { Hint } from '../reader'
import { parseCsv } from './csv'
import { decodeText } from './encoding'
import { parseHtml } from './html'

/** Web pages, tables of values, Markdown and plain text, in any common encoding. */
export async function parseAnyText(bytes: Uint8Array, hint: Hint): Promise<Parsed> {
  if (isMime(bytes)) return await parseMhtml(bytes)
  const decoded = await decodeText(bytes, declaredEncoding(bytes))
  const parsed = read(decoded.text.replaceAll(/\r\n?/g, '\n'), hint)
  return { ...parsed, leftOut: [...leftOut('letter', decoded.unreadable, unreadableLetters), ...parsed.leftOut] }
}

function read(text: string, hint: Hint): Parsed {
  if (isPage(text, hint)) return parseHtml(text)
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

/** A mail, or a page that a browser saved as one file: a head of fields of which one says the version of MIME. */
function isMime(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, MIME_HEAD_BYTES)).toString('latin1')
  const fields = head.split(/\r?\n\r?\n/, 1)[0] ?? ''
  return (
    /^(?:[\w-]+:[^\n]*|[ \t][^\n]*)(?:\r?\n(?:[\w-]+:[^\n]*|[ \t][^\n]*))*\r?$/.test(fields) &&
    /^MIME-Version:\s*1/im.test(fields) &&
    /^Content-Type:/im.test(fields)
  )
}

const MIME_HEAD_BYTES = 16_384

/** A page that a browser saved as one file, or a mail: its page if it has one, else its text, below its subject. */
async function parseMhtml(bytes: Uint8Array): Promise<Parsed> {
  const { default: PostalMime } = await import('postal-mime') // few files need it
  const {
    subject = '',
    html,
    text,
    attachments = [],
  } = await PostalMime.parse(bytes, { maxNestingDepth: 20 }).catch((cause: unknown) => {
    throw unreadable('The saved page is broken; save it again, as HTML or PDF, and upload that.', cause)
  })
  const parsed = html === undefined ? wholly((text ?? '').replaceAll(/\r\n?/g, '\n').trim()) : parseHtml(html)
  // Pictures of the page are attachments too; the page counts them.
  const attached = attachments.filter(({ disposition }) => disposition === 'attachment').length
  parsed.leftOut.push(
    ...leftOut('attachment', attached, (count) =>
      count === 1 ? 'An attachment is left out.' : `${count} attachments are left out.`,
    ),
  )
  if (parsed.text.trim() === '') throw unreadable(WITHOUT_TEXT)
  const title = subject.replaceAll(/\s+/g, ' ').trim()
  return title === '' || parsed.text.startsWith('# ') ? parsed : { ...parsed, text: `# ${title}\n\n${parsed.text}` }
}
