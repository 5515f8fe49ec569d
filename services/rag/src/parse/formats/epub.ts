import { markdownWriter } from '../markdown-writer'
import { declaredEncoding, decodeXml, visit } from '../markup'
import { unreadable } from '../parse-errors'
import { leftOut, type Parsed } from '../parsed'
import type { Zip } from '../zip'
import { decodeText } from './encoding'
import { leftOutOfPage, readHtml } from './html'

/** A book: its chapters in the order of its spine, below its title. */
export async function parseEpub(zip: Zip): Promise<Parsed> {
  const packagePath = decoded(rootFile(xmlOf(zip, 'META-INF/container.xml')))
  const book = readPackage(xmlOf(zip, packagePath))
  const encrypted = encryptedPaths(zip)
  const sheets = sheetsOf(zip)
  const out = markdownWriter()
  if (book.title !== '') out.heading(1, book.title)
  let chapters = 0
  const missing: string[] = []
  const left = { hidden: 0, pictures: 0 }
  for (const href of book.spine) {
    const path = zip.find(resolve(packagePath, href)) ?? ''
    if (encrypted.has(path)) throw unreadable('The book is protected against copying; upload one without protection.')
    const chapter = zip.read(path)
    if (chapter === undefined) {
      missing.push(href)
      continue
    }
    chapters += 1
    const options = { levelsDown: 1, xml: true, sheet: (name: string) => sheets(resolve(path, name)) }
    const { hidden, pictures } = readHtml(await chapterText(chapter), out, options)
    left.hidden += hidden
    left.pictures += pictures
  }
  if (chapters === 0) throw broken()
  return { text: out.text(), leftOut: [...leftOut('chapter', missing.length, missingChapters(missing)), ...leftOutOfPage(left)] }
}

/** Chapters may have another encoding than they say. */
async function chapterText(bytes: Uint8Array): Promise<string> {
  const text = decodeXml(bytes)
  if (!text.includes('\ufffd')) return text
  const decoded = await decodeText(bytes, declaredEncoding(bytes)).catch(() => undefined)
  return decoded?.text ?? text
}

/** Each chapter goes over its style sheets anew; together they have no more letters than this. */
const SHEETS_LENGTH_MAX = 16_777_216

function sheetsOf(zip: Zip): (path: string) => string | undefined {
  let room = SHEETS_LENGTH_MAX
  return (path) => {
    const sheet = zip.read(zip.find(path) ?? '')
    room -= sheet?.byteLength ?? 0
    return sheet === undefined || room < 0 ? undefined : new TextDecoder().decode(sheet)
  }
}

const missingChapters = (missing: string[]) => (count: number) =>
  count === 1
    ? `A chapter that the book names is not in it: ${names(missing)}.`
    : `${count} chapters that the book names are not in it: ${names(missing)}.`

const NAMES_MAX = 10

const names = (hrefs: string[]) => [...hrefs.slice(0, NAMES_MAX), ...(hrefs.length > NAMES_MAX ? ['…'] : [])].join(', ')

function xmlOf(zip: Zip, path: string): string {
  const bytes = zip.read(path)
  if (bytes === undefined) throw broken()
  return decodeXml(bytes)
}

const broken = () => unreadable('The book is broken: its contents are missing; get it anew and upload it again.')

const local = (name: string) => name.slice(name.indexOf(':') + 1)
const ignore = () => {}

function rootFile(container: string): string {
  let path = ''
  const open = (name: string, attributes: Record<string, string>) => {
    if (local(name) === 'rootfile' && path === '') path = attributes['full-path'] ?? ''
  }
  visit(container, { open, close: ignore, text: ignore }, { xml: true })
  return path
}

function readPackage(source: string): { title: string; spine: string[] } {
  const hrefs = new Map<string, string>()
  const spine: string[] = []
  let title = ''
  let inTitle = false
  visit(
    source,
    {
      open: (name, attributes) => {
        inTitle = local(name) === 'title' && title === ''
        if (local(name) === 'item' && !isContents(attributes)) hrefs.set(attributes.id ?? '', attributes.href ?? '')
        if (local(name) === 'itemref') spine.push(attributes.idref ?? '')
      },
      close: () => {
        inTitle = false
      },
      text: (text) => {
        if (inTitle) title += text
      },
    },
    { xml: true },
  )
  return { title, spine: [...new Set(spine)].flatMap((id) => hrefs.get(id) ?? []) }
}

/** The table of contents repeats the headings of the chapters. */
const isContents = ({ properties = '' }: Record<string, string>) => properties.split(/\s+/).includes('nav')

/** Fonts may be encrypted in any book; chapters only in one that can't be read. */
function encryptedPaths(zip: Zip): Set<string> {
  const paths = new Set<string>()
  const source = zip.read('META-INF/encryption.xml')
  if (source === undefined) return paths
  const open = (name: string, attributes: Record<string, string>) => {
    if (local(name) === 'CipherReference') paths.add(zip.find(decoded(attributes.URI ?? '')) ?? '')
  }
  visit(decodeXml(source), { open, close: ignore, text: ignore }, { xml: true })
  return paths
}

/** The path of an entry as another entry names it. */
function resolve(from: string, href: string): string {
  const segments = from.replaceAll('\\', '/').split('/').slice(0, -1)
  const path = decoded(href.split(/[#?]/, 1)[0] ?? '').replaceAll('\\', '/')
  if (path.startsWith('/')) segments.length = 0
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}
