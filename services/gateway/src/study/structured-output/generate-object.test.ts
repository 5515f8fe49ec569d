import { expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { scriptedLlm } from '../../../test/fakes/llm'
import type { Generation } from '../../generation/llm'
import { generateObject, listIn, type ObjectRequest, objectIn } from './generate-object'

const generation: Generation = {
  sessionId: '',
  model: '',
  messages: [
    { role: 'system', content: 'Rules.' },
    { role: 'user', content: 'The material.' },
  ],
  jsonSchema: { type: 'object' },
  brief: { task: 'concepts' },
}
const wish: ObjectRequest<string[]> = {
  generation,
  read(answer, before = []) {
    const value = [...before, ...listIn(answer, 'words').map(String)]
    return value.length >= 2 ? { value, problems: [] } : { value: value.length > 0 ? value : undefined, problems: ['Too few.'] }
  },
}
const draw = async (...answers: string[]) => {
  let run = 0
  const model = scriptedLlm(() => [answers[run++] ?? ''])
  return { generated: await generateObject(model.llm, wish, callerOf('ann')), ...model }
}

test('a valid answer takes one run', async () => {
  const { generated, runs } = await draw('{"words": ["a", "b"]}')
  expect(generated).toMatchObject({ value: ['a', 'b'], model: 'scripted', extractive: false, usage: { total_tokens: 11 } })
  expect(runs.begun).toBe(1)
})

test('a wrong answer is given back once, before the material, with what is wrong', async () => {
  const { generated, asked, runs } = await draw('{"words": ["a"]}', '{"words": ["b"]}', '{"words": ["c"]}')
  expect(generated).toMatchObject({ value: ['a', 'b'], usage: { stages: 2 } })
  expect(runs.begun).toBe(2)
  const [system, wrong, last] = asked[1]?.messages ?? []
  expect([system, wrong]).toEqual([generation.messages[0], { role: 'assistant', content: '{"words": ["a"]}' }])
  expect(last?.content).toStartWith('The material.')
  expect(last?.content).toContain('- Too few.')
})

test('what was valid before a repair that failed is kept, and nothing else', async () => {
  expect((await draw('{"words": ["a"]}', 'nonsense')).generated.value).toEqual(['a'])
  expect((await draw('nonsense', '')).generated.value).toBeUndefined()
})

test('an object is found between words and fences, and garbage is none', () => {
  expect(objectIn('Here:\n```json\n{"a": 1}\n```')).toEqual({ a: 1 })
  for (const answer of ['', '}{', '{', '[1]', '{"a": }', 'null']) expect(objectIn(answer)).toBeUndefined()
})

test('of a list that was cut off the whole entries are kept', () => {
  const cut = '{"cards": [{"front": "a } \\" {", "back": {"x": [1]}}, {"front": "b"}, {"front": "c", "ba'
  expect(listIn(cut, 'cards')).toEqual([{ front: 'a } " {', back: { x: [1] } }, { front: 'b' }])
  expect(listIn('{"cards": {"front": 1}}', 'cards')).toEqual([])
  expect(listIn(`{"cards": [${'{'.repeat(100_000)}`, 'cards')).toEqual([])
})
