import { Type as t } from '@sinclair/typebox'
import { aboutUser, answer, count, day, EXAMPLE, named, nullable, string, time } from '../core/answer-schemas'
import { json, operation } from '../core/openapi/operation'
import { KeyId } from '../core/schemas'

export const TokenPair = named(
  'TokenPair',
  t.Object({
    access_token: string('For `Authorization: Bearer`'),
    refresh_token: string('For the next pair, once'),
    expires_in: count('Seconds that the access token is good for'),
    ...aboutUser,
  }),
)

export const LoggedOut = answer('LoggedOut', { message: string('What was done') })

const Day = named(
  'UsageDay',
  t.Object({
    day: day('UTC'),
    requests: count('Requests'),
    prompt_tokens: count('Tokens of prompts'),
    completion_tokens: count('Tokens that models wrote'),
    total_tokens: count('Both together'),
    documents: count('Documents uploaded'),
    bytes: count('Bytes uploaded'),
  }),
)

const quota = (description: string) => nullable(t.Integer({ minimum: 1, format: 'int64' }), `${description}; null: no quota`)

export const UsageReport = answer('UsageReport', {
  today: Day,
  quotas: named(
    'Quotas',
    t.Object({ total_tokens: quota('Tokens a day'), documents: quota('Documents a day'), bytes: quota('Bytes a day') }),
  ),
  resets_at: time('When the next day begins'),
  history: t.Array(Day, { description: 'Oldest first' }),
})

const removed = (description: string) => t.Record(t.String(), count('Removed records'), { description })

export const Erased = answer('ErasureReceipt', {
  message: string('What was done'),
  receipt: t.Object({
    memory: removed('Records of conversations, by kind'),
    rag: removed('Records of documents, by kind'),
  }),
})

const keyFields = {
  key_id: string('The key'),
  name: string('Purpose of the key'),
  scopes: t.Array(t.String(), { description: 'Rights beyond those of every user' }),
  created_at: time('When it was made'),
  expires_at: nullable(t.String({ format: 'date-time' }), 'Until when it is good; null: it does not expire'),
}

const CreatedKey = answer('CreatedKey', { ...keyFields, key: string('The key itself, which is kept nowhere') })
const KeyList = answer('KeyList', { keys: t.Array(named('ApiKey', t.Object(keyFields))) })
const DeletedKey = answer('DeletedKey', { key_id: string('The key'), message: string('What was done') })

const { about } = EXAMPLE
const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
const today = {
  day: '2026-03-01',
  requests: 42,
  prompt_tokens: 10_240,
  completion_tokens: 2_048,
  total_tokens: 12_288,
  documents: 2,
  bytes: 19_660,
}

export const accountExamples = {
  refreshToken: { refresh_token: TOKEN },
  pair: { access_token: TOKEN, refresh_token: TOKEN, expires_in: 900, ...about },
  loggedOut: { message: 'Logged out', ...about },
  usage: {
    today,
    quotas: { total_tokens: 200_000, documents: 50, bytes: null },
    resets_at: '2026-03-02T00:00:00.000Z',
    history: [today],
    ...about,
  },
  erased: {
    message: 'Everything of this user is erased',
    receipt: {
      memory: { sessions: 3, messages: 48, streams: 1, requests: 2, tokens: 1, keys: 1, usage_days: 5, usage_days_kept: 1 },
      rag: { documents: 2, tasks: 2, blobs: 4, chunks: 37 },
    },
    ...about,
  },
}

const key = {
  key_id: 'u0Zk3qVbX0iJ5yq6mH8c',
  name: 'nightly import',
  scopes: ['documents:publish'],
  created_at: '2026-03-01T09:30:00.000Z',
  expires_at: '2026-03-31T09:30:00.000Z',
}

/** The operations as the OpenAPI document shows them. */
export const keyOperations = {
  createKey: operation({
    id: 'createKey',
    tag: 'Account',
    summary: 'makes an API key, which is shown in this answer alone',
    description:
      'A key for a program of the user, good wherever a token is. Its scopes are among those of the token; a user has at most 20.',
    example: { name: 'nightly import', expires_in_days: 30 },
    errors: ['insufficient_scope', 'conflict'],
    answers: { 200: { content: json(CreatedKey, { ...key, key: `ck_${key.key_id}${'x'.repeat(56)}`, ...about }) } },
  }),
  listKeys: operation({
    id: 'listKeys',
    tag: 'Account',
    summary: 'your API keys, without the keys themselves',
    description: 'The keys of the user that are good, the oldest first.',
    errors: ['insufficient_scope'],
    answers: { 200: { content: json(KeyList, { keys: [key], ...about }) } },
  }),
  deleteKey: operation({
    id: 'deleteKey',
    tag: 'Account',
    summary: 'ends an API key, at once and everywhere',
    description: 'Every replica refuses the key within two seconds.',
    params: { key_id: KeyId },
    errors: ['insufficient_scope'],
    answers: { 200: { content: json(DeletedKey, { key_id: key.key_id, message: 'API key deleted', ...about }) } },
  }),
}
