import { fieldError, isRecord } from '@collabry/runtime/validation'

/** Says whether the metadata of a document fit. */
export type MetadataFilter = (metadata: Record<string, unknown>) => boolean

type Value = string | number | boolean
type Test = (value: unknown) => boolean

const FILTER_BYTES_MAX = 4_096
const FIELDS_MAX = 8
const FIELD_LENGTH_MAX = 128
const VALUES_MAX = 100

const OPERATORS: Record<string, (operand: unknown, field: string) => Test> = {
  eq: (operand, field) => equals(single(operand, field)),
  in: (operand, field) => {
    if (!Array.isArray(operand) || operand.length < 1 || operand.length > VALUES_MAX)
      throw wrong(`for ${field}, in takes a list of 1 to ${VALUES_MAX} values`)
    const tests = operand.map((value) => equals(single(value, field)))
    return (value) => tests.some((fits) => fits(value))
  },
  gt: ordered((order) => order > 0),
  gte: ordered((order) => order >= 0),
  lt: ordered((order) => order < 0),
  lte: ordered((order) => order <= 0),
}

/**
 * A filter from JSON as text: an object from a field, whose dots lead into objects, to the value that it must have, or to
 * operators. All must fit. It is only ever compared with metadata here: no part of it reaches a query of a store.
 */
export function metadataFilter(json: string): MetadataFilter {
  if (Buffer.byteLength(json) > FILTER_BYTES_MAX) throw wrong('give at most 4 KiB of JSON')
  const fields = Object.entries(objectOf(json))
  if (fields.length > FIELDS_MAX) throw wrong(`give at most ${FIELDS_MAX} fields`)
  const tests = fields.map(([field, wanted]) => ({ path: pathOf(field), fits: testOf(field, wanted) }))
  return (metadata) => tests.every(({ path, fits }) => fits(valueAt(metadata, path)))
}

function objectOf(json: string): Record<string, unknown> {
  const value = parsed(json)
  if (!isRecord(value)) throw wrong('give a JSON object, from a field to a value or to operators')
  return value
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function pathOf(field: string): string[] {
  const path = field.split('.')
  if (field.length > FIELD_LENGTH_MAX || path.includes(''))
    throw wrong(`the name of a field has 1 to ${FIELD_LENGTH_MAX} characters, and something on both sides of a dot`)
  return path
}

function testOf(field: string, wanted: unknown): Test {
  if (!isRecord(wanted)) return equals(single(wanted, field))
  const tests = Object.entries(wanted).map(([name, operand]) => {
    const make = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
    if (make === undefined) throw wrong(`for ${field}, use ${Object.keys(OPERATORS).join(', ')}`)
    return make(operand, field)
  })
  if (tests.length === 0) throw wrong(`for ${field}, give a value or an operator`)
  return (value) => tests.every((fits) => fits(value))
}

/** Own fields alone: no name of a prototype is a field of metadata. */
function valueAt(metadata: Record<string, unknown>, path: string[]): unknown {
  let value: unknown = metadata
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

/** A list has every value that is in it. */
const equals =
  (wanted: Value): Test =>
  (value) =>
    Array.isArray(value) ? value.includes(wanted) : value === wanted

/** Numbers by size, text by code units, which puts dates of ISO 8601 in order; nothing else has an order. */
function ordered(fits: (order: number) => boolean) {
  return (operand: unknown, field: string): Test => {
    const limit = single(operand, field)
    if (typeof limit === 'boolean') throw wrong(`for ${field}, a range takes numbers or text`)
    return (value) => {
      if (typeof value !== typeof limit || (typeof value !== 'number' && typeof value !== 'string')) return false
      return fits(value === limit ? 0 : value > limit ? 1 : -1)
    }
  }
}

function single(value: unknown, field: string): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw wrong(`for ${field}, a value is text, a number, true or false`)
}

const wrong = (rule: string) => fieldError('filter', rule)
