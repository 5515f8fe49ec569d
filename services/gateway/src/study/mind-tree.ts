import type { MindMapNode } from './answer'
import { isRecord, lineOf, objectIn } from './data/json-answer'

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
 * The tree in a model's answer, with the topic as its root: deeper levels, labels without a word and repeated siblings are left
 * out, ids and levels are ours. undefined: the answer is no tree.
 */
export function readTree(answer: string, topic: string, depth: number): MindMapNode | undefined {
  const value = objectIn(answer)
  if (!isRecord(value) || typeof value.label !== 'string') return undefined
  return {
    id: '0',
    label: cut(topic.replace(/\s+/g, ' ').trim()),
    level: 0,
    children: readChildren(value.children, '0', 1, depth),
  }
}

export const countNodes = (node: MindMapNode): number => node.children.reduce((sum, child) => sum + countNodes(child), 1)

function readChildren(children: unknown, parentId: string, level: number, depth: number): MindMapNode[] {
  if (level > depth || !Array.isArray(children)) return []
  const distinct = new Map<string, { label: string; children: unknown }>()
  for (const child of children) {
    const label = isRecord(child) && typeof child.label === 'string' ? cut(lineOf(child.label)) : ''
    if (label !== '' && !distinct.has(label.toLowerCase())) distinct.set(label.toLowerCase(), { label, children: child.children })
  }
  return [...distinct.values()].slice(0, CHILDREN_MAX).map(({ label, children: below }, index) => {
    const id = `${parentId}.${index + 1}`
    return { id, label, level, children: readChildren(below, id, level + 1, depth) }
  })
}

/** Not cut within a character. */
const cut = (label: string): string => [...label].slice(0, LABEL_CHARS_MAX).join('').trim()
