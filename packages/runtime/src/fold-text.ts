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
  const folded = steps.reduce<string>(
    (copy, step) =>
      cutAt(typeof step === 'string' ? streamSafe(copy).normalize(step) : step(copy), charsMax(STEP_LENGTHENING_MAX)),
    text,
  )
  return cutAt(folded, charsMax(LENGTHENING_MAX))
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
