/**
 * Tokens of a text, a rough estimate: about 3.5 ASCII characters a token, 2 of other alphabets, 1 of scripts without blanks. It
 * is lower for digits, signs and accents than that of llm, which decides.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (let at = 0; at < text.length; at += isPair(text, at) ? 2 : 1) tokens += tokensAt(text, at)
  return Math.ceil(tokens)
}

const CHARS_PER_TOKEN = 4

/** Tokens of a text of which only the length is known. */
export const tokensOfLength = (characters: number): number => Math.ceil(characters / CHARS_PER_TOKEN)

/**
 * Cuts a text into pieces of at most `tokensMax` estimated tokens, at the end of a paragraph, a line, a sentence or a word,
 * in this order. The pieces joined are the text.
 */
export function splitText(text: string, tokensMax: number): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = reach(text, start, tokensMax)
    const cut = end === text.length ? end : start + lastBorder(text.slice(start, end))
    pieces.push(text.slice(start, cut))
    start = cut
  }
  return pieces
}

/** Index after the last character that fits. At least one character is taken. */
function reach(text: string, start: number, tokensMax: number): number {
  let tokens = 0
  let end = start
  while (end < text.length) {
    tokens += tokensAt(text, end)
    if (tokens > tokensMax && end > start) break
    end += isPair(text, end) ? 2 : 1
  }
  return end
}

const BORDERS = [/\n\s*\n/g, /\n/g, /[.!?…。！？]["'»”)\]]*\s+|[。！？]/g, /\s+/g]

/** Characters at the end of a piece that are searched first: they nearly always hold a border. */
const TAIL_CHARS = 1_024

/** Length of the piece up to its best border in the second half; all of it when there is none. */
function lastBorder(piece: string): number {
  for (const border of BORDERS) {
    const cut = lastEnd(piece, border)
    if (cut > piece.length / 2) return cut
  }
  return piece.length
}

/** Index after the last match, which is searched in longer and longer tails of the piece; 0: no match. */
function lastEnd(piece: string, border: RegExp): number {
  for (let chars = TAIL_CHARS; ; chars *= 4) {
    const from = Math.max(0, piece.length - chars)
    let end = 0
    for (const match of piece.slice(from).matchAll(border)) end = from + match.index + match[0].length
    if (end > 0 || from === 0) return end
  }
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/u

const isPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00

/** Estimated tokens of the character that begins at `at`. A surrogate pair counts as one token in any script. */
function tokensAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return 1 / 3.5
  if (isPair(text, at)) return 1
  const known = denseness[unit] || (DENSE.test(String.fromCharCode(unit)) ? 2 : 1)
  denseness[unit] = known
  return known / 2
}

/** Twice the tokens of each code unit; 0: not computed yet. Without this table the expression takes 100 ms a megabyte. */
const denseness = new Uint8Array(0x10000)
