import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import { clientOf } from './client'
import { upload } from './upload'

setDefaultTimeout(180_000)

let fake: FakeOllama
let stack: Stack

beforeAll(async () => {
  fake = await startFakeOllama()
  stack = await startStack({ env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url } })
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

/** Asks as a page with useChat does, and gives the message that the page would show at the end. */
async function say(user: string, text: string, headers: Record<string, string> = {}, query = '?format=ai-sdk') {
  const transport = new DefaultChatTransport({
    api: `${stack.url}/ai/chat/stream${query}`,
    headers: { authorization: `Bearer ${await stack.token(user)}`, ...headers },
  })
  const messages: UIMessage[] = [{ id: 'm1', role: 'user', parts: [{ type: 'text', text }] }]
  const stream = await transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'chat1',
    messageId: undefined,
    messages,
    abortSignal: undefined,
  })
  let shown: UIMessage | undefined
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) shown = message
  return shown
}

const textOf = (message: UIMessage | undefined) =>
  (message?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('')

test('the transport of the AI SDK talks to a session of its own, with the history of it', async () => {
  const first = await say('ann', 'hello you')
  expect(textOf(first).trim()).toBe('You asked: hello you')
  expect(first?.metadata).toMatchObject({ session_id: 'chat1', tool_used: null, model: expect.any(String) })
  const second = await say('ann', 'and now', { accept: 'text/event-stream; profile=ai-sdk' }, '')
  expect(textOf(second).trim()).toBe('You asked: and now')
  const { body } = await (await clientOf(stack, 'ann')).get('/ai/sessions/chat1/messages')
  expect(body.messages.map(({ content }) => content.trim())).toEqual([
    'hello you',
    'You asked: hello you',
    'and now',
    'You asked: and now',
  ])
})

test('sources are parts of the message, with what the contract says of them', async () => {
  const ben = await clientOf(stack, 'ben')
  const content = 'The old bridge of Brno was built in 1357 by a king.'
  await upload(ben, 'bridge.txt', content)
  const message = await say('ben', 'When was the old bridge of Brno built?')
  const [source] = message?.parts.filter((part) => part.type === 'source-document') ?? []
  expect(source).toMatchObject({
    sourceId: '1',
    title: 'bridge.txt',
    providerMetadata: { collabry: { content, start: 0, end: content.length } },
  })
  expect(message?.metadata).toMatchObject({ tool_used: 'retrieval' })
})

test('what a model says is text to the client, whatever it looks like', async () => {
  const traps = ['[1] [99] [2', '] ', 'data: x\n', '\ndata: [DONE]\n\n', 'event: done\n', 'a\rb', '\r', '\nc']
  fake.script = () => ({ tokens: traps })
  const message = await say('cat', 'say something odd').finally(() => {
    fake.script = echoScript
  })
  expect(textOf(message)).toBe(traps.join('').replace(/\r\n?/g, '\n'))
})

test('a failure in the middle is the error of the client, and one before it is an HTTP error', async () => {
  fake.script = () => ({ tokens: ['one', 'two', 'three'], fault: { kind: 'cut', after: 2 } })
  const broken = await say('dan', 'hello you').catch((error: Error) => error)
  fake.script = () => ({ tokens: [], fault: { kind: 'server_error' } })
  const refused = await say('dan', 'hello again').catch((error: Error) => error)
  fake.script = echoScript
  expect(broken).toMatchObject({ message: 'The answer of the model broke off; try again.' })
  expect(refused).toBeInstanceOf(Error)
  expect(String((refused as Error).message)).toContain('upstream_error')
})
