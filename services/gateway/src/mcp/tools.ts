import { AppError } from '@collabry/runtime/errors'
import { isRecord, wrongField } from '@collabry/runtime/validation'
import { type Static, type TObject, type TSchema, Type as t } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Caller } from '../core/caller'
import { body, Cursor, choice, NotebookId, optional, SourceIds, text, whole } from '../core/schemas'
import type { DocumentEntry, Rag } from '../documents/ports'
import { checkSources } from '../generation/retrieve'
import { type QaRequest, type QaResult, toSource } from '../generation/types'
import { INVALID_PARAMS, RpcError } from './json-rpc'

/** One call of a tool, by its user. */
export interface ToolCall {
  caller: Caller
  /** Whether metadata may be stored, and whether they publish the document. Errors: validation_error, insufficient_scope. */
  checkMetadata: (metadata: Record<string, unknown>) => { publish: boolean }
  /** Runs a model within the limits of the user. */
  ask: (request: QaRequest) => Promise<QaResult>
}

interface ToolResult {
  content: { type: 'text'; text: string }[]
  structuredContent?: object
  isError?: true
}

interface Tool {
  description: string
  annotations: object
  schema: TSchema
  run: (fields: Record<string, unknown>, call: ToolCall) => Promise<ToolResult>
}

interface ToolPorts {
  rag: Pick<Rag, 'search' | 'checkSources' | 'documents' | 'document' | 'readDocument' | 'upload'>
  /** A document as the REST routes show it. */
  toEntry: (document: DocumentEntry) => object
}

const READS = { readOnlyHint: true, openWorldHint: false }
/** A document with the same name in the same notebook is replaced by its new version. */
const WRITES = { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }
const TEXT_CHARS_MAX = 5_000_000
const PART_CHARS = 20_000
const PART_CHARS_MAX = 100_000

/** The tools that a model is offered, each within the documents of its user. */
export const toolsOf = (ports: ToolPorts): Record<string, Tool> => ({
  search_documents: searchDocuments(ports),
  read_document: readDocument(ports),
  list_documents: listDocuments(ports),
  add_document: addDocument(ports),
  ask_documents: askDocuments(),
})

/** Calls a tool. What is wrong with its arguments, or fails in it, is a result that the model reads. */
export async function callTool(
  tools: Record<string, Tool>,
  { name, arguments: given = {} }: Record<string, unknown>,
  call: ToolCall,
): Promise<ToolResult> {
  const tool = typeof name === 'string' && Object.hasOwn(tools, name) ? tools[name] : undefined
  if (!tool) throw new RpcError(INVALID_PARAMS, `Unknown tool: ${typeof name === 'string' ? name.slice(0, 100) : 'name it'}`)
  if (!isRecord(given)) throw new RpcError(INVALID_PARAMS, 'params.arguments must be an object.')
  try {
    return await tool.run(given, call)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal_error' || call.caller.signal.aborted) throw error
    return { content: [{ type: 'text', text: error.message }], isError: true }
  }
}

const tool = <Schema extends TObject>(
  description: string,
  annotations: object,
  schema: Schema,
  run: (fields: Static<Schema>, call: ToolCall) => Promise<ToolResult>,
): Tool => ({ description, annotations, schema, run: (fields, call) => run(argumentsOf(schema, fields), call) })

const asJson = (value: object): ToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(value) }],
  structuredContent: value,
})

const searchDocuments = ({ rag }: ToolPorts) =>
  tool(
    'Finds the passages of the user’s documents that fit a query best, best first. Each is a quote with its document and place.',
    READS,
    body({
      query: text(1, 32_000, { description: 'What to look for: words or a question' }),
      top_k: whole(1, 50, { default: 10, description: 'Passages at most' }),
      mode: choice(['hybrid', 'dense', 'lexical'], 'hybrid', 'By meaning and words, by meaning alone, by words alone'),
      source_ids: SourceIds,
      notebook_id: optional(NotebookId),
    }),
    async ({ query, top_k, mode, source_ids, notebook_id = '' }, { caller }) => {
      const checked = await checkSources(rag, source_ids, caller)
      const wanted = { query, topK: top_k, mode, sourceIds: source_ids, notebookId: notebook_id }
      const found = await rag.search(wanted, caller)
      return asJson({
        results: found.passages.map(toSource),
        mode: found.mode,
        coverage: found.coverage,
        documents_processing: await checked.documentsProcessing(),
      })
    },
  )

