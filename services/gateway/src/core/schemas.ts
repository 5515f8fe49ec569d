import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import { type TProperties, type TSchema, Type as t } from '@sinclair/typebox'
import { t as elysiaTypes } from 'elysia'

// Every schema here says its rule in `error`: the caller reads it, and Elysia, which would otherwise put the whole refused
// body into the text of its own error, doesn't.

/** White space, and characters without any width. */
const BLANK = '\\s\\u0085\\u180e\\u200b-\\u200d\\u2060'

const NOT_BLANK = new RegExp(`[^${BLANK}]`)
export const isBlank = (text: string): boolean => !NOT_BLANK.test(text)

export const text = (charactersMin: number, charactersMax: number, options: { default?: string; description?: string } = {}) =>
  t.String({
    ...options,
    minLength: charactersMin,
    maxLength: charactersMax,
    // A text that is required and holds nothing but white space is empty.
    ...(charactersMin > 0 ? { pattern: `[^${BLANK}]` } : {}),
    error:
      charactersMin > 0
        ? `must be a string of ${charactersMin} to ${charactersMax} characters, not all of them white space`
        : `must be a string of at most ${charactersMax} characters`,
  })

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f'
const LINE = `^[^${CONTROL}]*$`
/** Blanks of a line: the first character that is none is looked for once, so that the time is linear. */
const BLANK_IN_LINE = ' \\u00a0\\u1680\\u180e\\u2000-\\u200d\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff'
const LINE_WITH_TEXT = `^[${BLANK_IN_LINE}]*[^${BLANK}${CONTROL}][^${CONTROL}]*$`

/** One line, without control characters; one that is required is not all white space. */
export const line = (charactersMin: number, charactersMax: number, options: { default?: string } = {}) =>
  t.String({
    ...options,
    minLength: charactersMin,
    maxLength: charactersMax,
    pattern: charactersMin > 0 ? LINE_WITH_TEXT : LINE,
    error: `must be ${charactersMin} to ${charactersMax} characters without control characters${charactersMin > 0 ? ', not all of them white space' : ''}`,
  })

export const whole = (minimum: number, maximum: number, options: { default?: number; description?: string } = {}) =>
  t.Integer({ ...options, minimum, maximum, error: `must be a whole number from ${minimum} to ${maximum}` })

/** A number in a query. It names its field, because Elysia validates it apart from its query. */
export const wholeInQuery = (
  field: string,
  minimum: number,
  maximum: number,
  options: { default: number; description?: string },
) => elysiaTypes.Integer({ ...options, minimum, maximum, field, error: `must be a whole number from ${minimum} to ${maximum}` })

/** Entries a page. */
export const Limit = wholeInQuery('limit', 1, 200, { default: 50 })

export const flag = (standard: boolean, description: string) =>
  t.Boolean({ default: standard, description, error: 'must be true or false' })

/** Unknown fields are let through, and ignored by handlers that name what they take. `name` is that of the document. */
export const body = <Fields extends TProperties>(fields: Fields, name?: string) =>
  t.Object(fields, { additionalProperties: true, error: 'must be a JSON object', ...(name !== undefined && { $id: name }) })

export const choice = <const Words extends [string, ...string[]]>(words: Words, standard: Words[number], description?: string) =>
  elysiaTypes.UnionEnum(words, {
    default: standard,
    ...(description !== undefined && { description }),
    error: `must be one of ${words.join(', ')}`,
  })

export const query = <Fields extends TProperties>(fields: Fields) =>
  t.Object(fields, { additionalProperties: true, error: 'must be a query string' })

export const Cursor = text(0, 1_000, { default: '', description: '`next_cursor` of the page before; empty: the first page' })

const ID_RULE = 'must be 1 to 128 characters of A-Z a-z 0-9 . _ -, and neither "." nor ".."'
/** Without . and .., which no path can hold. */
export const ID_PATTERN = '^(\\.*[A-Za-z0-9_-][A-Za-z0-9._-]*|\\.{3,})$'
const ID_CHARS_MAX = 128
const id = (description: string) =>
  t.String({ pattern: ID_PATTERN, minLength: 1, maxLength: ID_CHARS_MAX, description, error: ID_RULE })

const isId = (text: string) => text.length <= ID_CHARS_MAX && new RegExp(ID_PATTERN).test(text)

/** A notebook that a form names; empty: none. */
export function formNotebook(text: string): string {
  if (text === '' || isId(text)) return text
  throw wrongField('notebook_id', ID_RULE)
}

/** An id in a path. One that could not be anybody's answers exactly like an unknown one, without asking for it. */
export function knownId(word: unknown, what: 'document' | 'upload' | 'stream' | 'API key'): string {
  // The router gives null for a path that is not UTF-8, although its type says string.
  if (typeof word === 'string' && isId(word)) return word
  throw new AppError('not_found', `There is no ${what} with this id.`)
}

export const DocumentId = id('The document')
export const KeyId = id('The key')
export const TaskId = id('The task of an upload')
export const StreamId = id('The stream, as X-Stream-Id named it')
export const SessionId = id('The session; one that does not exist is made')
export const NotebookId = id('The notebook')
export const Branch = id('A message: the branch that leads to it; left out: the branch that the conversation is on')
export const optional = <Schema extends TSchema>(schema: Schema) => t.Optional(schema)

export const SourceIds = t.Array(t.String({ minLength: 1, maxLength: 128, error: 'must be a document id' }), {
  default: [],
  maxItems: 100,
  description: 'Only these documents; empty: all that the user may see',
  error: 'must be a list of at most 100 document ids',
})

export const MessageParams = t.Object(
  { session_id: id('The session'), message_id: id('The message') },
  { error: 'must name a session and a message' },
)

export const SessionParams = t.Object({ session_id: id('The session') }, { error: 'must name a session' })
