import { Type as t } from '@sinclair/typebox'
import { aboutUser, answer, count, EXAMPLE, named, nextCursor, nullable, string, time, word } from '../core/answer-schemas'
import { file, json as jsonContent, operation } from '../core/openapi/operation'
import { Source, sourceExample } from '../generation/schemas'

const sessionFields = {
  session_id: string('The session'),
  thread_id: string('`{user_id}:{session_id}`'),
  title: string('Given, or made from the first message; empty: not made yet'),
  notebook_id: nullable(t.String(), 'The notebook; null: none'),
  created_at: time('When it was made'),
  last_activity: time('When its last message was written'),
  message_count: count('Messages of all branches'),
  is_current: t.Boolean({ description: 'The one with the newest activity' }),
}

const SessionEntry = named('Session', t.Object(sessionFields))

const SessionList = answer('SessionList', {
  sessions: t.Array(SessionEntry),
  total: count('Sessions on all pages'),
  next_cursor: nextCursor,
})

const SessionAnswer = answer('SessionAnswer', sessionFields)

const CreatedSession = answer('CreatedSession', {
  session_id: string('The session'),
  message: string('Whether it was made, or was there already'),
})

const DeletedSession = answer('DeletedSession', {
  session_id: string('The session'),
  messages_deleted: count('Messages that went with it'),
  message: string('What was done'),
})

const messageFields = {
  message_id: string('The message'),
  role: word(['user', 'assistant']),
  content: string('Its text'),
  timestamp: time('When it was begun'),
  status: word(['complete', 'interrupted', 'failed', 'streaming'], 'interrupted: the client left or the answer was stopped'),
  sources: t.Array(Source),
  parent_id: nullable(t.String(), 'The message that it answers or follows; null: the first one'),
}

const Message = named('Message', t.Object(messageFields))

const MessageList = answer('MessageList', {
  session_id: string('The session'),
  messages: t.Array(Message),
  next_cursor: nextCursor,
})

const rating = t.Integer({ minimum: -1, maximum: 1, format: 'int64', description: '1 or -1; 0: none was given' })

const SessionExport = named(
  'SessionExport',
  t.Object({
    ...sessionFields,
    ...aboutUser,
    messages: t.Array(named('ExportedMessage', t.Object({ ...messageFields, rating }))),
  }),
)

const Rated = answer('RatedMessage', {
  session_id: string('The session'),
  message_id: string('The message'),
  rating: t.Integer({ minimum: -1, maximum: 1, format: 'int64' }),
  message: string('Thanks'),
})

const { sessionId: session_id, about } = EXAMPLE
const session = {
  session_id,
  thread_id: `alice:${session_id}`,
  title: 'Photosynthesis',
  notebook_id: 'biology',
  created_at: '2026-03-01T09:00:00.000Z',
  last_activity: '2026-03-01T09:29:58.000Z',
  message_count: 4,
  is_current: true,
}
const message = {
  message_id: EXAMPLE.messageId,
  role: 'assistant',
  content: 'Photosynthesis turns light into chemical energy [1].',
  timestamp: '2026-03-01T09:29:58.000Z',
  status: 'complete',
  sources: [sourceExample],
  parent_id: '018f3c2d',
}

const sessionExamples = {
  list: { sessions: [session], total: 1, next_cursor: 'eyJiIjoxfQ', ...about },
  one: { ...session, ...about },
  renamed: { ...session, title: 'Light and leaves', ...about },
  created: { session_id, message: 'Session created', ...about },
  deleted: { session_id, messages_deleted: 4, message: 'Session deleted', ...about },
  messages: { session_id, messages: [message], next_cursor: 'eyJiIjoxfQ', ...about },
  export: { ...session, ...about, messages: [{ ...message, rating: 0 }] },
  rated: { session_id, message_id: EXAMPLE.messageId, rating: 1, message: 'Thank you for the feedback', ...about },
}

/** The operations as the OpenAPI document shows them. */
export const sessionOperations = {
  listSessions: operation({
    id: 'listSessions',
    tag: 'Sessions',
    summary: 'the sessions, newest activity first',
    description: 'Pages of the sessions of the user. `q` searches in titles and messages.',
    answers: { 200: { content: jsonContent(SessionList, sessionExamples.list) } },
  }),
  createSession: operation({
    id: 'createSession',
    mayBeEmpty: true,
    tag: 'Sessions',
    summary: 'a new session; the body may be left out',
    description: 'Makes a session. One that is there already stays as it is. Chats make their sessions themselves.',
    example: { title: 'Photosynthesis' },
    answers: { 200: { content: jsonContent(CreatedSession, sessionExamples.created) } },
  }),
  getSession: operation({
    id: 'getSession',
    tag: 'Sessions',
    summary: 'one session',
    description: 'A session of the user, without its messages.',
    answers: { 200: { content: jsonContent(SessionAnswer, sessionExamples.one) } },
  }),
  renameSession: operation({
    id: 'renameSession',
    tag: 'Sessions',
    summary: 'gives a session another title',
    description: 'A title that was given is never replaced by one that the model makes.',
    example: { title: 'Light and leaves' },
    answers: { 200: { content: jsonContent(SessionAnswer, sessionExamples.renamed) } },
  }),
  deleteSession: operation({
    id: 'deleteSession',
    tag: 'Sessions',
    summary: 'removes a session and its messages, for good',
    description: 'Removes a session with all its messages and branches. There is no way back.',
    answers: { 200: { content: jsonContent(DeletedSession, sessionExamples.deleted) } },
  }),
  listMessages: operation({
    id: 'listMessages',
    tag: 'Sessions',
    summary: 'the messages of a session, oldest or newest first',
    description: 'Pages of the messages of one branch: the one that the conversation is on, or the one that leads to `branch`.',
    answers: { 200: { content: jsonContent(MessageList, sessionExamples.messages) } },
  }),
  exportSession: operation({
    id: 'exportSession',
    tag: 'Sessions',
    summary: 'the conversation as a file',
    description: 'The whole conversation, for download: JSON, or Markdown with `format=md`.',
    answers: {
      200: {
        content: {
          ...jsonContent(SessionExport, sessionExamples.export),
          ...file('text/markdown', 'With `format=md`', '# Photosynthesis\n'),
        },
      },
    },
  }),
  rateMessage: operation({
    id: 'rateMessage',
    tag: 'Sessions',
    summary: 'feedback on an answer',
    description: 'A later rating of the same message takes the place of the earlier one.',
    example: { rating: 1, comment: 'Clear.' },
    answers: { 200: { content: jsonContent(Rated, sessionExamples.rated) } },
  }),
}
