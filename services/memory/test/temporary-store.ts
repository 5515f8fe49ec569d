import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreSettings } from '../src/sessions/store'
import { sqliteStores } from '../src/sqlite/stores'
import type { Stores } from '../src/stores'

/** Embedded stores in a folder of their own, gone when they are disposed of; for tests. */
export async function openTemporary(settings: StoreSettings): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  const stores = await sqliteStores(folder, settings)
  const dispose = async () => {
    await stores[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
  return { ...stores, [Symbol.asyncDispose]: dispose }
}
