import { type Box, COLUMN_GAP, type LabelTree, LINE_HEIGHT, layOut } from './layout'

/**
 * A Mermaid mindmap (https://mermaid.js.org/syntax/mindmap.html); every label is a quoted text, so that no sign in it is syntax.
 */
export const mindMapMermaid = (root: LabelTree): string => `mindmap\n${nodes(root, 1).join('\n')}\n`

function nodes({ label, children }: LabelTree, level: number): string[] {
  const text = entities(label)
  // The root is a circle. The id before the bracket is needed, because the parser could take a label for an id.
  const shape = level === 1 ? `root(("${text}"))` : `n["${text}"]`
  return [`${'  '.repeat(level)}${shape}`, ...children.flatMap((child) => nodes(child, level + 1))]
}

/**
 * Characters that would end the text, or be markup in it, as named entities: Mermaid's own form, `#35;`, is not read back in mind
 * maps (tried on 11), and `fa:` would be an icon. A directive, `%%{init: …}%%`, is read before all else, wherever it stands.
 */
const entities = (label: string): string =>
  oneLine(label)
    .replace(/["`*_#<>&$%]/g, (sign) => NAMES[sign] ?? '')
    .replace(/\b(fa[a-z]?):/g, '$1&colon;')

const NAMES: Record<string, string> = {
  '"': '&quot;',
  '`': '&grave;',
  '*': '&ast;',
  _: '&lowbar;',
  '#': '&num;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  $: '&dollar;',
  '%': '&percnt;',
}

/** A nested list of Markdown. */
export const mindMapMarkdown = (root: LabelTree): string => `${items(root, 0).join('\n')}\n`

const items = ({ label, children }: LabelTree, level: number): string[] => [
  `${'  '.repeat(level)}- ${escaped(label)}`,
  ...children.flatMap((child) => items(child, level + 1)),
]

/** Signs that are markup anywhere, and those that are it at the beginning of a line alone. */
const escaped = (label: string): string =>
  oneLine(label)
    .replace(/[\\`*_{}[\]<>()#|~!&$^=]/g, '\\$&')
    .replace(/^([+-])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    // A bare address is made a link by most readers.
    .replace(/:\/\//g, '\\://')
    .replace(/@/g, '\\@')

const oneLine = (label: string): string => label.replace(/[\s\p{Cc}]+/gu, ' ').trim()

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
