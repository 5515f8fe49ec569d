import { AppError } from '@collabry/runtime/errors'
import type { LabelTree } from './layout'

/** A tree that can still be looked at. */
const NODES_MAX = 1_000
const DEPTH_MAX = 16
const LABEL_CHARS_MAX = 500
/** Characters of all labels together: the layout is one synchronous step. */
const LABELS_CHARS_MAX = 100_000

/** The tree of a request, as far as it is drawn: labels and children. */
export function givenTree(root: unknown): LabelTree {
  let nodes = 0
  let characters = 0
  const read = (value: unknown, depth: number): LabelTree => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrong('must be an object with label and children')
    const label = 'label' in value ? value.label : undefined
    const children = 'children' in value ? (value.children ?? []) : []
    if (typeof label !== 'string' || label.trim() === '' || label.length > LABEL_CHARS_MAX) {
      throw wrong(`must have labels of 1 to ${LABEL_CHARS_MAX} characters`)
    }
    if (!Array.isArray(children)) throw wrong('must have lists as children')
    if (depth > DEPTH_MAX) throw wrong(`must be at most ${DEPTH_MAX} levels deep`)
    if (++nodes > NODES_MAX) throw wrong(`must have at most ${NODES_MAX} nodes`)
    characters += label.length
    if (characters > LABELS_CHARS_MAX) throw wrong(`must have labels of at most ${LABELS_CHARS_MAX} characters together`)
    return { label, children: children.map((child) => read(child, depth + 1)) }
  }
  return read(root, 0)
}

const wrong = (message: string) => new AppError('validation_error', `root ${message}.`, { fields: [{ field: 'root', message }] })
