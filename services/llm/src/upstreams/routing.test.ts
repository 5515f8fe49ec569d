import { expect, test } from 'bun:test'
import { routingOrder } from './balanced'

const server = (id: string, running = 0, isUp = true) => ({ id, running, isUp })
const sessions = Array.from({ length: 300 }, (_, index) => `session-${index}`)
const firstOf = (ids: string[], session: string) =>
  routingOrder(
    ids.map((id) => server(id)),
    session,
    100,
  )[0]?.id

test('a session stays where it was, and sessions are spread', () => {
  const homes = sessions.map((session) => firstOf(['a', 'b', 'c'], session))
  expect(sessions.map((session) => firstOf(['c', 'a', 'b'], session))).toEqual(homes)
  for (const id of ['a', 'b', 'c']) expect(homes.filter((home) => home === id).length).toBeGreaterThan(60)
})

test('a server that goes moves only its own sessions', () => {
  const moved = sessions.filter((session) => {
    const home = firstOf(['a', 'b', 'c'], session)
    return home !== 'c' && firstOf(['a', 'b'], session) !== home
  })
  expect(moved).toEqual([])
})

test('a full server, or one with far more than its share, gives its session to the next', () => {
  const [home, next] = routingOrder([server('a'), server('b')], 'ann', 100)
  const order = (running: number, runningMax: number) =>
    routingOrder([{ ...server(home?.id ?? ''), running }, server(next?.id ?? '')], 'ann', runningMax).map(({ id }) => id)
  expect(order(3, 100)[0]).toBe(next?.id ?? '')
  expect(routingOrder([server(home?.id ?? '', 5), server(next?.id ?? '', 5)], 'ann', 100)[0]?.id).toBe(home?.id ?? '')
  expect(routingOrder([server(home?.id ?? '', 5), server(next?.id ?? '', 4)], 'ann', 5)[0]?.id).toBe(next?.id ?? '')
})

test('without a session the least loaded comes first, and who is down comes last', () => {
  const order = routingOrder([server('a', 3), server('b', 0, false), server('c', 2), server('d', 5)], undefined, 5)
  expect(order.map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b'])
})
