import type { Glyph } from './glyphs'

/** A character of unknown meaning. */
interface Lost {
  glyph: Glyph
  font: number
  code: number
  /** Larger side of the box around the sign itself; 0: nothing is seen of it. */
  seenSize: number
}

// In parts of the size of the font.
/** Maximum distance of two characters of a word. */
const STEP_MAX = 0.17
/** Maximum width of a blank. */
const BLANK_MAX = 0.6
/** A font with more signs of unknown meaning than this on a page is no font of bullets. */
const BULLETS_MAX = 2

/** More of the same low signs lead the eye to a page number. */
const DOTS_MAX = 3
const DOT_SIZE_MAX = 0.25

const WRITTEN = /[\p{L}\p{N}]/u
const LETTER = /^\p{L}/u

/**
 * Counts the characters of a page that its text lacks because nothing says what they are. Not among them are
 * bullets, single signs that begin a line or stand by themselves, and dots that lead to a page number.
 */
export function lostCharacters() {
  let gap: Lost[] = []
  let count = 0
  const single: Lost[] = []
  let last: Glyph | undefined
  let lastSeen: Glyph | undefined

  const settle = (next: Glyph | undefined) => {
    const runs = runsOf(gap)
    for (const [at, run] of runs.entries()) {
      const [first, end] = [run[0], run.at(-1)]
      if (first === undefined || end === undefined || areDots(run)) continue
      const follows = at === 0 && last !== undefined && WRITTEN.test(last.text) && isNear(last, first.glyph, STEP_MAX)
      const isWithin = at === 0 && lastSeen !== undefined && isNear(lastSeen, first.glyph, BLANK_MAX)
      // A letter follows few bullets without a blank; those begin a line.
      const precedes = at === runs.length - 1 && next !== undefined && LETTER.test(next.text) && isNear(end.glyph, next, STEP_MAX)
      const isOnLine = lastSeen?.baseline === first.glyph.baseline
      const isWord = run.some(({ code, font }) => code !== first.code || font !== first.font)
      if (follows || isWithin || isWord || (precedes && isOnLine)) count += run.length
      else single.push(...run)
    }
    gap = []
  }

  return {
    add: (lost: Lost) => {
      if (lost.seenSize > 0) gap.push(lost)
    },
    /** A character whose meaning is known follows. */
    known: (glyph: Glyph) => {
      if (gap.length > 0) settle(glyph)
      last = glyph
      if (glyph.text !== ' ') lastSeen = glyph
    },
    count: (): number => {
      settle(undefined)
      const codes = new Map<number, Set<number>>()
      for (const { font, code } of single) codes.set(font, (codes.get(font) ?? new Set()).add(code))
      return count + single.filter(({ font, code }) => !isPrivate(code) && (codes.get(font)?.size ?? 0) > BULLETS_MAX).length
    },
  }
}

const areDots = (run: Lost[]): boolean =>
  run.length > DOTS_MAX && run.every(({ code, seenSize, glyph }) => code === run[0]?.code && seenSize < DOT_SIZE_MAX * glyph.size)

/** Characters that follow each other without a blank. */
function runsOf(gap: Lost[]): Lost[][] {
  const runs: Lost[][] = []
  for (const lost of gap) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (before !== undefined && isNear(before.glyph, lost.glyph, STEP_MAX)) run?.push(lost)
    else runs.push([lost])
  }
  return runs
}

const isNear = (before: Glyph, glyph: Glyph, distanceMax: number) =>
  glyph.baseline === before.baseline && Math.abs(glyph.left - before.right) < distanceMax * glyph.size

/** Fonts of signs have their own there. */
const isPrivate = (code: number) => code >= 0xe000 && code <= 0xf8ff
