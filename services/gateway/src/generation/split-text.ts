/**
 * Tokens of a text, by the llm service's own rule of thumb: about 3.5 ASCII characters a token, 2 of other alphabets, 1 of
 * scripts without blanks.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const character of text) tokens += tokensOf(character)
  return Math.ceil(tokens)
}

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
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0)
    tokens += tokensOf(character)
    if (tokens > tokensMax && end > start) break
    end += character.length
  }
  return end
}

const BORDERS = [/\n\s*\n/g, /\n/g, /[.!?…。！？]["'»”)\]]*\s+|[。！？]/g, /\s+/g]

/** Length of the piece up to its best border in the second half; all of it when there is none. */
function lastBorder(piece: string): number {
  for (const border of BORDERS) {
    let cut = 0
    for (const match of piece.matchAll(border)) cut = match.index + match[0].length
    if (cut > piece.length / 2) return cut
  }
  return piece.length
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/u

function tokensOf(character: string): number {
  if (character < '\x80') return 1 / 3.5
  return DENSE.test(character) ? 1 : character.length / 2
}
