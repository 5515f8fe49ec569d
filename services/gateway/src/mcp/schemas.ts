import { Type as t } from '@sinclair/typebox'
import { named, openObject, string } from '../core/answer-schemas'
import { json, operation } from '../core/openapi/operation'

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

export const mcpOperation = operation({
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
