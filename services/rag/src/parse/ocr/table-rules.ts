/** A picture in grey, row by row: 0 is black, 255 white. */
export interface GreyPicture {
  width: number
  height: number
  greys: Uint8Array
}

const WHITE = 255
/** Darker pixels are ink. */
const INK_MAX = 190
/** About a third of an inch: longer than a stroke of a letter in a text, shorter than two rows of a table. */
const RULE_LENGTH_MIN = 80
/** A stroke of a large letter is thicker. */
const RULE_THICKNESS_MAX = 8
/** Pixels in which a rule fades into the paper. */
const EDGE = 2
/** A table has its outer rules at least. */
const UPRIGHT_RULES_MIN = 2

/**
 * Takes the rules of tables out of a picture: Tesseract reads cells with rules on all sides as letters. Only long thin runs of ink
 * that cross others go, and not where a letter touches them. Pictures without such a grid stay as they are.
 */
export function eraseTableRules({ width, height, greys }: GreyPicture): void {
  const across = { lines: height, length: width, step: 1, lineStep: width }
  const upright = { lines: width, length: height, step: width, lineStep: 1 }
  const isAcross = new Uint8Array(greys.length)
  const flat = runsOf(greys, across)
  for (const { from, to } of flat) isAcross.fill(1, from, to + 1)
  const standing = runsOf(greys, upright).filter(({ from, to }) => crosses(isAcross, from, to, width))
  if (new Set(standing.map(({ from }) => Math.floor((from % width) / RULE_THICKNESS_MAX))).size < UPRIGHT_RULES_MIN) return
  for (const run of flat) erase(greys, run, 1, width)
  // Where two rules cross, the one that is left now is as thin as elsewhere.
  for (const run of standing) erase(greys, run, width, 1)
}

/** How the pixels of a picture follow each other along its rows, or along its columns. */
interface Direction {
  lines: number
  /** Pixels of a line. */
  length: number
  /** From a pixel to the next of its line, and to that of the next line. */
  step: number
  lineStep: number
}

/** First and last pixel. */
interface Run {
  from: number
  to: number
}

/** Long runs of ink. */
function runsOf(greys: Uint8Array, { lines, length, step, lineStep }: Direction): Run[] {
  const runs: Run[] = []
  for (let line = 0; line < lines; line++) {
    let begin = -1
    for (let at = 0; at <= length; at++) {
      const isInk = at < length && (greys[line * lineStep + at * step] ?? WHITE) <= INK_MAX
      if (isInk && begin < 0) begin = at
      if (isInk || begin < 0) continue
      if (at - begin >= RULE_LENGTH_MIN)
        runs.push({ from: line * lineStep + begin * step, to: line * lineStep + (at - 1) * step })
      begin = -1
    }
  }
  return runs
}

function crosses(marked: Uint8Array, from: number, to: number, step: number): boolean {
  for (let at = from; at <= to; at += step) if (marked[at] === 1) return true
  return false
}

/** The ink of a run, and its grey edges, where it is as thin as a rule. */
function erase(greys: Uint8Array, { from, to }: Run, step: number, acrossStep: number): void {
  const isInk = (at: number) => (greys[at] ?? WHITE) <= INK_MAX
  for (let at = from; at <= to; at += step) {
    let [first, last] = [at, at]
    const thicknessOf = () => (last - first) / acrossStep + 1
    while (isInk(first - acrossStep) && thicknessOf() <= RULE_THICKNESS_MAX) first -= acrossStep
    while (isInk(last + acrossStep) && thicknessOf() <= RULE_THICKNESS_MAX) last += acrossStep
    if (!isInk(at) || thicknessOf() > RULE_THICKNESS_MAX) continue
    for (let pixel = first - EDGE * acrossStep; pixel <= last + EDGE * acrossStep; pixel += acrossStep) greys[pixel] = WHITE
  }
}
