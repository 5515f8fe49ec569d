import type { DocumentDecoration } from 'elysia'
import { type Example, examples } from '../core/openapi/examples'

const { user_id, timestamp } = examples.qa.answer

/** Examples of the account routes for the OpenAPI document. */
export const meExamples = {
  erase: {
    answer: {
      message:
        'Everything of this user is erased. The count of what was used today stays until midnight (UTC), under a hash of the user',
      receipt: {
        memory: { sessions: 3, messages: 48, streams: 1, requests: 2, tokens: 1, usage_days: 5, usage_days_kept: 1 },
        rag: { documents: 2, tasks: 2, blobs: 4, chunks: 37 },
      },
      user_id,
      timestamp,
    },
  },
} satisfies Record<string, Example>

export const zipOperation = {
  operationId: 'exportUser',
  summary: 'everything of the user as one zip: sessions, documents and usage as JSON and Markdown',
  tags: ['Account'],
  responses: {
    200: {
      description: 'OK',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: '(bytes)' } },
    },
  },
} as DocumentDecoration
