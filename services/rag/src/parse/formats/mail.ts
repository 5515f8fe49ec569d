import type { Address, Email } from 'postal-mime'
import { unreadable, WITHOUT_TEXT } from '../parse-errors'
import { leftOut, type Parsed, wholly } from '../parsed'
import { parseHtml } from './html'

/** A page that a browser saved as one file, or a mail: a head of fields that name it. */
export function isMime(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, MIME_HEAD_BYTES))
  const head = start.replace(MAILBOX_LINE, '')
  if (head !== start && NEXT_MAIL.test(latin1(bytes))) return false
  const fields = head.split(/\r?\n\r?\n/, 1)[0] ?? ''
  if (!/^(?:[\w-]+:[^\n]*|[ \t][^\n]*)(?:\r?\n(?:[\w-]+:[^\n]*|[ \t][^\n]*))*\r?$/.test(fields)) return false
  if (/^MIME-Version:\s*1/im.test(fields) && /^Content-Type:/im.test(fields)) return true
  return /^From:[^\n]*@/im.test(fields) && CARRIED.test(fields)
}

const MIME_HEAD_BYTES = 16_384
/** Fields of a mail that programs write on its way, and no author of a text. */
const CARRIED = /^(?:Received|Return-Path|Delivered-To|Message-ID|DKIM-Signature|Content-Transfer-Encoding):/im
/** Begins a mail that a program has taken out of a mailbox. */
const MAILBOX_LINE = /^From [^\n]*\n/
/** Begins another mail: a whole mailbox stays as it is. */
const NEXT_MAIL = /\n\r?\nFrom [^\n]*\n[\w-]+:/

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** A page that a browser saved as one file, or a mail: its page if it has one, else its text, below its subject. */
export async function parseMime(bytes: Uint8Array): Promise<Parsed> {
  const { default: PostalMime } = await import('postal-mime') // few files need it
  const mime = await PostalMime.parse(bytes, { maxNestingDepth: 20 }).catch((cause: unknown) => {
    throw unreadable('The mail or saved page is broken; save it again, as HTML or PDF, and upload that.', cause)
  })
  const { html, text = '', attachments = [] } = mime
  const parsed = html === undefined ? wholly(text.replaceAll(/\r\n?/g, '\n').trim()) : parseHtml(html)
  const attached = attachments.filter(
    ({ disposition, mimeType, related }) => disposition === 'attachment' || (isMail(mime) && !isOfPage(mimeType, related, html)),
  ).length
  parsed.leftOut.push(
    ...leftOut('attachment', attached, (count) =>
      count === 1 ? 'An attachment is left out.' : `${count} attachments are left out.`,
    ),
  )
  if (parsed.text.trim() === '') throw unreadable(WITHOUT_TEXT)
  return { ...parsed, text: [...headOf(mime, parsed.text), parsed.text].join('\n\n') }
}

/** Programs that save pages name themselves as the sender, without an address. */
const isMail = ({ from }: Pick<Email, 'from'>): boolean => from?.address?.includes('@') === true

/** Pictures of a page are attachments too; the page counts them. */
const isOfPage = (mimeType: string, related: boolean | undefined, html: string | undefined): boolean =>
  related === true || (html !== undefined && mimeType.startsWith('image/'))

/** Stands above the text: the subject as a heading; of a mail also who wrote it to whom, and when. */
function headOf({ subject = '', from, to = [], cc = [], headers }: Email, text: string): string[] {
  const title = subject.replaceAll(/\s+/g, ' ').trim()
  const heading = title === '' || (!isMail({ from }) && text.startsWith('# ')) ? [] : [`# ${title}`]
  if (!isMail({ from })) return heading
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
