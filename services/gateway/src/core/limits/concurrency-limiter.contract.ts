import { expect, test } from 'bun:test'
import type { ConcurrencyLimiter } from './concurrency-limiter'

/** What all places do; `open` gives new ones of a name, `more` those that another gateway sees of the same. */
export function slotsContract(name: string, open: (max: number) => { slots: ConcurrencyLimiter; more: ConcurrencyLimiter }) {
  test(`${name}: so many places at once, each user for itself, and one is free again when it is given back`, async () => {
    const { slots, more } = open(3)
    const [ann, bob] = [`ann ${crypto.randomUUID()}`, `bob ${crypto.randomUUID()}`]
    const taken = await Promise.all([slots.take(ann), more.take(ann), slots.take(ann)])
    expect(taken.every((release) => release !== undefined)).toBe(true)
    expect([await slots.take(ann), await more.take(ann)]).toEqual([undefined, undefined])
    expect(await more.take(bob)).toBeFunction()
    taken[0]?.()
    taken[0]?.()
    const again = await untilTaken(more, ann)
    expect(await slots.take(ann)).toBeUndefined()
    again()
    await untilTaken(slots, ann)
  })

  test(`${name}: of many that ask at once only so many get a place`, async () => {
    const { slots, more } = open(5)
    const ann = `ann ${crypto.randomUUID()}`
    const asked = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? slots : more).take(ann)))
    expect(asked.filter((release) => release !== undefined)).toHaveLength(5)
  })
}

/** A place is given back by a message that nobody waits for. */
export async function untilTaken(slots: ConcurrencyLimiter, key: string) {
  const until = performance.now() + 20_000
  while (performance.now() < until) {
    const release = await slots.take(key)
    if (release) return release
    await Bun.sleep(5)
  }
  throw new Error('no place has become free')
}
