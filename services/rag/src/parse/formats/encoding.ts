import { fold, languagesOf } from '../../lexical/language'
import { type Language, stopWords } from '../../lexical/stop-words'
import { unreadable } from '../parse-errors'

/** Characters at the beginning that are examined to tell text from noise. */
const SAMPLE_LENGTH = 65_536
/** Maximum share of control characters in a text; noise has far more. */
const CONTROL_SHARE_MAX = 0.005
/** Maximum share of unreadable characters in a text whose encoding is guessed. */
const UNREADABLE_SHARE_MAX = 0.01

interface DecodedText {
  text: string
  /** Bytes that mean nothing in the encoding; each is U+FFFD in the text. */
  unreadable: number
}

/** Text in any common encoding: by its byte order mark, as UTF-8 if it is that, else by what it most likely is. */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<DecodedText> {
  const decoded = await decode(withoutFilling(bytes), declared)
  const text = asShown(decoded.text)
  if (controlShare(text.slice(0, SAMPLE_LENGTH)) > CONTROL_SHARE_MAX) throw unreadable(BINARY)
  return { ...decoded, text: text.toWellFormed() }
}

/** As terminals and printers show it: without their colours, letters that were struck over, and the end that old systems wrote. */
function asShown(text: string): string {
  const whole = text.endsWith(END_OF_FILE) ? text.slice(0, -1) : text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  if (!/[\u0008\u000b\u001b]/.test(whole)) return whole
  return (
    whole
      .replaceAll(TERMINAL, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replaceAll(/[^\n\u0008]?\u0008/g, '')
      .replaceAll('\u000b', '\n')
  )
}

const END_OF_FILE = '\u001a'
/** Sequences that set colours, move the cursor, or name a window or a link. */
const TERMINAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /\u001b(?:\[[\d;:?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)|[()][0AB])/g

/** Programs fill the last block of a file with NUL. In UTF-16 one may end a character. */
function withoutFilling(bytes: Uint8Array): Uint8Array {
  let end = bytes.byteLength
  while (end > 0 && bytes[end - 1] === 0) end--
  const filled = bytes.subarray(0, end)
  return bytes.byteLength - end < 2 || filled.includes(0) ? bytes : filled
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
  return utf8 === undefined ? likeliest(bytes, declared) : { text: utf8, unreadable: 0 }
}

function byMark([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return UTF32_LITTLE
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return UTF32_BIG
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

/**
 * UTF-8 in which some bytes are wrong or the last character is cut. Text in other encodings has more that is wrong than right.
 */
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
  return (sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g)?.length ?? 0) / Math.max(SHORT, sample.length)
}

/** A shorter text may have two control characters as well: programs err. */
const SHORT = 400

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
/** Chinese texts have them; in other encodings half of each is a control character. */
const CJK_STOP = /[\u3001\u3002]/

/** The byte order of UTF-16 that has no mark; undefined: it is another encoding. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.byteLength < 4) return undefined
  const sample = bytes.subarray(0, Math.min(bytes.byteLength & ~1, CHARACTERS_MAX * 2))
  const [little, big] = [coherence(sample, 'utf-16le'), coherence(sample, 'utf-16be')]
  if (Math.max(little, big) < SHARE_MIN) return undefined
  return little >= big ? 'utf-16le' : 'utf-16be'
}

/** The share of characters that are of one script or common to all; 0 without ASCII, kana or stops, which other encodings never give. */
function coherence(sample: Uint8Array, label: 'utf-16le' | 'utf-16be'): number {
  const characters = [...new TextDecoder(label as Bun.Encoding).decode(sample)]
  const count = (pattern: RegExp) => characters.filter((character) => pattern.test(character)).length
  const isText = (pattern: RegExp, share: number) => count(pattern) >= characters.length * share
  if (!isText(ASCII, ASCII_SHARE_MIN) && !isText(KANA, KANA_SHARE_MIN) && !isText(CJK_STOP, ASCII_SHARE_MIN)) return 0
  const common = count(COMMON)
  const counts = SCRIPTS.map(
    (script) => characters.filter((character) => script.test(character) && !COMMON.test(character)).length,
  )
  return (common + Math.max(...counts)) / characters.length
}

/** Bytes that are examined: lines with letters that are not ASCII. */
const SAMPLE_BYTES = 65_536
const SLICE_BYTES = 1_024
/** Below it the words of the text are better evidence than its letters. */
const CONFIDENCE_MIN = 0.5

/** Encodings that can be distinguished, by their name in jschardet, with their label in the Encoding Standard. */
const LABELS = new Map([
  ['Windows-1252', 'windows-1252'],
  ['ISO-8859-1', 'windows-1252'],
  ['iso8859-15', 'iso-8859-15'],
  ['Windows-1250', 'windows-1250'],
  ['ISO-8859-2', 'iso-8859-2'],
  ['Windows-1251', 'windows-1251'],
  ['KOI8-R', 'koi8-r'],
  ['koi8-u', 'koi8-u'],
  ['ISO-8859-5', 'iso-8859-5'],
  ['IBM866', 'ibm866'],
  ['MacCyrillic', 'x-mac-cyrillic'],
  ['Windows-1253', 'windows-1253'],
  ['ISO-8859-7', 'iso-8859-7'],
  ['Windows-1254', 'windows-1254'],
  ['ISO-8859-9', 'windows-1254'],
  ['Windows-1255', 'windows-1255'],
  ['Windows-1256', 'windows-1256'],
  ['Windows-1257', 'windows-1257'],
  ['cp1258', 'windows-1258'],
  ['CP874', 'windows-874'],
  ['MacRoman', 'macintosh'],
  ['CP932', 'shift_jis'],
  ['SHIFT_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'],
  ['EUC-JIS-2004', 'euc-jp'],
  ['GB18030', 'gb18030'],
  ['Big5', 'big5'],
  ['Big5-HKSCS', 'big5'],
  ['EUC-KR', 'euc-kr'],
  ['CP949', 'euc-kr'],
])

/** Labels of the encodings that a text most likely has, best first; the last is the one that is left when nothing else fits. */
async function likelyEncodings(bytes: Uint8Array): Promise<string[]> {
  const { chardet } = await import('jschardet')
  const sample = sampleOf(bytes)
  const options = { includeEncodings: [...LABELS.keys()], compatNames: true, ignoreThreshold: true }
  const best = chardet.detect(sample, options)
  const label = LABELS.get(best.encoding ?? '') ?? WESTERN
  if (best.confidence >= CONFIDENCE_MIN) return [label, WESTERN]
  const others = chardet
    .detectAll(sample, options)
    .map(({ encoding, confidence }) => ({ label: LABELS.get(encoding ?? '') ?? '', confidence }))
  const western = others.find((other) => other.label === WESTERN)?.confidence ?? 0
  const sensible = [label, ...others.map((other) => other.label)].find((other) => isSensible(decodeOrWestern(sample, other)))
  const byChance = isWestern(sample, western / Math.max(best.confidence, Number.EPSILON)) ? WESTERN : undefined
  return [westernByWords(sample), byChance, sensible, label, WESTERN].filter((other) => other !== undefined)
}

/** Windows' Western code page, the encoding of most short texts without other evidence. */
const WESTERN = 'windows-1252'
/** Length of a few words, whose letters are little evidence. */
const FEW_BYTES = 40
/**
 * Minimum chance of the likeliest encoding against Western, for a few words with letters and signs that are common in the West,
 * or for the cells of a table.
 */
const WESTERN_CHANCE_MIN = 0.55

const decodeOrWestern = (bytes: Uint8Array, label: string): string => decodeAs(label || WESTERN, bytes)

function isWestern(bytes: Uint8Array, chance: number): boolean {
  const text = decodeOrWestern(bytes, WESTERN)
  if (ODD_IN_WORD.test(text) || !isWrittenWith(WESTERN_LETTERS, text)) return false
  const isOfOneLanguage = () => Object.values(LETTERS).some((letters) => isWrittenWith(letters, text))
  if (chance >= WESTERN_CHANCE_MIN && (bytes.byteLength < FEW_BYTES || isOfOneLanguage())) return true
  return !/[^\P{L}A-Za-zªºµ]/u.test(text)
}

/** The last character may be cut off. */
const isSensible = (text: string): boolean => !text.slice(0, -1).includes('\ufffd') && !isMixed(text)

/** Words of letters of two alphabets: no language has them. */
const isMixed = (text: string): boolean =>
  /[a-z][\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}][a-z]/iu.test(
    text,
  )

/** Where letters are that tell something; all of a short text. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength <= SAMPLE_BYTES) return bytes
  const slices: Uint8Array[] = []
  let length = 0
  for (let at = 0; at < bytes.byteLength && length < SAMPLE_BYTES; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    const slice = bytes.subarray(lineStart(bytes, at), at + SLICE_BYTES)
    slices.push(slice)
    length += slice.byteLength
    at += SLICE_BYTES
  }
  return Buffer.concat(slices)
}

/** Two-byte characters are not cut at the beginning of a line. */
function lineStart(bytes: Uint8Array, at: number): number {
  const earliest = Math.max(0, at - SLICE_BYTES)
  for (let start = at; start > earliest; start--) if (bytes[start - 1] === 0x0a || bytes[start - 1] === 0x0d) return start
  return at
}

/** Letters beyond ASCII, in small, of languages that Windows' Western code page, Mac Roman and the page of DOS hold. */
const LETTERS: Record<string, string> = {
  english: 'éèêëïöôçàñ',
  french: 'àâæçéèêëîïôœùûüÿ',
  spanish: 'áéíñóúüï',
  portuguese: 'ãáâàçéêíóôõúü',
  italian: 'àèéìíîòóùú',
  german: 'äöüßéè',
  dutch: 'éèëïóöüáêíú',
  swedish: 'åäöéüà',
  danish: 'æøåéöüä',
  norwegian: 'æøåéòôöüä',
  finnish: 'äöåšž',
}
const WESTERN_LETTERS = 'àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿß'
const PUNCTUATION = /[\s!-/:-@[-`{-~0-9¡¿«»‹›“”„‘’‚–—…•·°ºª§©®™€£¥¢²³¹½¼¾×±µ\u00a0\u2500-\u25a0]/u

/** Letters of another encoding often look like this: capitals and signs inside of words. */
const ODD_IN_WORD = /\p{Ll}[^\P{Lu}A-Z]|\p{L}[^\p{L}\p{M}\s\p{ASCII}’·°ºª]\p{L}/u
/** Minimum number and share of the stop words of a language in a text of it. */
const STOP_WORDS_MIN = 2
const STOP_WORD_SHARE_MIN = 0.2

function evidentLanguages(text: string): Language[] {
  const words = fold(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  return languagesOf(words).filter((language) => {
    const count = words.filter((word) => stopWords.get(language)?.has(word)).length
    return count >= STOP_WORDS_MIN && count >= words.length * STOP_WORD_SHARE_MIN
  })
}

/** The encoding in which every letter is one of the language that the words are of. */
function westernByWords(bytes: Uint8Array): string | undefined {
  return [WESTERN, 'macintosh', IBM850].find((label) => {
    const text = decodeOrWestern(bytes, label)
    return (
      !ODD_IN_WORD.test(text) &&
      evidentLanguages(label === IBM850 ? plainWords(text) : text).some((language) =>
        isWrittenWith(LETTERS[language] ?? '', text),
      )
    )
  })
}

/** A sign that is another letter in a rarer encoding must not become evidence for it. */
const plainWords = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => /^[ -~]*$/.test(word))
    .join(' ')

const isWrittenWith = (letters: string, text: string): boolean =>
  [...text].every((sign) => sign <= '\x7f' || letters.includes(sign.toLowerCase()) || PUNCTUATION.test(sign))

/** The page of DOS in Western Europe. The Encoding Standard has none of DOS but the Cyrillic one. */
const IBM850 = 'ibm850'

/** Its signs from 0x80 on. */
const SIGNS =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

/** Bun knows every label of the Encoding Standard; its types know three. Throws for an unknown label. */
function decodeAs(label: string, bytes: Uint8Array, fatal = false): string {
  if (label === UTF32_LITTLE || label === UTF32_BIG) return ofUtf32(bytes, label === UTF32_LITTLE)
  return label === IBM850 ? ofDos(bytes) : new TextDecoder(label as Bun.Encoding, { fatal }).decode(bytes)
}

// The Encoding Standard has no UTF-32.
const UTF32_LITTLE = 'utf-32le'
const UTF32_BIG = 'utf-32be'

/** Without the mark; what is no character is U+FFFD. */
function ofUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength & ~3)
  const units = new Uint16Array(view.byteLength / 2)
  let length = 0
  for (let at = 4; at < view.byteLength; at += 4) {
    const code = view.getUint32(at, isLittle)
    const isCharacter = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff)
    if (isCharacter && code > 0xffff) units[length++] = 0xd7c0 + (code >> 10)
    units[length++] = !isCharacter ? 0xfffd : code > 0xffff ? 0xdc00 + (code & 0x3ff) : code
  }
  return new TextDecoder('utf-16le').decode(units.subarray(0, length))
}

const ofDos = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/[\x80-\xff]/g, (sign) => SIGNS[sign.charCodeAt(0) - 0x80] ?? sign)
