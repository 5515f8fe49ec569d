import { type HierarchyPointNode, hierarchy, tree } from 'd3-hierarchy'

/** A tree of labels to draw. */
export interface LabelTree {
  label: string
  children: LabelTree[]
}

export interface Box {
  lines: string[]
  /** The middle of the box. */
  x: number
  y: number
  width: number
  height: number
  level: number
  /** Index of its branch of the root; the root: -1. */
  branch: number
  /** undefined: the root. */
  parent: Box | undefined
}

export const LINE_HEIGHT = 18
const COLUMN_WIDTH = 7.8
const PADDING_X = 24
const PADDING_Y = 14
/** Between boxes above each other, and between columns, where the lines run. */
const ROW_GAP = 12
export const COLUMN_GAP = 52

interface Sized {
  lines: string[]
  width: number
  height: number
  branch: number
  children: Sized[]
}

/** Boxes that don't overlap: the root in the middle, its branches to both sides of it, each level a column. */
export function layOut(root: LabelTree): Box[] {
  const sized = sizeOf(root, -1)
  const [right, left] = sides(sized.children)
  const center: Box = { ...boxOf(sized), x: 0, y: 0, level: 0, parent: undefined }
  return [center, ...place(sized, right, 1, center), ...place(sized, left, -1, center)]
}

function sizeOf({ label, children }: LabelTree, branch: number): Sized {
  const lines = wrapLabel(label)
  const width = Math.max(...lines.map(columnsOf)) * COLUMN_WIDTH + PADDING_X
  const below = children.map((child, index) => sizeOf(child, branch === -1 ? index : branch))
  return { lines, width, height: lines.length * LINE_HEIGHT + PADDING_Y, branch, children: below }
}

const boxOf = ({ lines, width, height, branch }: Sized) => ({ lines, width, height, branch })

/** The branches in their order, clockwise from the upper right, so that both sides are about as high. */
function sides(branches: Sized[]): [Sized[], Sized[]] {
  const SINGLE_SIDED_MAX = 3
  if (branches.length <= SINGLE_SIDED_MAX) return [branches, []]
  const total = branches.reduce((sum, branch) => sum + heightOf(branch), 0)
  let passed = 0
  const right = branches.filter((branch) => {
    const isRight = passed < total / 2
    passed += heightOf(branch)
    return isRight
  })
  return [right, branches.slice(right.length).reverse()]
}

const heightOf = ({ height, children }: Sized): number =>
  Math.max(
    height + ROW_GAP,
    children.reduce((sum, child) => sum + heightOf(child), 0),
  )

/** One side by the tidy tree of Reingold and Tilford: parents stand before the middle of their children. */
function place(root: Sized, branches: Sized[], direction: 1 | -1, center: Box): Box[] {
  if (branches.length === 0) return []
  const laid = tree<Sized>()
    .nodeSize([1, 1])
    .separation((one, other) => (one.data.height + other.data.height) / 2 + ROW_GAP)(hierarchy({ ...root, children: branches }))
  const edges = columns(laid)
  const boxes = new Map<HierarchyPointNode<Sized>, Box>([[laid, center]])
  laid.each((node) => {
    if (!node.parent) return
    const x = ((edges[node.depth] ?? 0) + node.data.width / 2) * direction
    boxes.set(node, { ...boxOf(node.data), x, y: node.x - laid.x, level: node.depth, parent: boxes.get(node.parent) })
  })
  return [...boxes.values()].slice(1)
}

/** X position of each level: after the widest box of the previous one, so that no line runs below a box. */
function columns(laid: HierarchyPointNode<Sized>): number[] {
  const widths: number[] = []
  laid.each(({ depth, data }) => {
    widths[depth] = Math.max(widths[depth] ?? 0, data.width)
  })
  const edges: number[] = [-laid.data.width / 2]
  for (const [depth, width] of widths.entries()) edges[depth + 1] = (edges[depth] ?? 0) + width + COLUMN_GAP
  return edges
}

/** Columns of a line, so that a label is read at a glance. */
const COLUMNS_MAX = 28

/** A label in lines of at most COLUMNS_MAX columns, cut between words, and within one that is longer than a line. */
export function wrapLabel(label: string): string[] {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const word of label.trim().split(/\s+/).flatMap(pieces)) {
    const added = columnsOf(word)
    if (line !== '' && columns + 1 + added <= COLUMNS_MAX) {
      line += ` ${word}`
      columns += 1 + added
    } else {
      if (line !== '') lines.push(line)
      line = word
      columns = added
    }
  }
  return [...lines, line]
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff00-\uff60]/u
const ASCII = /^[\x20-\x7e]*$/
/** Columns of the characters of one code unit; 0: not computed yet. */
const unitColumns = new Uint8Array(65_536)

/** Columns as an east Asian terminal counts them: a wide character takes two. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length
  let columns = 0
  for (const character of text) {
    const unit = character.charCodeAt(0)
    const known = character.length === 1 ? unitColumns[unit] : 0
    const added = known || (WIDE.test(character) ? 2 : 1)
    if (character.length === 1) unitColumns[unit] = added
    columns += added
  }
  return columns
}

function pieces(word: string): string[] {
  if (columnsOf(word) <= COLUMNS_MAX) return [word]
  const cut: string[] = []
  let piece = ''
  let columns = 0
  for (const { segment } of graphemes.segment(word)) {
    const added = columnsOf(segment)
    if (piece !== '' && columns + added > COLUMNS_MAX) {
      cut.push(piece)
      piece = ''
      columns = 0
    }
    piece += segment
    columns += added
  }
  return [...cut, piece]
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
