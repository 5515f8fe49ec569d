import type { LabelTree } from './layout'

/** A Mermaid mindmap (https://mermaid.js.org/syntax/mindmap.html); every label is a quoted text, so that no sign in it is syntax. */
export const mindMapMermaid = (root: LabelTree): string => `mindmap\n${nodes(root, 1).join('\n')}\n`

function nodes({ label, children }: LabelTree, level: number): string[] {
  const text = entities(label)
  // The root is a circle. The id before the bracket is needed, because the parser could take a label for an id.
  const shape = level === 1 ? `root(("${text}"))` : `n["${text}"]`
  return [`${'  '.repeat(level)}${shape}`, ...children.flatMap((child) => nodes(child, level + 1))]
}

/**
 * What would end the text, or be markup in it, as named entities: Mermaid's own form, `#35;`, is not read back in mind maps
 * (tried on 11), and `fa:` would be an icon. A directive, `%%{init: …}%%`, is
 * read before all else, wherever it stands.
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
