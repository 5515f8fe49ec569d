import { expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { type ZipEntry, zipped } from './zip'

const NOW = new Date('2030-01-31T12:00:00Z')

async function* pieces(...texts: string[]) {
  yield* texts
}

async function* endless(text: string, onEnd: () => void) {
  try {
    for (;;) yield `${text}${Math.random()}`
  } finally {
    onEnd()
  }
}

async function* entries(...all: ZipEntry[]) {
  yield* all
}

test('an archive holds its files in order, made while they are drawn', async () => {
  const archive = zipped(
    entries({ name: 'a.json', pieces: pieces('{"a":', '', '"ü"}') }, { name: 'b/c.md', pieces: pieces() }),
    NOW,
  )
  const files = unzipSync(new Uint8Array(Buffer.concat(await Array.fromAsync(archive))))
  expect(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
    ['a.json', '{"a":"ü"}'],
    ['b/c.md', ''],
  ])
})

test('an archive is made in years whose seconds no longer fit 32 bits', async () => {
  const archive = zipped(entries({ name: 'a.md', pieces: pieces('a') }), new Date('2040-01-31T12:00:00Z'))
  const files = unzipSync(new Uint8Array(Buffer.concat(await Array.fromAsync(archive))))
  expect(strFromU8(files['a.md'] ?? new Uint8Array())).toBe('a')
})

test('an archive of more files than 16 bits can count, and a text of many blocks, are read whole', async () => {
  const text = Array.from({ length: 40_000 }, (_, n) => `wörd ${(n * 7_919) % 5_003}`).join(' ')
  async function* many(): AsyncGenerator<ZipEntry> {
    yield { name: 'long', pieces: pieces(text.slice(0, 7), text.slice(7)) }
    for (let n = 0; n < 66_000; n++) yield { name: `${n}`, pieces: pieces() }
  }
  const bytes = new Uint8Array(Buffer.concat(await Array.fromAsync(zipped(many(), NOW))))
  const files = unzipSync(bytes, { filter: ({ name }) => name === 'long' || name === '65999' })
  expect(Object.keys(files).toSorted()).toEqual(['65999', 'long'])
  expect(strFromU8(files.long ?? new Uint8Array())).toBe(text)
})

test('a file is drawn no faster than the archive is read', async () => {
  let drawn = 0
  const counted = async function* () {
    for (; drawn < 100_000; drawn++) yield randomBytes(512).toString('hex')
  }
  const archive = zipped(entries({ name: 'a', pieces: counted() }), NOW)
  await archive.next()
  let before = -1
  for (; drawn !== before; await Bun.sleep(50)) before = drawn
  expect(drawn).toBeLessThan(10_000)
  await archive.return(undefined)
})

test('what fails in the middle breaks the archive off, and everything is let go of', async () => {
  let ended = 0
  const failing = async function* () {
    yield 'a'
    throw new Error('the origin failed')
  }
  const broken = zipped(entries({ name: 'a', pieces: failing() }, { name: 'b', pieces: pieces('b') }), NOW)
  expect(Array.fromAsync(broken)).rejects.toThrow('the origin failed')
  for await (const _ of zipped(entries({ name: 'a', pieces: endless('a', () => ended++) }), NOW)) break
  expect(ended).toBe(1)
})
