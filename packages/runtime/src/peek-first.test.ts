import { expect, test } from 'bun:test'
import { peekFirst } from './peek-first'

const counted = (count: number) => {
  const state = { closed: 0 }
  async function* items() {
    try {
      for (let n = 1; n <= count; n++) yield n
    } finally {
      state.closed++
    }
  }
  return { items: items(), state }
}

test('all items come in order, the first one too', async () => {
  for (const count of [0, 1, 3]) {
    const { items } = counted(count)
    expect(await Array.fromAsync(await peekFirst(items))).toEqual([1, 2, 3].slice(0, count))
  }
})

test('a failure before the first item rejects the wait, a later one the reading', async () => {
  async function* failing(after: number) {
    for (let n = 0; n < after; n++) yield n
    throw new Error('broken')
  }
  await expect(peekFirst(failing(0))).rejects.toThrow('broken')
  const items = await peekFirst(failing(1))
  expect(await items.next()).toEqual({ done: false, value: 0 })
  await expect(items.next()).rejects.toThrow('broken')
})

test('the source is closed once, even when nothing was read after the first item', async () => {
  const unread = counted(3)
  await (await peekFirst(unread.items)).return(undefined)
  expect(unread.state.closed).toBe(1)
  const left = counted(3)
  for await (const _ of await peekFirst(left.items)) break
  expect(left.state.closed).toBe(1)
})
