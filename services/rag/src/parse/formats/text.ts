import type { Address, Email } from 'postal-mime'
import { type MarkdownWriter, markdownWriter } from '../markdown-writer'
import { declaredEncoding } from '../markup'
import { unreadable, WITHOUT_TEXT } from '../parse-errors'
import { leftOut, type Parsed, wholly } from '../parsed'
import type { Hint } from '../reader'
import { parseCsv } from './csv'
import { decodeText } from './encoding'
import { parseHtml } from './html'

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

type Json = Record<string, unknown>

/** The cells of a Jupyter notebook, of its third version too; undefined: the text is none. */
function notebookOf(text: string): Json[] | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('"nbformat"') || !text.includes('"cell_type"')) return undefined
  try {
    const notebook: unknown = JSON.parse(text)
    if (!isJson(notebook) || typeof notebook.nbformat !== 'number') return undefined
    const cells = [notebook, ...listOf(notebook.worksheets)].flatMap((part) => listOf(part.cells))
    return cells.length === 0 ? undefined : cells
  } catch {
    return undefined
  }
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** A notebook has its texts as lines. */
const linesOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).filter((line) => typeof line === 'string').join('')

/** Text as it was written, code and what it printed as code; results that are tables as tables. */
function parseNotebook(cells: Json[]): Parsed {
  const out = markdownWriter()
  let pictures = 0
  for (const cell of cells) {
    const source = linesOf(cell.source ?? cell.input)
    if (cell.cell_type === 'heading') out.heading(Number(cell.level ?? 1), source)
    else if (cell.cell_type === 'code') out.code(source)
    else out.markdown(source)
    for (const output of listOf(cell.outputs)) if (writeOutput(output, out)) pictures++
  }
  const notRead = (count: number) => (count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`)
  return { text: out.text(), leftOut: leftOut('picture', pictures, notRead) }
}

/** True: the output is a picture. One result comes in several forms. */
function writeOutput(output: Json, out: MarkdownWriter): boolean {
  const forms = isJson(output.data) ? output.data : output
  const form = (...names: string[]) => names.map((name) => linesOf(forms[name])).find((text) => text.trim() !== '') ?? ''
  const shown = form('text/markdown', 'markdown') || parseHtml(form('text/html', 'html')).text || form('text/latex', 'latex')
  const isPicture = Object.keys(forms).some((name) => /^(?:image\/|png$|jpeg$|svg$)/.test(name))
  if (shown !== '') out.markdown(shown)
  else if (!isPicture) out.code((form('text/plain', 'text') || linesOf(output.evalue)).replaceAll(TERMINAL_COLOUR, ''))
  return isPicture && shown === ''
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is taken out
const TERMINAL_COLOUR = /\u001b\[[\d;]*m/g

/** A page that a browser saved as one file, or a mail: a head of fields that name it. */
function isMime(bytes: Uint8Array): boolean {
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
async function parseMime(bytes: Uint8Array): Promise<Parsed> {
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
