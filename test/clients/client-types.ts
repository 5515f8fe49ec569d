import type { JsonSchema } from '../../services/gateway/src/core/openapi/json-schema'

const HEAD = '// Made from the OpenAPI document by `bun run gen`. Do not edit.\n'

/** TypeScript types of the document's components, for packages/client. */
export const clientTypes = (schemas: Record<string, JsonSchema>): string =>
  `${HEAD}\n${Object.entries(schemas)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => declaration(name, schema))
    .join('\n')}`

function declaration(name: string, schema: JsonSchema): string {
  const isObject = schema.type === 'object' && schema.properties && Object.keys(schema.properties).length > 0
  const type = isObject ? `interface ${name} ${objectType(schema, '')}` : `type ${name} = ${typeOf(schema, '')}`
  return `${comment(schema, '')}export ${type}\n`
}

const comment = ({ description }: JsonSchema, indent: string) =>
  description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */\n`

function objectType({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = `${indent}  `
  const fields = Object.entries(properties).map(([name, field]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
    return `${comment(field, inner)}${inner}${key}${required.includes(name) ? '' : '?'}: ${typeOf(field, inner)}\n`
  })
  return `{\n${fields.join('')}${indent}}`
}

function typeOf(schema: JsonSchema, indent: string): string {
  const { $ref, const: value, enum: words, anyOf, type } = schema
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? 'unknown'
  if (value !== undefined) return JSON.stringify(value)
  if (words) return words.map((word) => JSON.stringify(word)).join(' | ')
  if (anyOf) return [...new Set(anyOf.map((one) => typeOf(one, indent)))].join(' | ')
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, indent)).join(' | ')
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return arrayOf(typeOf(schema.items ?? {}, indent))
    case 'object':
      return Object.keys(schema.properties ?? {}).length > 0 ? objectType(schema, indent) : recordOf(schema, indent)
    default:
      return 'unknown'
  }
}

const arrayOf = (type: string) => (/[ {]/.test(type) ? `(${type})[]` : `${type}[]`)

function recordOf({ additionalProperties, patternProperties }: JsonSchema, indent: string): string {
  const values = Object.values((patternProperties ?? {}) as Record<string, JsonSchema>)[0] ?? additionalProperties
  return `Record<string, ${typeof values === 'object' ? typeOf(values, indent) : 'unknown'}>`
}
