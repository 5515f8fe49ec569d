import type { Message, RecalledTurn } from './store'

/** Questions with their answers, of messages from the newest to the oldest. */
export function pairs(newestFirst: Message[]): RecalledTurn[] {
  const byId = new Map(newestFirst.map((message) => [message.messageId, message]))
  return newestFirst.flatMap(({ role, messageId: answerId, parentId, content: answer }) => {
    const question = role === 'assistant' ? byId.get(parentId) : undefined
    return question ? [{ questionId: question.messageId, answerId, question: question.content, answer }] : []
  })
}
