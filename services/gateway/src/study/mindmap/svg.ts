import { type Box, COLUMN_GAP, type LabelTree, LINE_HEIGHT, layOut } from './layout'

/** Lines and borders of the branches; on white each has a contrast of 4.5 and more. */
const COLORS = ['#1d5fbf', '#b3261e', '#1a7a3c', '#7b3fb5', '#9a5b00', '#00707a', '#a8327d', '#4a5560']
const MARGIN = 24
const FONT_SIZE = 14

/** A picture of a tree: shapes and text alone, without scripts, styles or anything that is fetched. */
export function mindMapSvg(root: LabelTree): string {
  const boxes = layOut(root)
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2)) - MARGIN
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2)) - MARGIN
  const width = Math.max(...boxes.map((box) => box.x + box.width / 2)) + MARGIN - left
  const height = Math.max(...boxes.map((box) => box.y + box.height / 2)) + MARGIN - top
  const view = [left, top, width, height].map(round).join(' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="${view}" width="${round(width)}" height="${round(height)}" font-family="Helvetica, Arial, sans-serif" font-size="${FONT_SIZE}">
<title>${plainText(root.label)}</title>
<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="#ffffff"/>
<g fill="none" stroke-width="2">
${boxes.flatMap(line).join('\n')}
</g>
<g text-anchor="middle">
${boxes.map(box).join('\n')}
</g>
</svg>
`
}

const colorOf = ({ branch }: Box): string => COLORS[branch % COLORS.length] ?? '#333333'

/**
 * A line from the side of the parent to the facing side of the box. It bends only after the parent's column, where no wider box
 * of that column can hide it.
 */
function line(box: Box): string[] {
  const { parent, x, y } = box
  if (!parent) return []
  const direction = Math.sign(x - parent.x)
  const from = parent.x + (direction * parent.width) / 2
  const to = x - (direction * box.width) / 2
  const bend = to - direction * COLUMN_GAP
  const [a, b, c, d] = [from, bend, (bend + to) / 2, to].map(round)
  const [above, below] = [round(parent.y), round(y)]
  return [`<path d="M${a} ${above}H${b}C${c} ${above} ${c} ${below} ${d} ${below}" stroke="${colorOf(box)}"/>`]
}

function box(box: Box): string {
  const { lines, x, y, width, height, level } = box
  const isRoot = level === 0
  const color = isRoot ? '#22303c' : colorOf(box)
  const fill = isRoot || level === 1 ? color : '#ffffff'
  const shape = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="9" fill="${fill}" stroke="${color}" stroke-width="1.5"/>`
  const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2 + FONT_SIZE * 0.35
  const rows = lines.map(
    (text, index) => `<tspan x="${round(x)}" y="${round(first + index * LINE_HEIGHT)}">${plainText(text)}</tspan>`,
  )
  const ink = fill === '#ffffff' ? '#1b1b1b' : '#ffffff'
  return `${shape}<text fill="${ink}"${isRoot ? ' font-weight="bold"' : ''}>${rows.join('')}</text>`
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Escapes text; characters that XML 1.0 does not allow are left out. */
const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
