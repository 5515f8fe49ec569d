import type { Code } from '@collabry/runtime/errors'
import { type TSchema, Type as t } from '@sinclair/typebox'
import type { DocumentDecoration } from 'elysia'
import { named } from '../answer-schemas'

type Tag = 'Chat' | 'Sessions' | 'Documents' | 'Study' | 'Account' | 'OpenAI' | 'MCP' | 'Service'

/** A body in one media type. */
interface Content {
  schema: TSchema
  example?: unknown
  /** By name, in the place of one. */
  examples?: Record<string, { value: unknown }>
}

/** The forms of a body, by media type. */
export type Contents = Record<string, Content>

export interface Answer {
  description?: string
  headers?: Record<string, TSchema>
  /** Left out: the answer has no body. */
  content?: Contents
}

export interface Operation {
  id: string
  tag: Tag
  /** A few words, as in a list. */
  summary: string
  /** Sentences for a reader who knows nothing else of the API. */
  description: string
  /** A body that the route takes. Its schema is that of the route. */
  example?: object
  /** A request without a body is treated as an empty object. */
  mayBeEmpty?: boolean
  /** A body that is no JSON, and which the route reads itself. */
  form?: Content
  /** Parameters of the path whose schemas the route does not check itself. */
  params?: Record<string, TSchema>
  /** By status. */
  answers: Record<number, Answer>
  /** Errors besides those that every operation of its kind can answer with. */
  errors?: Code[]
  /** Other ways in than the token. */
  security?: Record<string, string[]>[]
}

/** How a route shows in the OpenAPI document; the schema of its request comes from the route itself. */
export const operation = (written: Operation): DocumentDecoration => ({ operation: written }) as DocumentDecoration

export const json = (schema: TSchema, example: object): Contents => ({ 'application/json': { schema, example } })

/** A file or a text in its own format; without an example it is binary. */
export const file = (type: string, description: string, example?: string): Contents => ({
  [type]: {
    schema: t.String({ description, ...(example === undefined && { format: 'binary' }) }),
    example: example ?? '(bytes)',
  },
})

/**
 * Server-Sent Events. As readers of OpenAPI 3.1 take it, the schema is that of one event: its name, its id and its data. The
 * transcript of a stream gives the examples.
 */
export const events = (name: string, kinds: TSchema[], transcript: string): Contents => {
  const frames = transcript.split('\n\n').filter((frame) => frame !== '')
  const examples = Object.fromEntries(frames.map((frame, index) => [`event${index + 1}`, { value: eventIn(frame) }]))
  return { 'text/event-stream': { schema: named(name, t.Union(kinds)), examples } }
}

function eventIn(frame: string): Record<string, string> {
  const fields = frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  return Object.fromEntries(fields)
}
