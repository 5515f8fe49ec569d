/** Characters looked at; text needs no more to show. */
const CHARACTERS_MAX = 4_096
/** Of a script that is taken for text's. */
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
export function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
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
