import { expect, test } from 'bun:test'
import { Counter, Registry } from 'prom-client'
import { storeGauges } from './metrics'

function setUp(read: () => Promise<{ waiting: number; oldest: number }>) {
  const registry = new Registry()
  new Counter({ name: 'calls_total', help: 'Another series', registers: [registry] }).inc(3)
  let nowMs = 0
  let reads = 0
  storeGauges({
    registry,
    gauges: { waiting: { name: 'tasks_waiting', help: 'x' }, oldest: { name: 'oldest_seconds', help: 'x' } },
    read: () => {
      reads++
      return read()
    },
    now: () => nowMs,
  })
  const series = async () => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'))
    return Object.fromEntries(lines.map((line) => line.split(' ') as [string, string]))
  }
  return { series, advance: (ms: number) => (nowMs += ms), reads: () => reads }
}

test('a scrape asks the store once for all of its gauges, and again only when the values are old', async () => {
  let waiting = 4
  const { series, advance, reads } = setUp(async () => ({ waiting, oldest: 2.5 }))
  expect(await series()).toEqual({ calls_total: '3', tasks_waiting: '4', oldest_seconds: '2.5' })
  waiting = 5
  advance(999)
  expect((await series()).tasks_waiting).toBe('4')
  advance(1)
  expect((await series()).tasks_waiting).toBe('5')
  expect(reads()).toBe(2)
})

test('while the store fails the last values stand, and all other series are there', async () => {
  let fails = true
  const { series, advance } = setUp(async () => {
    if (fails) throw new Error('the store is down')
    return { waiting: 1, oldest: 9 }
  })
  expect(await series()).toEqual({ calls_total: '3', tasks_waiting: 'Nan', oldest_seconds: 'Nan' })
  fails = false
  expect((await series()).oldest_seconds).toBe('9')
  fails = true
  advance(60_000)
  expect(await series()).toEqual({ calls_total: '3', tasks_waiting: '1', oldest_seconds: '9' })
})

test('a store that never answers holds up no scrape, and is asked once', async () => {
  const { series, reads } = setUp(() => new Promise(() => {}))
  for (let scrape = 0; scrape < 3; scrape++) expect((await series()).calls_total).toBe('3')
  expect(reads()).toBe(1)
})
