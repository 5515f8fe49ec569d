export interface Piece {
  text: string
  /** A blank precedes it. */
  opensWord: boolean
}

export const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u
const NUMBER = /[\p{N}]/u
// Numbers run to the right in every line (UAX 9); the digits of Persian count as European ones, those of N'Ko are letters.
const ARABIC_DIGIT = /^[\u0660-\u0669\u066b\u066c]/
const EUROPEAN_DIGIT = /^(?![\u0660-\u0669\u07c0-\u07c9])\p{N}/u
const isRightCell = (cell: string) => RIGHT_TO_LEFT.test(cell) && !ARABIC_DIGIT.test(cell) && !EUROPEAN_DIGIT.test(cell)

/**
 * Pieces come from left to right as they are seen; a line of Hebrew or Arabic is read the other way, its numbers are not.
 */
export function inOrderOfSpeech(pieces: Piece[]): string {
  const line = joined(pieces)
  if (!RIGHT_TO_LEFT.test(line)) return line
  const words = pieces.map(({ text }) => text).filter((text) => isRightCell(text) || isLeftWord(text))
  const rightCount = words.filter(isRightCell).length
  // A line that begins and ends with such words is in their language, however many others it holds.
  const isFromRight = 2 * rightCount >= words.length || (isRightCell(words[0] ?? '') && isRightCell(words.at(-1) ?? ''))
  const cells = wholeNumbers(pieces.flatMap((piece) => (piece.opensWord ? [' ', piece.text] : [piece.text])))
  return withBrackets(isFromRight ? yearsInOrder(turned(cells)) : withTurnedRuns(cells))
}

/** Whether a program turns two years with a hyphen depends on the program: the earlier one comes first. */
const yearsInOrder = (line: string) =>
  line.replace(
    /(?<![\p{N}.,:/–-] ?)([12]\d{3})( ?[–-] ?)([12]\d{3})(?! ?[\p{N}.,:/–-])/gu,
    (range: string, first: string, hyphen: string, second: string) => (first > second ? `${second}${hyphen}${first}` : range),
  )

