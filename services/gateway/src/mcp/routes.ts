import { AppError } from '@collabry/runtime/errors'
import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { named, openObject, string } from '../core/answer-schemas'
import type { JsonBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { originChecker } from '../core/cors'
import { type HoldAnswer, largeJson } from '../core/large-answer'
import { json, operation } from '../core/openapi/operation'
import type { Answers } from '../core/responses'
import { body } from '../core/schemas'
import type { Rag } from '../documents/ports'
import { toDocumentEntry } from '../documents/routes'
import { checkMetadata } from '../documents/upload-routes'
import type { Qa } from '../study/qa/routes'
import { answerRpc, INVALID_PARAMS, RpcError, type RpcMethods } from './json-rpc'
import { completeResource, listResources, readResource, templates } from './resources'
import { callTool, inputSchemaOf, type ToolCall, toolsOf } from './tools'

interface McpRoutes {
  rag: Rag
  qa: Qa
  answers: Answers
  json: JsonBody
  holdAnswer: HoldAnswer
  version: string
  corsOrigins: string[]
}

/** Versions of the protocol, the newest first. */
const VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const

const INSTRUCTIONS =
  'The documents of one user. Search with search_documents and quote what it finds; read_document gives the text around a passage. ask_documents answers with citations.'

const RpcBody = body(
  {
    jsonrpc: t.Literal('2.0', { error: 'must be "2.0"' }),
    id: t.Optional(
      t.Union([t.String({ maxLength: 256 }), t.Integer()], {
        description: 'Left out: a notification, which has no answer',
        error: 'must be a string of at most 256 characters or a whole number',
      }),
    ),
    method: t.Optional(t.String({ maxLength: 256, description: 'As MCP names it', error: 'must be the name of a method' })),
    params: t.Optional(t.Object({}, { additionalProperties: true, error: 'must be an object' })),
  },
  'McpRequest',
)

/**
 * The Model Context Protocol over Streamable HTTP. It is stateless, so that any replica answers any call: the id of a session,
 * which some clients wait for, names nothing that is kept, and there is no stream of the server's own.
 */
export const mcpRoutes = ({ rag, qa, answers, json, holdAnswer, version, corsOrigins }: McpRoutes) => {
  const methods = methodsOf(rag, version)
  const isAllowed = originChecker(corsOrigins)
  return new Elysia().post(
    '/mcp',
    async ({ request, body: { id, method, params = {} } }) => {
      checkOrigin(request, isAllowed)
      checkVersion(request)
      // Notifications, and answers to questions that this server does not ask.
      if (id === undefined || method === undefined) return new Response(null, { status: 202 })
      const call = (caller: Caller): ToolCall => ({
        caller,
        checkMetadata: (metadata) => checkMetadata(request, metadata),
        ask: (asked) => answers.whole(request, (limited) => qa(asked, limited), { runsModel: true }),
      })
      const answer = await answers.waited(request, (caller) => answerRpc(methods, id, { method, params }, call(caller)))
      const response = largeJson(request, answer, holdAnswer)
      if (method === 'initialize') response.headers.set('mcp-session-id', crypto.randomUUID())
      return response
    },
    {
      // A document may be in the parameters: the route's own bound is that of all bodies.
      parse: json(RpcBody, { params: {} }),
      body: RpcBody,
      detail: mcpOperation,
    },
  )
}

function methodsOf(rag: Rag, version: string): RpcMethods<ToolCall> {
  const tools = toolsOf({ rag, toEntry: toDocumentEntry })
  const listed = Object.entries(tools).map(([name, { description, annotations, schema }]) => ({
    name,
    description,
    inputSchema: inputSchemaOf(schema),
    annotations,
  }))
  return {
    initialize: ({ protocolVersion }) => ({
      protocolVersion: VERSIONS.find((known) => known === protocolVersion) ?? VERSIONS[0],
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {}, logging: {} },
      serverInfo: { name: 'collabry-ai-core', title: 'Collabry AI Core', version },
      instructions: INSTRUCTIONS,
    }),
    ping: () => ({}),
    'tools/list': () => ({ tools: listed }),
    'tools/call': (params, call) => callTool(tools, params, call),
    'resources/list': (params, { caller }) => listResources(rag, params, caller),
    'resources/templates/list': () => templates,
    'resources/read': (params, { caller }) => readResource(rag, params, caller),
    'prompts/list': () => ({ prompts: [] }),
    'prompts/get': () => {
      throw new RpcError(INVALID_PARAMS, 'There is no prompt with this name.')
    },
    'completion/complete': (params, { caller }) => completeResource(rag, params, caller),
    // This server sends no log messages, at whatever level.
    'logging/setLevel': ({ level }) => {
      if (typeof level !== 'string') throw new RpcError(INVALID_PARAMS, 'params.level must be a level.')
      return {}
    },
  }
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** A page of a foreign origin, that has got the address of this server under its own name, is refused (DNS rebinding). */
function checkOrigin({ headers }: Request, isAllowed: (origin: string) => boolean): void {
  const origin = headers.get('origin')
  if (origin === null || LOOPBACK.test(origin) || isAllowed(origin)) return
  throw new AppError('forbidden', 'Pages of this origin may not use /mcp here; it must be one of CORS_ORIGINS.')
}

function checkVersion({ headers }: Request): void {
  const version = headers.get('mcp-protocol-version')
  if (version === null || VERSIONS.some((known) => known === version)) return
  throw new AppError('unsupported_parameter', `MCP-Protocol-Version must be one of ${VERSIONS.join(', ')}.`)
}

const RpcAnswer = named(
  'McpAnswer',
  t.Object({
    jsonrpc: t.Literal('2.0'),
    id: t.Union([t.String(), t.Integer()], { description: 'As in the request' }),
    result: t.Optional(openObject('As MCP defines it for the method')),
    error: t.Optional(
      t.Object({ code: t.Integer({ description: 'As JSON-RPC and MCP define it' }), message: string('What to change') }),
    ),
  }),
)

const SESSION_ID = string('With `initialize`: names nothing that is kept, and may be sent back or not')

const mcpOperation = operation({
  id: 'mcp',
  tag: 'MCP',
  summary: 'documents as tools and resources for programs that use models',
  description:
    'The Model Context Protocol over Streamable HTTP, stateless: tools that search, read, list, add and ask the user’s documents, and the documents as resources. Point a client of that protocol here, with a token or an API key as bearer.',
  example: { jsonrpc: '2.0', id: 1, method: 'ping' },
  errors: ['forbidden', 'unsupported_parameter'],
  answers: {
    200: { content: json(RpcAnswer, { jsonrpc: '2.0', id: 1, result: {} }), headers: { 'Mcp-Session-Id': SESSION_ID } },
    202: { description: 'A notification was taken' },
  },
})
