import { expect, test } from 'bun:test'
import { requestOf, testApp } from '../../test/fakes/use-cases'
import { answerFaults } from '../../test/openapi/faults'
import type { UseCases } from '../core/router'
import type { Message, Sessions } from './ports'

const message = (number: number): Message => ({
  messageId: `m${number}`,
  role: 'assistant',
  content: `Line ${number}`,
  createdAtMs: 0,
  status: number === 2 ? 'interrupted' : 'complete',
  sources: [{ source: 'a\nb.txt' }, null],
  parentId: null,
})

/** Pages of one message each, up to the third. */
const messages: Sessions['messages'] = async (_, { cursor }) => {
  const number = Number(cursor || 1)
  return { messages: [message(number)], nextCursor: number < 3 ? String(number + 1) : null }
}
const session = {
  sessionId: 's1',
  title: '',
  notebookId: null,
  createdAtMs: 0,
  lastActivityMs: 0,
  messageCount: 3,
  isCurrent: true,
}
const changed = { sessions: { get: async () => session, messages } } as unknown as Partial<UseCases>
const exported = async (format: string) =>
  (await testApp(changed).handle(await requestOf(`http://localhost/ai/sessions/s1/export?format=${format}`))).text()

test('an export has the messages of all pages, in order', async () => {
  const { messages, ...about } = JSON.parse(await exported('json')) as { messages: { message_id: string }[]; user_id: string }
  expect(messages.map(({ message_id }) => message_id)).toEqual(['m1', 'm2', 'm3'])
  expect(about).toMatchObject({ session_id: 's1', user_id: 'ann' })
  // The kept sources of this test are damaged.
  expect(answerFaults.splice(0)).toHaveLength(1)
})

test('the Markdown of a conversation says who spoke, what broke off and what was cited', async () => {
  const text = await exported('md')
  expect(text).toStartWith(
    '# Conversation\n\n## Assistant, 1970-01-01T00:00:00.000Z\n\nLine 1\n\nSources:\n\n1. a b.txt\n2. unnamed\n',
  )
  expect(text).toContain('## Assistant, 1970-01-01T00:00:00.000Z (interrupted)\n\nLine 2\n')
  expect(text).toContain('Line 3')
})
