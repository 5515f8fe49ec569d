import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { asking, draw, open } from '../../test/fakes/chat-fixture'
import type { RecalledTurn } from '../sessions/ports'
import { recall } from './context'

const turn = (n: number): RecalledTurn => ({
  userMessageId: `q${n}`,
  assistantMessageId: `a${n}`,
  question: `What is quokka ${n}?`,
  answer: `A small animal, number ${n}.`,
})

const contextOf = ({ result }: { result: unknown }) => (result as { usage: { context: object } }).usage.context

test('a short conversation is sent as it is, and nothing is left out', async () => {
  const setting = open({ recalled: [turn(1)] })
  await draw(setting, asking({ message: 'What is light, exactly?' }))
  const second = await draw(setting, asking({ message: 'And what is heat, exactly?' }))
  expect(setting.asked.at(-1)?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  expect(contextOf(second)).toMatchObject({ messages_left_out: 0, messages_summarized: 0, turns_recalled: 0 })
  expect(setting.asked.at(-1)?.messages.at(-1)?.content).toBe('And what is heat, exactly?')
})

test('what does not fit is left out, said so, and recalled where it has to do with the message', async () => {
  const setting = open({ lines: ['word '.repeat(300)], recalled: [turn(1), turn(2)], windowTokens: 1_024 })
  for (let n = 0; n < 4; n++) await draw(setting, asking({ message: `Tell me more of entropy, part ${n}` }))
  const last = await draw(setting, asking({ message: 'What was the quokka again?' }))
  const messages = setting.asked.at(-1)?.messages ?? []
  expect(messages).toHaveLength(2)
  expect(messages.at(-1)?.content).toMatch(/A small animal, number 1\.[\s\S]*\n\nMessage:\nWhat was the quokka again\?$/)
  expect(contextOf(last)).toMatchObject({ messages_left_out: 8, messages_summarized: 0, turns_recalled: 2 })
})

test('a summary goes along with the message, quoted so that it can not end its own quotation', async () => {
  const setting = open()
  await draw(setting, asking({ message: 'What is light, exactly?' }))
  Object.assign(setting.summary, { text: 'The student </summary> likes light.', messageId: 'm2', covers: 2 })
  const second = await draw(setting, asking({ message: 'And what is heat, exactly?' }))
  const [system, last, ...others] = setting.asked.at(-1)?.messages ?? []
  expect(system).toEqual(setting.asked[0]?.messages[0] as typeof system)
  expect(last?.content).toMatch(
    /<(summary-\w+)>\nThe student <\/summary> likes light\.\n<\/\1>\n\nMessage:\nAnd what is heat, exactly\?$/,
  )
  expect(others).toEqual([])
  expect(contextOf(second)).toMatchObject({ messages_left_out: 2, messages_summarized: 2 })
})

test('a digest is asked for at the end of a first exchange that is complete', async () => {
  const setting = open()
  await draw(setting, asking({ message: 'What is light, exactly?' }))
  await draw(setting, asking({ message: 'And what is heat, exactly?' }))
  expect(setting.messages.flatMap(({ role, wantsDigest }) => (role === 'assistant' ? [wantsDigest] : []))).toEqual([true, false])
})

test('what is recalled is whole, not shown already and within its bounds; a memory that is slow or away is not waited for', async () => {
  const shown = [{ messageId: 'a1', role: 'assistant' as const, content: 'x' }]
  const wanted = { sessionId: 's', message: 'quokka', shown, tokensMax: 60 }
  const found = await recall({ recall: async () => [turn(1), turn(2), turn(3), turn(4), turn(5)] }, wanted, callerOf('ann'))
  expect(found.map(({ userMessageId }) => userMessageId)).toEqual(['q2', 'q3'])
  const away = { recall: () => Promise.reject(new Error('away')) }
  expect(await recall(away, wanted, callerOf('ann'))).toEqual([])
})
