/** Fields that may be null although their example is not. */
const NULLABLE = new Set([
  'completed_at',
  'confidence',
  'documents_processing',
  'error',
  'example',
  'expires_at',
  'next_cursor',
  'notebook_id',
  'page',
  'parent_id',
  'tool_used',
  'window_tokens',
])
/** Objects of numbers, each of which may be null. */
const NULLABLE_NUMBERS = new Set(['quotas'])
/** Objects whose names are the user's own, or differ between installations. */
const OPEN = new Set(['metadata', 'components', 'endpoints'])

export interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: boolean
}

/** The schema of an answer, derived from its example, so that only the example is maintained. */
export function schemaOf(example: unknown, name = ''): JsonSchema {
  const schema = plainSchemaOf(example, name)
  return NULLABLE.has(name) ? { ...schema, type: [typeof schema.type === 'string' ? schema.type : 'string', 'null'] } : schema
}

function plainSchemaOf(example: unknown, name: string): JsonSchema {
  if (Array.isArray(example)) return { type: 'array', items: example.length > 0 ? schemaOf(example[0]) : {} }
  if (example === null) return {}
  if (typeof example !== 'object') return { type: typeof example }
  if (OPEN.has(name)) return { type: 'object', additionalProperties: true }
  const fields = Object.entries(example)
  const fieldSchema = (value: unknown, field: string): JsonSchema =>
    NULLABLE_NUMBERS.has(name) ? { type: ['number', 'null'] } : schemaOf(value, field)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([field, value]) => [field, fieldSchema(value, field)])),
    required: fields.map(([field]) => field),
  }
}
