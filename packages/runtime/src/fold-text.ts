/** A folded text has at most twice the length of its original. U+FDFA alone becomes 18 letters. */
const LENGTHENING_MAX = 2
/** A text of a few words may grow to this length: its abbreviations must find the words they stand for. */
const SHORT_CHARS_MAX = 256
/** Between two steps a text may be longer: decomposed Korean and accented Greek have up to four times the length. */
const STEP_LENGTHENING_MAX = 4

type Form = 'NFC' | 'NFD' | 'NFKC' | 'NFKD'

/** A form of normalisation, or a change of its own that takes linear time. */
export type FoldStep = Form | ((text: string) => string)

/**
 * A copy of a text in which it is compared, searched for or embedded: the steps one after the other. It takes linear time for
 * any text, and its length is bounded; what is over the bound is cut off. The one place where text is normalised.
 */
export function foldText(text: string, ...steps: FoldStep[]): string {
  const charsMax = (factor: number) => Math.max(factor * text.length, SHORT_CHARS_MAX)
  const folded = steps.reduce<string>((copy, step) => {
    if (typeof step !== 'string') return cutAt(step(copy), charsMax(STEP_LENGTHENING_MAX))
    // A composing form does not become shorter later.
    return normalized(copy, step, charsMax(step.endsWith('C') ? LENGTHENING_MAX : STEP_LENGTHENING_MAX))
  }, text)
  return cutAt(folded, charsMax(LENGTHENING_MAX))
}

/**
 * A long text is normalised by pieces of about this length, and no further than its bound: a copy of 18 times its length is
 * never made.
 */
const PIECE_CHARS = 4_096
/** So far back a border of pieces is looked for. */
const BORDER_REACH = 256
/** Characters that may become one with the one before: marks, vowels and final consonants of Korean, the low half of a pair. */
const JOINS = /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\u3131-\u318e\uff9e-\uffdc\udc00-\udfff]/u

function normalized(text: string, form: Form, charsMax: number): string {
  const safe = streamSafe(text)
  if (safe.length <= PIECE_CHARS) return cutAt(safe.normalize(form), charsMax)
  const pieces: string[] = []
  let length = 0
  for (let start = 0; start < safe.length && length <= charsMax; ) {
    const end = borderBefore(safe, start + PIECE_CHARS)
    const piece = safe.slice(start, end).normalize(form)
    pieces.push(piece)
    length += piece.length
    start = end
  }
  return cutAt(pieces.join(''), charsMax)
}

/** The last place up to `end` at which a text can be cut without a change of its normal form. */
function borderBefore(text: string, end: number): number {
  for (let at = end; at < text.length && at > end - BORDER_REACH; at--) {
    if (!JOINS.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) return at
  }
  return Math.min(end, text.length)
}

/**
 * Runs of marks longer than the stream-safe text format has them (UAX #15, section 13): no language stacks 30, and the time that
 * `normalize` takes grows with the square of a run. The halfwidth voicing signs of Japanese become marks in compatibility forms.
 */
const LONG_RUN = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu

const streamSafe = (text: string): string => text.replace(LONG_RUN, '$1')

/** No surrogate pair is split. */
const cutAt = (text: string, charsMax: number): string => {
  if (text.length <= charsMax) return text
  const isSplit = (text.charCodeAt(charsMax - 1) & 0xfc00) === 0xd800
  return text.slice(0, isSplit ? charsMax - 1 : charsMax)
}