const readDocument = ({ rag }: ToolPorts) =>
  tool(
    'Reads the text of one document, a part at a time. `next_start` of the answer is where the next part begins; null: the end.',
    READS,
    body({
      document_id: text(1, 128, { description: 'As search_documents and list_documents name it' }),
      start: whole(0, 1_000_000_000, { default: 0, description: 'The first character of the part, in UTF-16 code units' }),
      max_chars: whole(1, PART_CHARS_MAX, { default: PART_CHARS, description: 'Length of the part at most' }),
    }),
    async ({ document_id, start, max_chars }, { caller }) => {
      const { documentId, filename } = await rag.document(document_id, caller)
      const { content, hasMore } = await partOf(rag.readDocument(documentId, caller, start), max_chars)
      const end = start + content.length
      const part = { document_id: documentId, filename, start, end, next_start: hasMore ? end : null }
      return { content: [{ type: 'text', text: content }], structuredContent: { ...part, content } }
    },
  )

/** The first characters, never half of a surrogate pair at the end; a pair where one is wanted. */
export async function partOf(pieces: AsyncGenerator<string>, charactersMax: number) {
  let content = ''
  for await (const piece of pieces) {
    content += piece
    if (content.length > charactersMax) break
  }
  const isDivided = content.length > charactersMax && /[\ud800-\udbff]/.test(content.charAt(charactersMax - 1))
  const end = isDivided ? (charactersMax === 1 ? 2 : charactersMax - 1) : charactersMax
  return { content: content.slice(0, end), hasMore: content.length > end }
}

const listDocuments = ({ rag, toEntry }: ToolPorts) =>
  tool(
    'Lists the user’s documents, newest first, with their state: only completed ones are searched.',
    READS,
    body({
      limit: whole(1, 200, { default: 50 }),
      cursor: Cursor,
      notebook_id: optional(NotebookId),
      q: text(0, 200, { default: '', description: 'Only documents whose names hold this' }),
    }),
    async ({ limit, cursor, notebook_id = '', q }, { caller }) => {
      const page = await rag.documents({ limit, cursor, notebookId: notebook_id, query: q.trim() }, caller)
      return asJson({ documents: page.documents.map(toEntry), total: page.total, next_cursor: page.nextCursor })
    },
  )

const PIECE_BYTES = 256 * 1_024

const addDocument = ({ rag }: ToolPorts) =>
  tool(
    'Adds a text to the user’s documents; it is searchable a little later. One with the same name and notebook is replaced.',
    WRITES,
    body({
      content: text(1, TEXT_CHARS_MAX),
      filename: t.String({
        minLength: 1,
        maxLength: 255,
        pattern: '^(?=[^]*\\S)[^\\u0000-\\u001f\\u007f-\\u009f]*$',
        error: 'must be 1 to 255 characters without control characters',
      }),
      metadata: t.Object({}, { additionalProperties: true, default: {}, error: 'must be a JSON object' }),
      notebook_id: optional(NotebookId),
    }),
    async ({ content, filename, metadata, notebook_id = '' }, { caller, checkMetadata }) => {
      const { publish } = checkMetadata(metadata)
      const head = { filename, metadata, publish, contentType: 'text/plain; charset=utf-8', notebookId: notebook_id }
      const { taskId, documentId } = await rag.upload({ bytes: bytesOf(content), head: () => head }, caller)
      return asJson({ task_id: taskId, document_id: documentId, status: 'processing', filename })
    },
  )

async function* bytesOf(content: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(content)
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}

const askDocuments = () =>
  tool(
    'Answers a question from the user’s documents, with citations: [1] is the first of the sources. It says so when they do not hold the answer.',
    READS,
    body({
      question: text(1, 8_000),
      top_k: whole(1, 10, { default: 3, description: 'Passages that are read' }),
      source_ids: SourceIds,
      notebook_id: optional(NotebookId),
    }),
    async ({ question, top_k, source_ids, notebook_id = '' }, { ask }) => {
      const request = { question, context: '', useRag: true, topK: top_k, sourceIds: source_ids, notebookId: notebook_id }
      const { answer, sources, confidence, model } = await ask(request)
      const cited = sources.map(
        ({ filename, page }, index) => `[${index + 1}] ${filename}${page === null ? '' : `, page ${page}`}`,
      )
      return {
        content: [{ type: 'text', text: [answer, ...(cited.length > 0 ? [cited.join('\n')] : [])].join('\n\n') }],
        structuredContent: { answer, sources, confidence, model },
      }
    },
  )

/** The arguments of a call by their schema: null is left out, defaults are filled in. Errors: validation_error. */
function argumentsOf<Schema extends TObject>(schema: Schema, given: Record<string, unknown>): Static<Schema> {
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
  throw wrongField(field, wrong?.value === undefined ? 'is required' : typeof rule === 'string' ? rule : 'is wrong')
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
