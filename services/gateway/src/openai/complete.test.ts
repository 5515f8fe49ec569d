import { describe, expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import type { ModelPart } from '../generation/llm'
import { createComplete } from './complete'
import type { Prompt } from './models'

const usage = {
  prompt_tokens: 3,
  completion_tokens: 9,
  total_tokens: 12,
  context: { window_tokens: null, messages_used: 1, messages_left_out: 0 },
}
const finish: ModelPart = { type: 'finish', reason: 'stop', model: 'm', usage }

/** What a client gets of a model that says these texts, and whether the model was let to its end. */
async function complete(texts: string[], stop: string[], last: ModelPart[] = [finish]) {
  let ended = false
  const models = {
    async *complete(): AsyncGenerator<ModelPart> {
      for (const text of texts) yield { type: 'text', text }
      yield* last
      ended = true
    },
  }
  const prompt: Prompt = {
    model: 'wanted',
    messages: [{ role: 'user', content: 'a' }],
    tools: [],
    toolChoice: '',
    parallelToolCalls: true,
    sampling: {},
    wholeAnswer: true,
    stop,
  }
  const parts = await Array.fromAsync(createComplete(models)(prompt, callerOf('ann')))
  return { text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''), last: parts.at(-1), ended }
}

describe('stop words', () => {
  test.each([
    [['one ', 'two'], ['xyz'], 'one two'],
    [['one ', 'STOP two'], ['STOP'], 'one '],
    [['one ST', 'O', 'P two'], ['STOP'], 'one '],
    [['one ST', 'OR'], ['STOP'], 'one STOR'],
    [['one ST'], ['STOP'], 'one ST'],
    [['a\nOb', 'servation: x'], ['\nFinal', '\nObservation:'], 'a'],
    [['aab', 'aabaac'], ['aabaac'], 'aab'],
    [['xbya'], ['a', 'b'], 'x'],
    [['STOP'], ['STOP'], ''],
  ])('%j until %j is %j', async (texts, stop, text) => {
    expect((await complete(texts, stop)).text).toBe(text)
  })

  test('end the model too, and then the counts are our estimate', async () => {
    const done = await complete(['four four four four ', 'STOP', ' and on'], ['STOP'])
    expect(done.ended).toBe(false)
    expect(done.last).toMatchObject({ type: 'finish', reason: 'stop', model: 'wanted', usage: { completion_tokens: 6 } })
    expect((await complete(['a'], ['STOP'])).last).toEqual(finish)
  })
})

test('calls of functions come whole and after the text', async () => {
  const calls: ModelPart = { type: 'tool_calls', calls: [{ id: 'c', name: 'f', argumentsJson: '{}' }] }
  expect((await complete(['say ST'], ['STOP'], [calls, finish])).text).toBe('say ST')
})

test('a model that ends without an end is a failure', async () => {
  expect(await complete(['a'], [], []).catch((error) => error)).toMatchObject({ code: 'upstream_error' })
})