/** Digits with the signs between them are one cell. A hyphen joins European digits only. */
function wholeNumbers(cells: string[]): string[] {
  const whole: string[] = []
  for (let at = 0; at < cells.length; at += 1) {
    const digit = [ARABIC_DIGIT, EUROPEAN_DIGIT].find((digits) => digits.test(cells[at] ?? ''))
    let end = at
    if (digit !== undefined) {
      const separator = digit === ARABIC_DIGIT ? /^[,.:/،]$/ : /^[,.:/،+\-−]$/
      const isDigit = (index: number) => digit.test(cells[index] ?? '')
      if (!/\p{N} $/u.test(whole.slice(-2).join(''))) end = endOfThousands(cells, at, isDigit)
      for (let next = end + 1; next < cells.length; next = end + 1) {
        if (isDigit(next)) end = next
        else if (separator.test(cells[next] ?? '') && isDigit(next + 1)) end = next + 1
        else break
      }
      // A percent sign or a currency belongs to its number.
      while (/^[%‰٪؉°€$£₪]$/.test(cells[end + 1] ?? '')) end += 1
    }
    const prefix = digit !== undefined && /^[#€$£₪]$/.test(whole.at(-1) ?? '') ? whole.pop() : ''
    whole.push(prefix + cells.slice(at, end + 1).join(''))
    at = end
  }
  return whole
}

/** Blanks part the thousands of a number: 1 234 567. */
function endOfThousands(cells: string[], from: number, isDigit: (at: number) => boolean): number {
  const kinds = cells.slice(from, from + 32).map((cell, at) => (isDigit(from + at) ? '0' : cell === ' ' ? ' ' : '.'))
  const found = /^0{1,3}(?: 000)+(?! ?0)/.exec(kinds.join(''))
  return found === null ? from : from + found[0].length - 1
}

/**
 * Programs and PDFium mirror brackets of such lines, or leave them to the viewer, so that either may come: a bracket that closes
 * nothing opens.
 */
function withBrackets(text: string): string {
  for (const pair of ['()', '[]', '{}', '«»']) {
    const brackets = [...text].filter((sign) => pair.includes(sign))
    if (brackets.length % 2 === 1 || isBalanced(brackets, pair)) continue
    const mirrored = brackets.map((sign) => pair[1 - pair.indexOf(sign)] ?? sign)
    const isMirrored = isBalanced(mirrored, pair)
    let count = 0
    const right = () => (isMirrored ? mirrored[count++] : pair[count++ % 2])
    return withBrackets([...text].map((sign) => (pair.includes(sign) ? (right() ?? sign) : sign)).join(''))
  }
  return text
}

function isBalanced(brackets: string[], [opening]: string): boolean {
  let open = 0
  for (const bracket of brackets) {
    open += bracket === opening ? 1 : -1
    if (open < 0) return false
  }
  return open === 0
}

const isLeftCell = (cell: string) => LEFT_TO_RIGHT.test(cell) && !RIGHT_TO_LEFT.test(cell)
const isLeftWord = (cell: string) => isLeftCell(cell) && !NUMBER.test(cell)

/** Turns a line that is read from the right, without its words from the left and the numbers, signs and blanks between them. */
function turned(cells: string[]): string {
  const runs: string[] = []
  for (let at = 0; at < cells.length; at += 1) {
    const end = isLeftCell(cells[at] ?? '') ? beforeBracket(cells, at, endOfRun(cells, at, isLeftCell)) : at
    const run = cells.slice(at, end + 1)
    if (run.some(isLeftWord)) runs.push(run.join(''))
    else runs.push(...run)
    at = end
  }
  return runs.toReversed().join('')
}

/** Maximum length of a run in which brackets are looked at. */
const BRACKETED_MAX = 500

/**
 * The end of a run, or of its part before a bracket whose other half stands just outside of the run. PDFium mirrors those outside and
 * leaves those within.
 */
function beforeBracket(cells: string[], from: number, end: number): number {
  if (end - from > BRACKETED_MAX) return end
  const lastLeft = (before: number) => from + cells.slice(from, before).findLastIndex(isLeftCell)
  const isBracket = (cell: string | undefined) => cell !== undefined && /^[()[\]{}]$/.test(cell)
  const open: number[] = []
  for (let at = from; at < end; at += 1) {
    if (!isBracket(cells[at])) continue
    if (/^[([{]$/.test(cells[at] ?? '')) open.push(at)
    else if (open.pop() === undefined && isBracket(cells[from - 1])) return lastLeft(at)
  }
  const [first] = open
  return first !== undefined && isBracket(cells[end + 1]) ? lastLeft(first) : end
}

/** Turns the words from the right within a line that is read from the left, with the numbers, signs and blanks between them. */
function withTurnedRuns(cells: string[]): string {
  let line = ''
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    const end = RIGHT_TO_LEFT.test(cell) ? endOfRun(cells, at, (other) => RIGHT_TO_LEFT.test(other)) : at
    line += cells
      .slice(at, end + 1)
      .toReversed()
      .join('')
    at = end
  }
  return line
}

/** The last cell of a run, which holds the numbers, signs and blanks between its own cells. */
function endOfRun(cells: string[], from: number, isOwn: (cell: string) => boolean): number {
  let end = from
  for (let at = from; at < cells.length && (isOwn(cells[at] ?? '') || isNeutral(cells[at] ?? '')); at += 1)
    if (isOwn(cells[at] ?? '')) end = at
  return end
}

const isNeutral = (cell: string) => !RIGHT_TO_LEFT.test(cell) && (!LEFT_TO_RIGHT.test(cell) || NUMBER.test(cell))

const joined = (pieces: Piece[]) => pieces.map(({ text, opensWord }) => (opensWord ? ` ${text}` : text)).join('')
