import { foldText } from '@collabry/runtime/fold-text'
import { foldedWords } from '../../generation/language'

/**
 * Key of an item: its words without case and accents, and its meaningful signs. `C`, `C++` and `C#` have three keys, `x > 0` and
 * `x ≠ 0` two; quotes, blanks and sentence punctuation are ignored.
 */
export function itemKey(text: string): string {
  const words = foldedWords(text).join(' ')
  const signs = signsOf(text)
  return signs === '' ? words : `${words}\n${signs}`
}

/** The signs in their places among the words. Empty: there are none. */
function signsOf(text: string): string {
  const plain = foldText(
    text,
    (raw) => raw.replace(POWERS, (power) => `^${power}`),
    'NFKD',
    (folded) => folded.replace(/(?<=\p{L})\p{M}+/gu, '').toLowerCase(),
    (folded) => folded.replace(MARKUP, '').replace(PUNCTUATION, ' '),
  )
  const tokens = plain.match(TOKENS) ?? []
  return tokens.some((token) => !/^[\p{L}\p{N}]/u.test(token)) ? tokens.map((token) => SAME[token] ?? token).join('') : ''
}

/** x² is a power; ⁺ and ⁻ are the charge that + and - are too. */
const POWERS = /[²³¹⁰⁴-⁹]+/g
/** Bold, code and the delimiters of formulas. */
const MARKUP = /\*\*|`|\$|^\s*#+\s|[\\{}_]/g
/** Hyphens and dashes between words, exclamation marks after words, apostrophes within words. */
const PUNCTUATION =
  /(?<=\p{L})[-‐‑](?=\p{L})|(?<=\p{L}{2})\s+[-–—]+\s+(?=\p{L})|(?<=[\p{L}\p{N}]{2})!|(?<=\p{L})['’](?=\p{L})|(?<=\p{L}{2})['’]/gu
const TOKENS = /[\p{L}\p{N}]+|\u0338|\u20d2|[\p{Sm}\p{Sc}\p{So}#%&*/@^°![\]\-‐‑–−]|(?<=\p{L})['’′]|(?<![\p{L}\p{N}])\.(?=\p{L})/gu
const SAME: Record<string, string> = { '‐': '-', '‑': '-', '–': '-', '−': '-', '’': "'", '′': "'" }
