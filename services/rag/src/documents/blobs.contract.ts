import { expect, test } from 'bun:test'
import type { Documents } from './store'

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text)
}

const collect = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes)).toString()

export function blobContract(open: () => Promise<Documents>): void {
  test('bytes come back in order, in small pieces, until they are removed', async () => {
    await using documents = await open()
    const long = 'x'.repeat(2_500_000)
    await documents.blobs.write('abc', pieces('one ', long, 'three'))
    await documents.blobs.write('none', pieces())
    const read = await Array.fromAsync(documents.blobs.read('abc'))
    expect(Math.max(...read.map((piece) => piece.byteLength))).toBeLessThanOrEqual(65_536)
    expect(Buffer.concat(read).toString() === `one ${long}three`).toBe(true)
    expect(await collect(documents.blobs.read('none'))).toBe('')
    await documents.blobs.remove('abc')
    await expect(collect(documents.blobs.read('abc'))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('written again, they are what was written last', async () => {
    await using documents = await open()
    await documents.blobs.write('abc', pieces('first, and longer'))
    await documents.blobs.write('abc', pieces('second'))
    expect(await collect(documents.blobs.read('abc'))).toBe('second')
  })

  test('nothing stays behind when the source breaks off', async () => {
    await using documents = await open()
    const broken = (async function* () {
      yield* pieces('half'.repeat(300_000))
      throw new Error('gone')
    })()
    await expect(documents.blobs.write('abcd', broken)).rejects.toThrow('gone')
    await expect(collect(documents.blobs.read('abcd'))).rejects.toMatchObject({ code: 'not_found' })
    expect(await Array.fromAsync(documents.blobs.writtenBefore(Date.now() + 60_000))).toEqual([])
  })
}
