import { expect, test } from 'bun:test'
import { openedByRead, peekFirst } from './generators'

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

test('a generator that no read has opened is never opened', async () => {
  let opened = 0
  const items = openedByRead(async () => {
    opened++
    return counted(1).items
  })
  expect(await items.return('left')).toEqual({ done: true, value: 'left' })
  expect(await items.next()).toEqual({ done: true, value: undefined })
  expect(opened).toBe(0)
})

test('reads at the same time open a generator once, and get its items in order', async () => {
  const { items, state } = counted(3)
  let opened = 0
  const read = openedByRead(async () => {
    opened++
    return items
  })
  const [first, second] = await Promise.all([read.next(), read.next()])
  expect([first.value, second.value]).toEqual([1, 2])
  expect(await Array.fromAsync(read)).toEqual([3])
  expect({ opened, closed: state.closed }).toEqual({ opened: 1, closed: 1 })
})

test('leaving while a generator opens closes it when it is open', async () => {
  const { items, state } = counted(3)
  const opening = Promise.withResolvers<typeof items>()
  const read = openedByRead(() => opening.promise)
  const first = read.next()
  const left = read.return(undefined)
  opening.resolve(items)
  expect(await first).toEqual({ done: false, value: 1 })
  await left
  expect(state.closed).toBe(1)
})

test('a failure to open rejects one read, after which the generator is over', async () => {
  const read = openedByRead<number>(async () => {
    throw new Error('broken')
  })
  await expect(read.next()).rejects.toThrow('broken')
  expect(await read.next()).toEqual({ done: true, value: undefined })
})
