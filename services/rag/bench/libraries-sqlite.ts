import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { type Libraries, NEIGHBOUR_WORDS, neighbour, OWN_WORDS, own, type Size } from './libraries'
import { chunk } from './sample'

const BATCH = 64

/** Every neighbour has the same chunks, in a file of their own. */
export async function sqliteLibraries({ own: ownChunks, neighbours, each }: Size): Promise<Libraries> {
  const folder = mkdtempSync(join(tmpdir(), 'retrieval-'))
  const [alone, beside] = [join(folder, 'alone'), join(folder, 'beside')]
  await fill(alone, own, ownChunks, OWN_WORDS)
  await fill(beside, neighbour(0), each, NEIGHBOUR_WORDS)
  const fileOf = (directory: string, owner: OwnerKey) => join(directory, `${owner}.sqlite`)
  copyFileSync(fileOf(alone, own), fileOf(beside, own))
  for (let n = 1; n < neighbours; n += 1) copyFileSync(fileOf(beside, neighbour(0)), fileOf(beside, neighbour(n)))
  const stores = [sqliteVectors({ directory: alone }), sqliteVectors({ directory: beside })] as const
  return {
    name: 'SQLite',
    alone: stores[0],
    beside: stores[1],
    [Symbol.asyncDispose]: async () => {
      for (const store of stores) await store[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Closed again, so that the file holds it all. */
async function fill(directory: string, owner: OwnerKey, count: number, length: number): Promise<void> {
  await using store = sqliteVectors({ directory })
  for (let at = 0; at < count; at += BATCH) {
    await store.upsert(owner, Array.from({ length: Math.min(BATCH, count - at) }, (_, n) => chunk(owner, at + n, length))) // biome-ignore format: one line reads best
  }
}
