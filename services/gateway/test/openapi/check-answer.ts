import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020'
import { errorSchemaOf } from '../../src/core/errors'
import type { JsonSchema } from '../../src/core/openapi/json-schema'
import type { OpenApi } from '../../src/core/openapi/openapi'

/** Differences between the answers of a gateway and its OpenAPI document. */
export interface AnswerChecker {
  /** The same answer; it is judged while it is read. */
  check(request: { method: string; url: string }, response: Response): Response
}

interface Media {
  schema: EventSchema
}
interface Documented {
  $ref?: string
  content?: Record<string, Media>
}

/** Answers of paths and methods that the document does not have. */
const ELSEWHERE = new Set([401, 404, 405, 413, 429, 503])

/** `report` gets a sentence for each answer, or event of a stream, that is not as the document says. */
export function createAnswerChecker(document: OpenApi, report: (fault: string) => void): AnswerChecker {
  const validatorOf = validators(document)
  const find = operationsOf(document)
  return {
    check({ method, url }, response) {
      const { pathname } = new URL(url)
      const found = find(method, pathname)
      const fault = (text: string) => report(`${method} ${pathname} → ${response.status}: ${text}`)
      const type = mediaTypeOf(response.headers.get('content-type'))
      if (!found) {
        // A slash at the end of a path changes nothing: the operation is the same.
        if (pathname.length > 1 && pathname.endsWith('/')) return response
        const isError = response.status >= 400
        if (isError && !ELSEWHERE.has(response.status))
          fault('no operation of the document, and no error that can come everywhere')
        const schema = errorSchemaOf(pathname)
        return isError && type === 'application/json'
          ? observed(response, wholeJson(validatorOf(`#/components/schemas/${schema}`), fault))
          : response
      }
      const documented = documentedOf(document, found, response.status)
      if (!documented) {
        fault('this status is not in the document')
        return response
      }
      const [key, media] = Object.entries(documented.answer.content ?? {}).find(([key]) => mediaTypeOf(key) === type) ?? []
      if (key === undefined || !media) {
        if (type !== '' || documented.answer.content) fault(`the content type ${type || '(none)'} is not in the document`)
        return response
      }
      const pointer = `${documented.pointer}/content/${escaped(key)}/schema`
      if (type === 'application/json') return observed(response, wholeJson(validatorOf(pointer), fault))
      if (type !== 'text/event-stream') return response
      return observed(response, eachEvent(validatorOf, media.schema, document, fault))
    },
  }
}

interface Found {
  pointer: string
  responses: Record<string, Documented>
}

function documentedOf(document: OpenApi, { pointer, responses }: Found, status: number) {
  const answer = responses[status]
  if (!answer?.$ref) return answer && { answer, pointer: `${pointer}/responses/${status}` }
  const shared = document.components.responses as Record<string, Documented>
  return { answer: shared[answer.$ref.split('/').at(-1) ?? ''] ?? {}, pointer: answer.$ref }
}

/** The operation of a path; one with fewer variable segments goes first. */
function operationsOf({ paths }: OpenApi) {
  const patterns = Object.entries(paths)
    .map(([path, methods]) => ({ path, methods, segments: path.split('/') }))
    .toSorted((one, other) => one.path.split('{').length - other.path.split('{').length)
  return (method: string, pathname: string): Found | undefined => {
    const segments = pathname.split('/')
    const verb = method.toLowerCase()
    const hit = patterns.find(
      (pattern) =>
        pattern.methods[verb] &&
        pattern.segments.length === segments.length &&
        pattern.segments.every((part, index) => part === segments[index] || (part.startsWith('{') && segments[index] !== '')),
    )
    const operation = hit?.methods[verb]
    if (!hit || !operation) return undefined
    return { pointer: `#/paths/${escaped(hit.path)}/${verb}`, responses: operation.responses as Record<string, Documented> }
  }
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const mediaTypeOf = (header: string | null) => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** Validators by the place of their schema. An object has no fields but those that its schema names. */
function validators(document: OpenApi): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: false, inlineRefs: false })
  ajv.addFormat('date-time', DATE_TIME)
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/)
  for (const format of ['int64', 'double', 'binary']) ajv.addFormat(format, true)
  ajv.addSchema(closed(document) as object, 'document')
  const made = new Map<string, ValidateFunction>()
  return (pointer) => {
    const validate = made.get(pointer) ?? ajv.compile({ $ref: `document${encodeURI(pointer).replaceAll('%25', '%')}` })
    made.set(pointer, validate)
    return validate
  }
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]))
  return 'properties' in copy && copy.type === 'object' && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy
}

/** Reads pieces of the body; `end` when all was read. */
interface Observer {
  piece(text: string): void
  end(): void
}

function wholeJson(validate: ValidateFunction, fault: (text: string) => void): Observer {
  const pieces: string[] = []
  return {
    piece: (text) => pieces.push(text),
    end: () => judge(validate, parsed(pieces.join('')), fault),
  }
}

function judge(validate: ValidateFunction, value: unknown, fault: (text: string) => void): void {
  if (validate(value)) return
  const [first] = validate.errors ?? []
  const extra = first?.params?.additionalProperty
  fault(`${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}${extra === undefined ? '' : ` (${extra})`}`)
}

/** Undefined, which matches no schema, for a body that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface EventSchema {
  $ref?: string
  anyOf?: EventSchema[]
  properties?: Record<string, JsonSchema>
}

/** Each event must fit one of the documented ones, with its name and its data. */
function eachEvent(
  validatorOf: (pointer: string) => ValidateFunction,
  schema: EventSchema,
  document: OpenApi,
  fault: (text: string) => void,
): Observer {
  const schemas = document.components.schemas as Record<string, EventSchema>
  const named = ({ $ref = '' }: EventSchema) => ({ name: $ref.split('/').at(-1) ?? '', ...schemas[$ref.split('/').at(-1) ?? ''] })
  const root = named(schema)
  const kinds = (root.anyOf ?? [schema]).map(named)
  let rest = ''
  const read = (frame: string) => {
    const event = eventOf(frame)
    if (!event) return
    const candidates = kinds.filter(({ properties }) => properties?.event?.const === event.event)
    const faults = candidates.map((kind) => {
      const found: string[] = []
      judge(validatorOf(`#/components/schemas/${kind.name}`), event, (text) => found.push(text))
      const pointer = `#/components/schemas/${kind.name}/properties/data/contentSchema`
      if (kind.properties?.data?.contentSchema) judge(validatorOf(pointer), parsed(event.data), (text) => found.push(text))
      return found
    })
    if (faults.some((found) => found.length === 0)) return
    fault(`event ${event.event}: ${faults.flat()[0] ?? 'is not in the document'}`)
  }
  return {
    piece(text) {
      rest += text
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) read(frame)
    },
    end: () => {},
  }
}

function eventOf(frame: string): { event: string; id?: string; data: string } | undefined {
  const event: { event?: string; id?: string } = {}
  const data: string[] = []
  for (const line of frame.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (field === 'data') data.push(value)
    else if (field === 'id' || field === 'event') event[field] = value
  }
  return data.length === 0 ? undefined : { event: 'message', ...event, data: data.join('\n') }
}

/** The same answer, whose body is seen while the client reads it, and no sooner. */
function observed(response: Response, { piece, end }: Observer): Response {
  const { body } = response
  if (!body) return response
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const seen = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (!done) {
          piece(decoder.decode(value, { stream: true }))
          controller.enqueue(value)
          return
        }
        end()
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers, url } = response
  return Object.defineProperty(new Response(seen, { status, statusText, headers }), 'url', { value: url })
}
