import type { Address, Attachment, Email } from 'postal-mime'
import { declaredEncoding } from '../markup'
import { unreadable, WITHOUT_TEXT } from '../parse-errors'
import { leftOut, type Parsed } from '../parsed'
import { decodeText } from './encoding'
import { leftOutOfPage, readPage } from './html'

/** A page that a browser saved as one file, a mail, or a mailbox: a head of fields that name it. */
export function isMime(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, MIME_HEAD_BYTES)).replace(BEFORE_HEAD, '')
  const head = start.replace(MAILBOX_LINE, '')
  const fields = head.split(/\r?\n\r?\n/, 1)[0] ?? ''
  if (!/^(?:[\w-]+:[^\n]*|[ \t][^\n]*)(?:\r?\n(?:[\w-]+:[^\n]*|[ \t][^\n]*))*\r?$/.test(fields)) return false
  if (/^MIME-Version:\s*1/im.test(fields) && /^Content-Type:/im.test(fields)) return true
  return (head !== start || /^From:[^\n]*@/im.test(fields)) && /^From:/im.test(fields) && CARRIED.test(fields)
}

const MIME_HEAD_BYTES = 16_384
/** The mark of the order of bytes, as Latin-1, and empty lines. */
const BEFORE_HEAD = /^(?:\xef\xbb\xbf)?[\r\n]*/
/** Fields of a mail that programs write on its way, and no author of a text. */
const CARRIED = /^(?:Received|Return-Path|Delivered-To|Message-ID|DKIM-Signature|Content-Transfer-Encoding):/im
/** Begins each mail of a mailbox, with the time of its arrival. */
const MAILBOX_LINE = /^From [^\n]*\d:\d\d[^\n]*\n/

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Messages in messages are read to this depth. */
const DEPTH_MAX = 5

interface ReadMail {
  text: string
  attached: number
  hidden: number
  pictures: number
}

/** Saved pages and mails by their page if they have one, else by their text, below their subject. */
export async function parseMime(bytes: Uint8Array): Promise<Parsed> {
  const source = latin1(bytes).replace(BEFORE_HEAD, '')
  const mails: ReadMail[] = []
  for (const mail of MAILBOX_LINE.test(source.slice(0, LINE_LENGTH_MAX)) ? mailsOf(source) : [source])
    mails.push(await readMail(mail, 0))
  const text = mails.map((mail) => mail.text).filter((one) => one.trim() !== '')
  if (text.length === 0) throw unreadable(WITHOUT_TEXT)
  const sum = (of: 'attached' | 'hidden' | 'pictures') => mails.reduce((total, mail) => total + mail[of], 0)
  const attached = leftOut('attachment', sum('attached'), (count) =>
    count === 1 ? 'An attachment is left out.' : `${count} attachments are left out.`,
  )
  const left = { hidden: sum('hidden'), pictures: sum('pictures') }
  return { text: text.join('\n\n'), leftOut: [...leftOutOfPage(left), ...attached] }
}

/** The mails of a mailbox. Its programs write `>` before the word that would begin another mail. */
function* mailsOf(source: string): Generator<string> {
  for (let at = 0; at < source.length; ) {
    let end = source.indexOf('\nFrom ', at)
    while (end >= 0 && !beginsMail(source, end + 1)) end = source.indexOf('\nFrom ', end + 1)
    const mail = source.slice(at, end < 0 ? source.length : end + 1)
    yield mail.replace(MAILBOX_LINE, '').replaceAll(/^>(?=>{0,20}From )/gm, '')
    at = end < 0 ? source.length : end + 1
  }
}

const LINE_LENGTH_MAX = 998

const beginsMail = (source: string, at: number): boolean =>
  /\n\r?\n$/.test(source.slice(at - 3, at)) && /^From [^\n]*\d:\d\d[^\n]*\n[\w-]+:/.test(source.slice(at, at + LINE_LENGTH_MAX))

/** `source`: the bytes of the mail as Latin-1. */
async function readMail(source: string, depth: number): Promise<ReadMail> {
  const mime = await decodedMime(source)
  const { html, text = '', attachments = [] } = mime
  const sheets = sheetsOf(source, attachments)
  const page = html === undefined ? undefined : readPage(html, { sheet: (href) => sheets.get(href) })
  const read = { attached: 0, hidden: page?.hidden ?? 0, pictures: page?.pictures ?? 0 }
  const texts = [page?.text ?? text.replaceAll(/\r\n?/g, '\n').trim()]
  for (const { mimeType, disposition, related, content } of attachments) {
    if (mimeType === 'message/rfc822' && depth < DEPTH_MAX && typeof content !== 'string') {
      const inner = await readMail(latin1(new Uint8Array(content)), depth + 1)
      texts.push(inner.text)
      for (const of of ['attached', 'hidden', 'pictures'] as const) read[of] += inner[of]
    } else if (disposition === 'attachment' || (isMail(mime) && !isOfPage(mimeType, related, html))) read.attached++
  }
  const body = texts.filter((one) => one !== '').join('\n\n')
  return { ...read, text: body === '' ? '' : [...headOf(mime, body), body].join('\n\n') }
}

