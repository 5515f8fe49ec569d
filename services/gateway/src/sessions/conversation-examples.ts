import { type Example, examples } from '../core/openapi/examples'

const { user_id, timestamp, ...session } = examples.session.answer
const { session_id, messages } = examples.messages.answer
const message_id = messages[0]?.message_id ?? ''

/** Examples of export and feedback for the OpenAPI document. */
export const conversationExamples = {
  export: {
    answer: { ...session, user_id, timestamp, messages: messages.map((message) => ({ ...message, rating: 0 })) },
  },
  regenerate: { request: { message: 'What is photosynthesis, in short?' }, answer: examples.sessionChat.answer },
  feedback: {
    request: { rating: 1, comment: 'Clear.' },
    answer: { session_id, message_id, rating: 1, message: 'Thank you for the feedback', user_id, timestamp },
  },
} satisfies Record<string, Example>
