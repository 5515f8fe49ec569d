import type { TSchema } from '@sinclair/typebox'

/** A schema as the document shows it. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  default?: unknown
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
  contentSchema?: JsonSchema
  [keyword: string]: unknown
}

type Side = 'request' | 'answer'

export interface Components {
  schemas: Record<string, JsonSchema>
  toJsonSchema(schema: TSchema, side: Side): JsonSchema
}

/** Keywords that say something to TypeBox or Elysia alone. */
const OURS = new Set(['$id', 'error', 'field'])

/** Turns TypeBox schemas into those of the document; one with an `$id` is a component of this name, and referred to. */
export function createComponents(): Components {
  const schemas: Record<string, JsonSchema> = {}
  const toJsonSchema = (schema: TSchema, side: Side): JsonSchema => {
    const node = schema as JsonSchema
    if (node.$id !== undefined) return component(String(node.$id), node, side)
    if (node.$ref !== undefined) return { $ref: reference(node.$ref) }
    return simplified(shown(node, side))
  }
  const component = (name: string, { $id: _, ...node }: JsonSchema, side: Side): JsonSchema => {
    const known = schemas[name]
    // A recursive schema refers to itself while it is made.
    schemas[name] ??= {}
    const made = simplified(shown(node, side))
    if (known && Object.keys(known).length > 0 && !Bun.deepEquals(known, made))
      throw new Error(`two schemas have the name ${name}`)
    schemas[name] = made
    return { $ref: reference(name) }
  }
  const shown = (node: JsonSchema, side: Side): JsonSchema => {
    const { patternProperties, ...rest } = node
    // TypeBox says so of an object whose names are open.
    const named = patternProperties ? { ...rest, additionalProperties: Object.values(patternProperties)[0] } : rest
    const kept = Object.entries(named).filter(([keyword]) => !OURS.has(keyword))
    const schema: JsonSchema = Object.fromEntries(kept.map(([keyword, value]) => [keyword, inner(keyword, value, side)]))
    return side === 'request' ? withOptional(schema, node) : schema
  }
  const inner = (keyword: string, value: unknown, side: Side): unknown => {
    if (keyword === 'properties') {
      const fields = Object.entries(value as Record<string, TSchema>)
      return Object.fromEntries(fields.map(([name, field]) => [name, orText(toJsonSchema(field, side))]))
    }
    if (keyword === 'anyOf') return (value as TSchema[]).map((one) => toJsonSchema(one, side))
    const isSchema = keyword === 'items' || keyword === 'contentSchema' || keyword === 'additionalProperties'
    return isSchema && typeof value === 'object' ? toJsonSchema(value as TSchema, side) : value
  }
  return { schemas, toJsonSchema }
}

const reference = (name: string) => `#/components/schemas/${name}`

/** A field with a default may be left out, and null is the same as leaving a field out. */
function withOptional({ required: all = [], ...schema }: JsonSchema, written: JsonSchema): JsonSchema {
  if (!schema.properties) return schema
  const required = all.filter((name) => written.properties?.[name]?.default === undefined)
  const properties = Object.entries(schema.properties).map(([name, field]) => [
    name,
    required.includes(name) ? field : orNull(field),
  ])
  return { ...schema, properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) }
}

/** A field that is always null, of a type for which clients can be generated. */
const orText = (schema: JsonSchema): JsonSchema => (schema.type === 'null' ? { ...schema, type: ['string', 'null'] } : schema)

/** The same schema, which null fits too. */
function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: words } = schema
  if (typeof type === 'string' && words) {
    // The generator for Go makes no code for a default of words that may be null.
    const { default: standard, description, ...rest } = schema
    const said = [description, standard !== undefined && `Default: ${JSON.stringify(standard)}.`].filter(Boolean).join('. ')
    return { ...rest, type: [type, 'null'], enum: [...words, null], ...(said !== '' && { description: said }) }
  }
  if (typeof type === 'string') return { ...schema, type: [type, 'null'] }
  if (Array.isArray(type)) return schema
  const { description, ...rest } = schema
  const choices = Object.keys(rest).length === 1 && rest.anyOf ? rest.anyOf : [rest]
  // Anything at all, null included.
  if (Object.keys(rest).length === 0) return schema
  if (choices.some(({ type }) => type === 'null')) return schema
  return { ...(description !== undefined && { description }), anyOf: [...choices, { type: 'null' }] }
}

/** Alternatives in the form that readers and generators of clients know best. */
function simplified(schema: JsonSchema): JsonSchema {
  const { anyOf, default: standard, ...rest } = schema
  // Nor of an object: the generator for Python leaves the operation out.
  if (!anyOf) return typeof standard === 'object' && !Array.isArray(standard) ? rest : schema
  // A number in a query is a string or a number to Elysia, and a number to its caller.
  const whole = anyOf.find(({ type }) => type === 'integer')
  if (whole && anyOf.some(({ format }) => format === 'integer')) return { ...whole, ...rest, default: standard }
  const words = anyOf.map(({ const: word }) => word)
  if (words.every((word) => typeof word === 'string')) return { ...rest, type: 'string', enum: words, ...defaultOf(standard) }
  if (words.every((word) => typeof word === 'number')) return { ...rest, type: 'integer', enum: words, ...defaultOf(standard) }
  const others = anyOf.filter(({ type }) => type !== 'null')
  const [only] = others
  if (only && others.length === 1 && others.length < anyOf.length && only.$ref === undefined)
    return { ...orNull({ ...only, ...rest }), ...defaultOf(standard) }
  // Generators of clients make no code for a default of alternatives.
  const description = [rest.description, standard !== undefined && `Default: ${JSON.stringify(standard)}.`].filter(Boolean)
  return { ...rest, anyOf, ...(description.length > 0 && { description: description.join('. ') }) }
}

const defaultOf = (standard: unknown) => (standard === undefined ? {} : { default: standard })