async function decodedMime(source: string): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime') // few files need it
  const parse = (given: string) =>
    PostalMime.parse(Buffer.from(given, 'latin1'), { maxNestingDepth: 20 }).catch((cause: unknown) => {
      throw unreadable('The mail or saved page is broken; save it again, as HTML or PDF, and upload that.', cause)
    })
  const mime = await parse(source)
  if (UTF_7.test(source)) return { ...mime, html: mime.html && ofUtf7(mime.html), text: mime.text && ofUtf7(mime.text) }
  if (!`${mime.html}${mime.text}`.includes('\ufffd')) return mime
  const undecoded = await parse(withCharset(source))
  const [html, text] = await Promise.all([decodedText(undecoded.html), decodedText(undecoded.text)])
  return { ...mime, ...(html === undefined ? {} : { html }), ...(text === undefined ? {} : { text }) }
}

/**
 * The Encoding Standard does not have it. Only fields at the beginning of the mail or of a part of it count: a text may speak of it.
 */
const UTF_7 =
  /(?:^|\n--[^\n]*\n)(?:\w[\w-]*:[^\n]*\n|[ \t][^\n]*\n)*?Content-Type:[^\n]*(?:\n[ \t][^\n]*)*?\bcharset="?(?:unicode-1-1-)?utf-7\b/i

const ofUtf7 = (text: string): string =>
  text.replaceAll(/\+([a-z0-9+/]*)-?/gi, (_, encoded: string) =>
    encoded === '' ? '+' : new TextDecoder('utf-16be' as Bun.Encoding).decode(wholeUnits(Buffer.from(encoded, 'base64'))),
  )

const wholeUnits = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.byteLength & ~1)

/** Names an encoding that keeps every byte, for each text that names none. */
function withCharset(source: string): string {
  const fields = source.slice(0, source.search(/\n\r?\n/))
  const whole = /^Content-Type:/im.test(fields) ? source : `Content-Type: text/plain\n${source}`
  return whole.replaceAll(/^Content-Type:[ \t]*text\/(?:plain|html)\b/gim, (type, at: number) => {
    const field = /^[^\n]*(?:\n[ \t][^\n]*)*/.exec(whole.slice(at, at + LINE_LENGTH_MAX))?.[0] ?? ''
    return /charset\s*=\s*"?(?!utf-?8|us-ascii)/i.test(field) ? type : `${type}; charset=x-user-defined`
  })
}

/** Undefined: its bytes are not known. */
async function decodedText(text: string | undefined): Promise<string | undefined> {
  if (text === undefined || !/^[\0-\x7f\uf780-\uf7ff]*$/.test(text)) return undefined
  const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff)
  const decoded = await decodeText(bytes, declaredEncoding(bytes)).catch(() => undefined)
  return decoded?.text
}

/** The style sheets of a saved page, by their addresses. */
function sheetsOf(source: string, attachments: Attachment[]): Map<string, string> {
  const sheets = attachments.filter(({ mimeType }) => mimeType === 'text/css')
  const boundaries = new Set([...source.matchAll(BOUNDARY)].map(([, quoted, bare]) => quoted ?? bare))
  const heads = [...source.matchAll(PART_HEAD)].filter(([, boundary]) => boundaries.has(boundary)).map(([, , head = '']) => head)
  const addresses = heads.filter((head) => /^Content-Type:\s*text\/css\b/im.test(head)).map(addressIn)
  return new Map(
    sheets.flatMap(({ content, contentId = '' }, at) => {
      const css = typeof content === 'string' ? content : new TextDecoder().decode(content)
      const keys = [addresses[at] ?? '', contentId.replace(/^<(.*)>$/, 'cid:$1')]
      return keys.filter((key) => key !== '').map((key): [string, string] => [key, css])
    }),
  )
}

const BOUNDARY = /\bboundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/gi
/** A line with a boundary, and the fields of the part that begins there. */
const PART_HEAD = /^--([^\r\n]{0,69}[^\s])[ \t]*\r?\n((?:[^\r\n]{1,998}\r?\n){0,64})/gm

/** A long address stands on several lines. */
const addressIn = (head: string): string =>
  /^Content-Location:((?:[^\r\n]|\r?\n[ \t])*)/im.exec(head)?.[1]?.replaceAll(/\s/g, '') ?? ''

/** Programs that save pages name themselves as the sender, without an address. */
const isMail = ({ from, messageId }: Pick<Email, 'from' | 'messageId'>): boolean =>
  from?.address?.includes('@') === true || messageId !== undefined

/** Pictures of a page are attachments too; the page counts them. */
const isOfPage = (mimeType: string, related: boolean | undefined, html: string | undefined): boolean =>
  related === true || (html !== undefined && mimeType.startsWith('image/'))

/** Stands above the text: the subject as a heading; of a mail also who wrote it to whom, and when. */
function headOf({ subject = '', from, to = [], cc = [], headers, messageId }: Email, text: string): string[] {
  const title = subject.replaceAll(/\s+/g, ' ').trim()
  const heading = title === '' || (!isMail({ from, messageId }) && text.startsWith('# ')) ? [] : [`# ${title}`]
  if (!isMail({ from, messageId })) return heading
  const fields: [name: string, value: string][] = [
    ['From', from === undefined ? '' : addressed([from])],
    ['To', addressed(to)],
    ['Cc', addressed(cc)],
    ['Date', headers.find(({ key }) => key === 'date')?.value ?? ''],
  ]
  const lines = fields.map(([name, value]) => [name, value.replaceAll(/\s+/g, ' ').trim()] as const)
  return [
    ...heading,
    lines
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  ]
}

const addressed = (people: Address[]): string =>
  people
    .map(({ name, address = '', group }) => {
      if (group !== undefined) return `${name}: ${addressed(group)}`
      return name === '' || name === address ? address : address === '' ? name : `${name} <${address}>`
    })
    .join(', ')
