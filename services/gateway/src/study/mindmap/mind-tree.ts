import { foldText } from '@collabry/runtime/fold-text'
import { isRecord } from '@collabry/runtime/validation'
import type { MindMapNode } from '../../generation/types'
import { lineOf, objectIn } from '../structured-output/json-answer'

/** Children a node may have: more cannot be taken in at a glance. */
export const CHILDREN_MAX = 8

/** Longest label. */
const LABEL_CHARS_MAX = 120

/** JSON Schema of a tree, written out level by level because some engines ignore recursive schemas. */
export function treeSchema(depth: number): Record<string, unknown> {
  const label = { type: 'string', maxLength: LABEL_CHARS_MAX }
  if (depth === 0) return { type: 'object', properties: { label }, required: ['label'] }
  const children = { type: 'array', items: treeSchema(depth - 1), maxItems: CHILDREN_MAX }
  return { type: 'object', properties: { label, children }, required: ['label', 'children'] }
}

/**
 * The tree in a model's answer, with the topic as its root: deeper levels and labels without a word are left out, ids and levels
 * are ours. No label is there twice: it stays where it is nearest to the root, and elsewhere what was below it takes its place.
 * undefined: the answer is no tree.
 */
export function readTree(answer: string, topic: string, depth: number): MindMapNode | undefined {
  const value = objectIn(answer)
  if (!isRecord(value) || typeof value.label !== 'string') return undefined
  const root = nodeOf('0', cut(topic.replace(/\s+/g, ' ').trim()), 0)
  const taken = new Set([keyOf(root.label)])
  let row: Sprout[] = [{ node: root, below: value.children }]
  for (let level = 1; level <= depth; level++) row = row.flatMap((sprout) => grow(sprout, level, depth, taken))
  return root
}

export const countNodes = (node: MindMapNode): number => node.children.reduce((sum, child) => sum + countNodes(child), 1)

/** A node, and what the model gave as its children. */
interface Sprout {
  node: MindMapNode
  below: unknown
}

const nodeOf = (id: string, label: string, level: number): MindMapNode => ({ id, label, level, children: [] })

function grow({ node, below }: Sprout, level: number, depth: number, taken: Set<string>): Sprout[] {
  const children = distinct(below, depth - level, taken, CHILDREN_MAX).map(({ label, below: own }, index) => ({
    node: nodeOf(`${node.id}.${index + 1}`, label, level),
    below: own,
  }))
  node.children = children.map((child) => child.node)
  return children
}

interface Labelled {
  label: string
  below: unknown
}

/** At most `max` children whose labels are not taken, which they are then; `levels`: how many the map has below them. */
function distinct(children: unknown, levels: number, taken: Set<string>, max: number): Labelled[] {
  if (!Array.isArray(children)) return []
  const found: Labelled[] = []
  for (const child of children) {
    if (found.length >= max) break
    const label = isRecord(child) && typeof child.label === 'string' ? cut(lineOf(child.label)) : ''
    if (label === '') continue
    if (!taken.has(keyOf(label))) {
      taken.add(keyOf(label))
      found.push({ label, below: child.children })
    } else if (levels > 0) found.push(...distinct(child.children, levels - 1, taken, max - found.length))
  }
  return found
}

const keyOf = (label: string): string => foldText(label, 'NFKC', (normal) => normal.toLowerCase())

/** Not cut within a character. */
const cut = (label: string): string => [...label].slice(0, LABEL_CHARS_MAX).join('').trim()
