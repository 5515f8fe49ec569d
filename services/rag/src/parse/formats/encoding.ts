import { unreadable } from '../parse-errors'
import { decodeAs, likelyEncodings } from './likely-encoding'

/** Characters at the beginning that are examined to tell text from noise. */
const SAMPLE_LENGTH = 65_536
/** Maximum share of control characters in a text; noise has far more. */
const CONTROL_SHARE_MAX = 0.005
/** Maximum share of unreadable characters in a text whose encoding is guessed. */
const UNREADABLE_SHARE_MAX = 0.01

export interface DecodedText {
  text: string
  /** Bytes that mean nothing in the encoding; each is U+FFFD in the text. */
  unreadable: number
}

/** Text in any common encoding: by its byte order mark, as UTF-8 if it is that, else by what it most likely is. */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<DecodedText> {
  const decoded = await decode(bytes, declared)
  if (controlShare(decoded.text.slice(0, SAMPLE_LENGTH)) > CONTROL_SHARE_MAX) throw unreadable(BINARY)
  return { ...decoded, text: decoded.text.toWellFormed() }
}

const BINARY =
  'The file is binary and of no kind that can be read; upload a PDF, an Office document, an e-book, a web page or text.'

async function decode(bytes: Uint8Array, declared?: string): Promise<DecodedText> {
  const marked = byMark(bytes)
  if (marked !== undefined) return leniently(bytes, marked)
  const utf8 = strictly(bytes, 'utf-8')
  const escaped = utf8 !== undefined && hasEscapes(bytes) ? strictly(bytes, 'iso-2022-jp') : undefined
  if (escaped !== undefined) return { text: escaped, unreadable: 0 }
  if (utf8 !== undefined && !utf8.includes('\0')) return { text: utf8, unreadable: 0 }
  const damaged = bytes.includes(0) ? undefined : damagedUtf8(bytes)
  if (damaged !== undefined) return damaged
  const utf16 = utf16WithoutMark(bytes.subarray(0, SAMPLE_LENGTH))
  if (utf16 !== undefined) return leniently(bytes, utf16)
  return likeliest(bytes, declared)
}

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** The escape sequences of ISO-2022-JP that begin two-byte characters. */
const hasEscapes = (bytes: Uint8Array): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes('\x1b$B', 0, 'latin1') || buffer.includes('\x1b$@', 0, 'latin1')
}

/** UTF-8 in which some bytes are wrong or the last character is cut. Text in other encodings has more that is wrong than right. */
function damagedUtf8(bytes: Uint8Array): DecodedText | undefined {
  if (bytes.byteLength > BEGINNING_BYTES) {
    const beginning = leniently(bytes.subarray(0, BEGINNING_BYTES), 'utf-8')
    if (beginning.unreadable > WRONG_MIN && rightIn(beginning) * 10 < beginning.unreadable) return undefined
  }
  const decoded = leniently(bytes, 'utf-8')
  return rightIn(decoded) >= decoded.unreadable ? decoded : undefined
}

/** A beginning with so much that is wrong speaks for the whole of a long text. */
const BEGINNING_BYTES = 1_048_576
const WRONG_MIN = 100

/** Characters beyond ASCII that are right. */
function rightIn({ text, unreadable }: DecodedText): number {
  let count = -unreadable
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) count++
  return count
}

async function likeliest(bytes: Uint8Array, declared?: string): Promise<DecodedText> {
  for (const label of [...(declared === undefined ? [] : [declared]), ...(await likelyEncodings(bytes))]) {
    const decoded = isKnown(label) ? leniently(bytes, label) : undefined
    if (decoded !== undefined && decoded.unreadable <= Math.max(1, decoded.text.length * UNREADABLE_SHARE_MAX)) return decoded
  }
  throw unreadable('The encoding of the text can’t be told; save it as UTF-8 and upload it again.')
}

function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return decodeAs(label, bytes, true)
  } catch {
    return undefined
  }
}

function leniently(bytes: Uint8Array, label: string): DecodedText {
  const text = decodeAs(label, bytes)
  let count = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count++
  return { text, unreadable: count }
}

function isKnown(label: string): boolean {
  try {
    decodeAs(label, NOTHING)
    return true
  } catch {
    return false
  }
}

function controlShare(sample: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  return (sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g)?.length ?? 0) / Math.max(1, sample.length)
}

const NOTHING = new Uint8Array()

/** Characters looked at; text needs no more to show. */
const CHARACTERS_MAX = 4_096
/** Minimum share of characters of one script in a text. */
const SHARE_MIN = 0.9

/** Scripts whose letters stand together in a text, with what every text has. CJK: with kana, Hangul and their punctuation. */
const SCRIPTS = [
  /[\p{Script=Latin}]/u,
  /[\p{Script=Cyrillic}]/u,
  /[\p{Script=Greek}]/u,
  /[\p{Script=Hebrew}]/u,
  /[\p{Script=Arabic}]/u,
  /[\p{Script=Thai}]/u,
  /[\p{Script=Devanagari}]/u,
  /[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef]/u,
]
const COMMON = /[\t\n\r -~\u00a0-\u00bf\u2010-\u203a\u20ac]|\p{Mn}/u

/** Two bytes of text in other encodings are never the first, and seldom the second. */
const ASCII = /[\t\n\r -~]/
const ASCII_SHARE_MIN = 0.01
const KANA = /[\u3000-\u30ff]/
const KANA_SHARE_MIN = 0.2

/** The byte order of UTF-16 that has no mark; undefined: it is another encoding. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.byteLength < 4) return undefined
  const sample = bytes.subarray(0, Math.min(bytes.byteLength & ~1, CHARACTERS_MAX * 2))
  const [little, big] = [coherence(sample, 'utf-16le'), coherence(sample, 'utf-16be')]
  if (Math.max(little, big) < SHARE_MIN) return undefined
  return little >= big ? 'utf-16le' : 'utf-16be'
}

/** The share of characters that are of one script or common to all; 0 without ASCII or kana, which other encodings never give. */
function coherence(sample: Uint8Array, label: 'utf-16le' | 'utf-16be'): number {
  const characters = [...new TextDecoder(label as Bun.Encoding).decode(sample)]
  const count = (pattern: RegExp) => characters.filter((character) => pattern.test(character)).length
  if (count(ASCII) < characters.length * ASCII_SHARE_MIN && count(KANA) < characters.length * KANA_SHARE_MIN) return 0
  const common = count(COMMON)
  const counts = SCRIPTS.map(
    (script) => characters.filter((character) => script.test(character) && !COMMON.test(character)).length,
  )
  return (common + Math.max(...counts)) / characters.length
}
