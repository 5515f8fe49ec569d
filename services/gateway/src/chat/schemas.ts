import { Type as t } from '@sinclair/typebox'
import { answer, EXAMPLE, nullable, string, time, word } from '../core/answer-schemas'
import { events, json as jsonContent, type Operation, operation } from '../core/openapi/operation'
import {
  documentsProcessing,
  madeByModel,
  madeFromPassagesExample,
  Source,
  sourceExample,
  streamHeaders,
  textEvents,
  transcript,
} from '../generation/schemas'

const ChatAnswer = answer('ChatAnswer', {
  message_id: string("The assistant's message in the history of the session"),
  response: string('The answer, with citations as `[1]`'),
  session_id: string('The session'),
  tool_used: nullable(word(['retrieval', 'web_search']), 'Source of the answer; null: the model alone'),
  sources: t.Array(Source, { description: 'Passages that the answer cites' }),
  documents_processing: documentsProcessing,
  ...madeByModel,
})

const chatAnswerExample = {
  message_id: EXAMPLE.messageId,
  response: 'Photosynthesis turns light into chemical energy [1].',
  session_id: EXAMPLE.sessionId,
  tool_used: 'retrieval',
  sources: [sourceExample],
  documents_processing: 0,
  ...madeFromPassagesExample,
}

const chatRequestExample = { message: 'What is photosynthesis?', use_rag: 'auto' }

export const chatHeaders = { ...streamHeaders, 'X-Message-Id': string('The message of the history that it writes') }

export const chatEvents = events('ChatEvent', textEvents('ChatDoneEvent', string('The session')), transcript(EXAMPLE.sessionId))

export const StoppedStream = answer('StoppedStream', {
  stream_id: string('The stream'),
  stopped: t.Boolean({ description: 'Whether the answer was being written' }),
  message: string('What happens now'),
})

export const stoppedExample = {
  stream_id: EXAMPLE.streamId,
  stopped: true,
  message: 'The answer is being stopped',
  ...EXAMPLE.about,
}

export const StreamTicket = answer('StreamTicket', {
  stream_id: string('The stream that it opens'),
  ticket: string('For `?ticket=`, once'),
  expires_at: time('Until when it is good'),
})

export const ticketExample = {
  stream_id: EXAMPLE.streamId,
  ticket: 'Zk3q0VbX0iJ5yq6mH8c1tW2uR4pL7nD9sA0fG3hJ6kE',
  expires_at: '2026-03-01T09:30:30.000Z',
  ...EXAMPLE.about,
}

const TURN =
  "Answers a message with what was said before in the session and, where passages fit, with the user's documents, which it cites as `[1]`."
const STREAMED = 'With `stream: true` it answers as /ai/chat/stream does.'
const EVENTS =
  'The text comes as unnamed events while the model writes it; `done` is last, or `error`. Closing the connection stops the model, unless the request says `resumable`.'
const AI_SDK =
  'With `?format=ai-sdk` the events are the UI message stream of the AI SDK, and the body may be what its transport sends (`id`, `messages`).'

const eitherDetail = {
  tag: 'Chat',
  errors: ['not_found'],
  answers: { 200: { headers: chatHeaders, content: { ...jsonContent(ChatAnswer, chatAnswerExample), ...chatEvents } } },
} satisfies Partial<Operation>
const streamedDetail = {
  tag: 'Chat',
  errors: ['not_found'],
  answers: { 200: { headers: chatHeaders, content: chatEvents } },
} satisfies Partial<Operation>

/** The operations as the OpenAPI document shows them. */
export const chatOperations = {
  chat: operation({
    ...eitherDetail,
    id: 'chat',
    summary: 'answers a message in a conversation',
    description: `${TURN} A session that does not exist is made. ${STREAMED}`,
    example: { ...chatRequestExample, session_id: chatAnswerExample.session_id },
  }),
  chatStream: operation({
    ...streamedDetail,
    id: 'chatStream',
    summary: 'as /ai/chat, streamed',
    description: `${TURN} ${EVENTS} ${AI_SDK}`,
    example: { ...chatRequestExample, session_id: chatAnswerExample.session_id },
  }),
  sessionChat: operation({
    ...eitherDetail,
    id: 'sessionChat',
    summary: 'as /ai/chat, with the session in the path',
    description: `${TURN} A session that does not exist is made. ${STREAMED}`,
    example: chatRequestExample,
  }),
  regenerate: operation({
    ...eitherDetail,
    id: 'regenerate',
    summary: 'answers anew on a branch; the older one is kept',
    description: `Answers a question again, or the edited one in \`message\`, on a new branch. The message is the answer, or its question. Older branches stay: see \`branch\` of the messages. ${STREAMED}`,
    example: { message: 'What is photosynthesis, in short?' },
    mayBeEmpty: true,
  }),
  sessionChatStream: operation({
    ...streamedDetail,
    id: 'sessionChatStream',
    summary: 'as /ai/chat/stream, with the session in the path',
    description: `${TURN} ${EVENTS} ${AI_SDK}`,
    example: chatRequestExample,
  }),
}
