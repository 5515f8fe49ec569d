import { type TProperties, type TSchema, Type as t } from '@sinclair/typebox'

// Schemas of answers. No request is judged by them: they are the document's, and tests hold every answer against it.

/** A schema that stands under its own name in the document. */
export const named = <Schema extends TSchema>(name: string, schema: Schema): Schema => ({ ...schema, $id: name })

export const nullable = <Schema extends TSchema>(schema: Schema, description?: string) =>
  t.Union([schema, t.Null()], description === undefined ? {} : { description })

/** Without a format, generators of clients take 32 bits. */
export const count = (description: string) => t.Integer({ minimum: 0, format: 'int64', description })

export const real = (description: string, bounds: { minimum?: number; maximum?: number } = {}) =>
  t.Number({ ...bounds, format: 'double', description })

export const word = <const Words extends string[]>(words: Words, description?: string) =>
  t.Unsafe<Words[number]>({ type: 'string', enum: words, ...(description !== undefined && { description }) })

export const string = (description: string) => t.String({ description })

export const time = (description: string) => t.String({ format: 'date-time', description })

export const day = (description: string) => t.String({ format: 'date', description })

export const openObject = (description: string) => t.Object({}, { additionalProperties: true, description })

/** Fields of every JSON answer about a user. */
export const aboutUser = {
  user_id: string('The user of the token'),
  timestamp: time('When the answer was made (UTC)'),
}

/** A JSON answer about a user. */
export const answer = <Fields extends TProperties>(name: string, fields: Fields) =>
  named(name, t.Object({ ...fields, ...aboutUser }))

export const nextCursor = nullable(t.String(), '`cursor` of the next page; null: this is the last one')

const eventId = t.Optional(string('`<stream_id>-<n>`: what a client sends as Last-Event-ID'))

/** A named event of a stream. */
export const event = (name: string, type: string, data: TSchema, description: string) =>
  named(name, t.Object({ event: t.Literal(type), id: eventId, data }, { additionalProperties: false, description }))

/** An event without a name, which clients read as `message`. */
export const unnamedEvent = (name: string, data: TSchema, description: string) =>
  named(
    name,
    t.Object({ event: t.Optional(t.Literal('message')), id: eventId, data }, { additionalProperties: false, description }),
  )

/** The data of an event that holds JSON. */
export const jsonData = (schema: TSchema) => t.String({ contentMediaType: 'application/json', contentSchema: schema })

/** Values of examples that belong together. */
export const EXAMPLE = {
  about: { user_id: 'alice', timestamp: '2026-03-01T09:30:00.000Z' },
  sessionId: '7f3b1c9e-1f0d-4a53-9a55-0a6b7f3c2d11',
  messageId: 'a3f1c9b2-7d5e-4f60-9a81-2b3c4d5e6f70',
  documentId: '5b1e9f0c2d7a4e3b8c6d1f2a3b4c5d6e',
  streamId: '2f6d1c8e-7b3a-4c5d-9e0f-1a2b3c4d5e6f',
  taskId: '0c8e7f5a-6a41-4a9b-b6c2-1f2e3d4c5b6a',
  model: 'gemma3:270m',
} as const
