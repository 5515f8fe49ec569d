import { Type as t } from '@sinclair/typebox'
import { answer, EXAMPLE, jsonData, named, nullable, string, unnamedEvent, word } from '../../core/answer-schemas'
import { events, json, operation } from '../../core/openapi/operation'
import { Source, Usage } from '../../generation/schemas'
import { chatHeaders } from '../schemas'

const providerMetadata = named('UiSourceMetadata', t.Object({ collabry: Source }))

const messageMetadata = named(
  'UiMessageMetadata',
  t.Object({
    session_id: string('The session'),
    message_id: string('The message of the history'),
    model: t.Optional(string('The model that answered')),
    tool_used: t.Optional(nullable(word(['retrieval', 'web_search']))),
    usage: t.Optional(Usage),
  }),
)

const parts = [
  t.Object({ type: t.Literal('start'), messageId: t.Optional(string('The message of the history')) }),
  t.Object({
    type: t.Literal('source-document'),
    sourceId: string('The number that the answer cites it by'),
    mediaType: t.String(),
    title: t.String(),
    filename: t.String(),
    providerMetadata,
  }),
  t.Object({
    type: t.Literal('source-url'),
    sourceId: string('The number that the answer cites it by'),
    url: t.String(),
    title: t.String(),
    providerMetadata,
  }),
  t.Object({ type: t.Literal('text-start'), id: t.String() }),
  t.Object({ type: t.Literal('text-delta'), id: t.String(), delta: string('A piece of the text') }),
  t.Object({ type: t.Literal('text-end'), id: t.String() }),
  t.Object({
    type: t.Literal('finish'),
    messageMetadata,
  }),
  t.Object({ type: t.Literal('error'), errorText: string('What to change') }),
]

const UiMessagePart = named('UiMessagePart', t.Union(parts, { description: 'One part of a UI message of the AI SDK' }))

const transcript = [
  { type: 'start', messageId: EXAMPLE.messageId },
  { type: 'text-start', id: 'answer' },
  { type: 'text-delta', id: 'answer', delta: 'Photosynthesis turns light into energy.' },
  { type: 'text-end', id: 'answer' },
  { type: 'finish', messageMetadata: { session_id: EXAMPLE.sessionId, message_id: EXAMPLE.messageId } },
]
  .map((part) => JSON.stringify(part))
  .concat('[DONE]')
  .map((data) => `data: ${data}\n\n`)
  .join('')

const uiEvents = events(
  'UiMessageEvent',
  [
    unnamedEvent('UiMessagePartEvent', jsonData(UiMessagePart), 'A part of the message'),
    unnamedEvent('UiMessageEndEvent', t.Literal('[DONE]'), 'The last event'),
  ],
  transcript,
)

const headers = {
  ...chatHeaders,
  'X-Vercel-Ai-Ui-Message-Stream': t.Literal('v1', { description: 'The version of the format' }),
}

const UiStopped = answer('UiStopped', {
  session_id: string('The session'),
  stopped: t.Boolean({ description: 'Whether an answer was being written' }),
  message: string('What happens now'),
})

/** The operations as the OpenAPI document shows them. */
export const uiOperations = {
  uiChat: operation({
    id: 'uiChat',
    tag: 'Chat',
    summary: 'answers useChat of the AI SDK, whose transport calls it unmodified',
    description:
      'The question is the last message of the user; the session is the chat. `regenerate-message` and an edited `messageId` make a branch. The answer is the UI message stream: each event is one part, in JSON, and `[DONE]` is last.',
    example: {
      id: EXAMPLE.sessionId,
      trigger: 'submit-message',
      messages: [{ id: 'k3Jq8', role: 'user', parts: [{ type: 'text', text: 'What is photosynthesis?' }] }],
    },
    errors: ['not_found'],
    answers: { 200: { headers, content: uiEvents } },
  }),
  uiResume: operation({
    id: 'uiResume',
    tag: 'Chat',
    summary: 'the answer that is being written in a session, from its beginning; 204: none',
    description: 'What `resumeStream()` of the AI SDK asks for: the running answer as a UI message stream.',
    answers: { 200: { headers, content: uiEvents }, 204: { description: 'No answer is being written' } },
  }),
  uiStop: operation({
    id: 'uiStop',
    tag: 'Chat',
    summary: 'stops the answer that is being written in a session',
    description: 'The text that was written is kept, marked `interrupted`.',
    answers: {
      200: {
        content: json(UiStopped, {
          session_id: EXAMPLE.sessionId,
          stopped: true,
          message: 'The answer is being stopped',
          ...EXAMPLE.about,
        }),
      },
    },
  }),
}
