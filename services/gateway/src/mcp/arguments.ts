import { fieldError, isRecord } from '@collabry/runtime/validation'
import type { Static, TObject, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

/** The arguments of a call by their schema: null is left out, defaults are filled in. Errors: validation_error. */
export function argumentsOf<Schema extends TObject>(schema: Schema, given: Record<string, unknown>): Static<Schema> {
  const sent = Object.entries(given).filter(([, value]) => value !== null)
  const defaults = Object.entries(schema.properties).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value]],
  )
  // Not Value.Default, which makes objects of arrays.
  const filled: unknown = { ...Object.fromEntries(defaults), ...Object.fromEntries(sent) }
  if (Value.Check(schema, filled)) return filled
  const wrong = Value.Errors(schema, filled).First()
  const field = wrong?.path.slice(1).replaceAll('/', '.') || 'arguments'
  const rule: unknown = wrong?.schema.error
  throw fieldError(field, wrong?.value === undefined ? 'is required' : typeof rule === 'string' ? rule : 'is wrong')
}

/** Keywords that say something to TypeBox or Elysia alone. */
const OURS = new Set(['$id', 'error', 'field'])

/** The JSON Schema of the arguments of a tool, in which a field with a default may be left out. */
export function inputSchemaOf(schema: TSchema): object {
  const { required, ...written } = plain(JSON.parse(JSON.stringify(schema))) as { required?: string[] }
  const left = required?.filter((name) => schema.properties[name].default === undefined) ?? []
  return { ...written, ...(left.length > 0 && { required: left }) }
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (OURS.has(name) ? [] : [[name, plain(inner)]])))
}
