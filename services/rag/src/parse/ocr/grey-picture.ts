/** A picture in grey, row by row: 0 is black, 255 white. */
export interface GreyPicture {
  width: number
  height: number
  greys: Uint8Array
}

const WHITE = 255
/** Pixels that are nearer to the paper than this share of the way to the ink are no ink. */
const PAPER_SHARE = 0.25
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
  const tones = tonesOf(greys)
  const across = { lines: height, length: width, step: 1, lineStep: width }
  const upright = { lines: width, length: height, step: width, lineStep: 1 }
  const isAcross = new Uint8Array(greys.length)
  const flat = runsOf(greys, tones, across)
  for (const { from, to } of flat) isAcross.fill(1, from, to + 1)
  const standing = runsOf(greys, tones, upright).filter(({ from, to }) => crosses(isAcross, from, to, width))
  if (new Set(standing.map(({ from }) => Math.floor((from % width) / RULE_THICKNESS_MAX))).size < UPRIGHT_RULES_MIN) return
  for (const run of flat) erase(greys, tones, run, [1, width])
  // Where two rules cross, the one that is left now is as thin as elsewhere.
  for (const run of standing) erase(greys, tones, run, [width, 1])
}

interface Tones {
  paper: number
  /** For each grey: 1 is ink. */
  isInk: Uint8Array
}

/** Paper is what most of the picture is, be it dark or light. A threshold by Otsu parts the greys in two. */
function tonesOf(greys: Uint8Array): Tones {
  const counts = new Uint32Array(WHITE + 1)
  for (let at = 0; at < greys.length; at += 1) {
    const grey = greys[at] ?? WHITE
    counts[grey] = (counts[grey] ?? 0) + 1
  }
  const total = counts.reduce((sum, count, grey) => sum + count * grey, 0)
  let [below, sumBelow, best] = [0, 0, -1]
  let [dark, light, isLight] = [0, WHITE, true]
  for (const [grey, count] of counts.entries()) {
    below += count
    sumBelow += count * grey
    const above = greys.length - below
    if (below === 0 || above === 0) continue
    const [meanBelow, meanAbove] = [sumBelow / below, (total - sumBelow) / above]
    const between = below * above * (meanAbove - meanBelow) ** 2
    if (between <= best) continue
    best = between
    ;[dark, light, isLight] = [meanBelow, meanAbove, above >= below]
  }
  const [paper, ink] = isLight ? [light, dark] : [dark, light]
  const edge = paper + (ink - paper) * PAPER_SHARE
  return { paper: Math.round(paper), isInk: Uint8Array.from(counts, (_, grey) => Number(isLight ? grey <= edge : grey >= edge)) }
}

/** The picture in another size, smoothly. */
export function enlarged({ width, height, greys }: GreyPicture, factor: number): GreyPicture {
  const large = { width: width * factor, height: height * factor, greys: new Uint8Array(width * height * factor * factor) }
  const placesOf = (length: number) =>
    Array.from({ length: length * factor }, (_, at) => {
      const place = Math.min(length - 1, Math.max(0, (at + 0.5) / factor - 0.5))
      const first = Math.floor(place)
      return { first, second: Math.min(length - 1, first + 1), share: place - first }
    })
  const columns = placesOf(width)
  for (const [row, { first, second, share: down }] of placesOf(height).entries()) {
    const [upper, lower] = [first * width, second * width]
    for (const [column, { first: left, second: right, share }] of columns.entries()) {
      const above = (greys[upper + left] ?? 0) * (1 - share) + (greys[upper + right] ?? 0) * share
      const below = (greys[lower + left] ?? 0) * (1 - share) + (greys[lower + right] ?? 0) * share
      large.greys[row * large.width + column] = Math.round(above * (1 - down) + below * down)
    }
  }
  return large
}

/** As a PGM file. */
export const pgmOf = ({ width, height, greys }: GreyPicture): Uint8Array =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n${WHITE}\n`, 'latin1'), greys])

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
function runsOf(greys: Uint8Array, { isInk: isTone }: Tones, { lines, length, step, lineStep }: Direction): Run[] {
  const runs: Run[] = []
  for (let line = 0; line < lines; line++) {
    let begin = -1
    for (let at = 0; at <= length; at++) {
      const isInk = at < length && isTone[greys[line * lineStep + at * step] ?? WHITE] === 1
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
function erase(greys: Uint8Array, tones: Tones, { from, to }: Run, [step, acrossStep]: [number, number]): void {
  const isInk = (at: number) => at >= 0 && at < greys.length && tones.isInk[greys[at] ?? WHITE] === 1
  for (let at = from; at <= to; at += step) {
    let [first, last] = [at, at]
    const thicknessOf = () => (last - first) / acrossStep + 1
    while (isInk(first - acrossStep) && thicknessOf() <= RULE_THICKNESS_MAX) first -= acrossStep
    while (isInk(last + acrossStep) && thicknessOf() <= RULE_THICKNESS_MAX) last += acrossStep
    if (!isInk(at) || thicknessOf() > RULE_THICKNESS_MAX) continue
    for (let pixel = first - EDGE * acrossStep; pixel <= last + EDGE * acrossStep; pixel += acrossStep) greys[pixel] = tones.paper
  }
}
