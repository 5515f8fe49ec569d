import { AppError } from '@collabry/runtime/errors'

/** Deeper than any body of the contract needs, and far from where a recursive reader would run out of stack. */
const DEPTH_MAX = 64
const FIELD_CHARS_MAX = 64

interface Place {
  value: unknown
  /** The field of the body it belongs to. */
  field: string
  depth: number
}

/** Refuses JSON that is nested too deeply, and text that is no Unicode: half of a surrogate pair can be written as an escape. */
export function judgeJson(root: unknown): void {
  const places: Place[] = [{ value: root, field: '', depth: 0 }]
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, field, depth } = place
    if (typeof value === 'string') {
      if (!value.isWellFormed()) throw wrong(field, 'must be well-formed Unicode, without lone surrogates')
    } else if (typeof value === 'object' && value !== null) {
      if (depth === DEPTH_MAX) throw wrong(field, `must be nested at most ${DEPTH_MAX} levels deep`)
      for (const [key, inner] of Object.entries(value)) {
        if (!key.isWellFormed()) throw wrong(field, 'must have names of well-formed Unicode')
        places.push({ value: inner, field: depth === 0 ? key : field, depth: depth + 1 })
      }
    }
  }
}

function wrong(name: string, message: string): AppError {
  const field = name.slice(0, FIELD_CHARS_MAX) || 'body'
  return new AppError('validation_error', `${field} ${message}.`, { fields: [{ field, message }] })
}
