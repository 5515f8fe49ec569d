import { expect, test } from 'bun:test'
import { serialByKey } from './serial-by-key'

/** A work that notes when it begins and ends. */
const noted = (seen: string[], name: string) => async () => {
  seen.push(`${name} begins`)
  await Promise.resolve()
  seen.push(`${name} ends`)
  return name
}

test('works of one key run one after the other, and those of another between them', async () => {
  const serial = serialByKey()
  const seen: string[] = []
  const ann = ['a1', 'a2', 'a3'].map((name) => serial('ann', noted(seen, name)))
  const bob = serial('bob', noted(seen, 'b'))
  expect(await Promise.all([...ann, bob])).toEqual(['a1', 'a2', 'a3', 'b'])
  expect(seen.filter((line) => line.startsWith('a'))).toEqual([
    'a1 begins',
    'a1 ends',
    'a2 begins',
    'a2 ends',
    'a3 begins',
    'a3 ends',
  ])
  expect(seen.indexOf('b ends')).toBeLessThan(seen.indexOf('a2 begins'))
})

test('a work that fails holds up no later one', async () => {
  const serial = serialByKey()
  const failed = serial('ann', () => Promise.reject(new Error('broken'))).catch((error: Error) => error.message)
  expect(await serial('ann', async () => 'done')).toBe('done')
  expect(await failed).toBe('broken')
})
