import { isRecord } from '@collabry/runtime/validation'
import type { Evidence, EvidenceFinder } from '../source-material/evidence'
import { itemKey } from '../structured-output/item-key'
import { lineOf, linesOf } from '../structured-output/json-answer'

export interface ReadConcept {
  name: string
  definition: string
  example: string | null
  /** As the model wrote them: they may name nothing. */
  related: string[]
  /** Where the material says it. */
  place: Evidence
}

const NAME_CHARS_MAX = 120
const TEXT_CHARS_MAX = 1_000
/** Longest sentence that the schema allows. */
const SENTENCE_CHARS_MAX = 400
const RELATED_MAX = 8
/** Share of the words of the definition that one place of the material must hold; it may be put in other words. */
const SUPPORT_MIN = 0.5

export function conceptsSchema(count: number): Record<string, unknown> {
  const name = { type: 'string', maxLength: NAME_CHARS_MAX }
  const text = { type: 'string', maxLength: SENTENCE_CHARS_MAX }
  const related = { type: 'array', items: name, maxItems: RELATED_MAX }
  const properties = { name, definition: text, example: text, related }
  const concept = { type: 'object', properties, required: Object.keys(properties) }
  return {
    type: 'object',
    properties: { concepts: { type: 'array', items: concept, minItems: 1, maxItems: count } },
    required: ['concepts'],
  }
}

export const keyOf = ({ name }: ReadConcept): string => itemKey(name)

/** A concept that the material holds, or what is wrong with it. */
export function readConcept(entry: unknown, evidence: EvidenceFinder): ReadConcept | string {
  if (!isRecord(entry)) return 'Every concept must be an object.'
  const name = lineOf(entry.name)
  const definition = lineOf(entry.definition)
  if (name === '' || name.length > NAME_CHARS_MAX) return 'Every concept needs a "name".'
  if (definition === '' || definition.length > TEXT_CHARS_MAX)
    return `The concept "${name}" needs a "definition" of one sentence.`
  if (itemKey(name) === itemKey(definition)) return `The definition of "${name}" says nothing.`
  const place = evidence.find(definition, name)
  if (!place || place.share < SUPPORT_MIN || !evidence.holdsNumbers(definition, place)) {
    return `The definition of "${name}" does not stand in the material.`
  }
  if ((evidence.find(name, definition)?.share ?? 0) < SUPPORT_MIN) return `"${name}" is no term of the material.`
  const example = lineOf(entry.example)
  const given = example !== '' && example.length <= TEXT_CHARS_MAX && holds(evidence, example, name)
  return { name, definition, example: given ? example : null, related: linesOf(entry.related).slice(0, RELATED_MAX), place }
}

/** An example that the material does not give is invented, and left out. */
function holds(evidence: EvidenceFinder, example: string, name: string): boolean {
  const place = evidence.find(example, name)
  return place !== undefined && place.share >= SUPPORT_MIN && evidence.holdsNumbers(example, place)
}
