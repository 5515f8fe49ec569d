import { isRecord } from '@collabry/runtime/validation'
import type { Evidence, EvidenceFinder } from '../source-material/evidence'
import { lineOf, linesOf } from '../structured-output/json-answer'
import type { PlanPart } from './schedule'

export interface ReadPart extends PlanPart {
  /** Where the material is about it; undefined: there is no material. */
  place: Evidence | undefined
}

const TITLE_CHARS_MAX = 200
const TASK_CHARS_MAX = 500
const TASKS_MAX = 8
/** Share of the words of a title or its tasks that one place must hold: they tell what to do, not what the material says. */
const RELATED_MIN = 0.2

export function partsSchema(count: number): Record<string, unknown> {
  const title = { type: 'string', maxLength: TITLE_CHARS_MAX }
  const task = { type: 'string', maxLength: TASK_CHARS_MAX }
  const properties = { title, tasks: { type: 'array', items: task, minItems: 1, maxItems: TASKS_MAX } }
  const part = { type: 'object', properties, required: Object.keys(properties) }
  return {
    type: 'object',
    properties: { plan: { type: 'array', items: part, minItems: 1, maxItems: count } },
    required: ['plan'],
  }
}

/** A part that can be studied, or what is wrong with it. */
export function readPart(entry: unknown, evidence: EvidenceFinder): ReadPart | string {
  if (!isRecord(entry)) return 'Every part must be an object.'
  const title = lineOf(entry.title)
  if (title === '' || title.length > TITLE_CHARS_MAX) return 'Every part needs a "title" of a few words.'
  const tasks = linesOf(entry.tasks).filter((task) => task.length <= TASK_CHARS_MAX)
  if (tasks.length === 0) return `The part "${title}" needs "tasks", a list of sentences.`
  const part = { title, tasks: tasks.slice(0, TASKS_MAX) }
  if (evidence.isEmpty) return { ...part, place: undefined }
  const places = [evidence.find(title, tasks.join(' ')), evidence.find(tasks.join(' '), title)]
  const place = places.find((found) => found && found.share >= RELATED_MIN)
  return place ? { ...part, place } : `The part "${title}" is about nothing in the material.`
}
