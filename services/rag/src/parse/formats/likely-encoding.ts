import { fold, languagesOf } from '../../lexical/language'
import { type Language, stopWords } from '../../lexical/stop-words'

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
export async function likelyEncodings(bytes: Uint8Array): Promise<string[]> {
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
  const sensible = [label, ...others.map((other) => other.label)].find((other) => isSensible(decode(sample, other)))
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

const decode = (bytes: Uint8Array, label: string): string => decodeAs(label || WESTERN, bytes)

function isWestern(bytes: Uint8Array, chance: number): boolean {
  const text = decode(bytes, WESTERN)
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
    const text = decode(bytes, label)
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
export function decodeAs(label: string, bytes: Uint8Array, fatal = false): string {
  return label === IBM850 ? ofDos(bytes) : new TextDecoder(label as Bun.Encoding, { fatal }).decode(bytes)
}

const ofDos = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/[\x80-\xff]/g, (sign) => SIGNS[sign.charCodeAt(0) - 0x80] ?? sign)
