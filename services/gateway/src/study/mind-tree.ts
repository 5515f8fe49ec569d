import type { MindMapNode } from './answer'

/** Children a node may have: more cannot be taken in at a glance. */
export const CHILDREN_MAX = 8

/** Longest label. */
const LABEL_CHARS_MAX = 120

/** What is asked of a model: the tree written out level by level, since not every engine follows a schema that refers to itself. */
export function treeSchema(depth: number): Record<string, unknown> {
  const label = { type: 'string', maxLength: LABEL_CHARS_MAX }
  if (depth === 0) return { type: 'object', properties: { label }, required: ['label'] }
  const children = { type: 'array', items: treeSchema(depth - 1), maxItems: CHILDREN_MAX }
  return { type: 'object', properties: { label, children }, required: ['label', 'children'] }
}

/**
 * The tree in a model's answer, with the topic as its root: deeper levels, empty labels and repeated siblings are left out,
 * ids and levels are ours. undefined: the answer is no tree.
 */
export function readTree(json: string, topic: string, depth: number): MindMapNode | undefined {
  const value = parse(json)
  if (!isNode(value)) return undefined
  return { id: '0', label: toLabel(topic), level: 0, children: readChildren(value.children, '0', 1, depth) }
}

export const countNodes = (node: MindMapNode): number => node.children.reduce((sum, child) => sum + countNodes(child), 1)

interface RawNode {
  label: string
  children?: unknown
}

function readChildren(children: unknown, parentId: string, level: number, depth: number): MindMapNode[] {
  if (level > depth || !Array.isArray(children)) return []
  const seen = new Set<string>()
  const distinct = children.filter(isNode).filter(({ label }) => {
    const key = toLabel(label).toLowerCase()
    return key !== '' && !seen.has(key) && seen.add(key)
  })
  return distinct.slice(0, CHILDREN_MAX).map((child, index) => {
    const id = `${parentId}.${index + 1}`
    return { id, label: toLabel(child.label), level, children: readChildren(child.children, id, level + 1, depth) }
  })
}

const isNode = (value: unknown): value is RawNode =>
  typeof value === 'object' && value !== null && 'label' in value && typeof value.label === 'string'

/** One line, not cut within a character. */
const toLabel = (text: string): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, LABEL_CHARS_MAX).join('').trim()

/** The JSON object of an answer, also from between the words or the fence that a model may put around it. */
function parse(answer: string): unknown {
  const start = answer.indexOf('{')
  const end = answer.lastIndexOf('}')
  try {
    return JSON.parse(answer.slice(start, end + 1))
  } catch {
    return undefined
  }
}
