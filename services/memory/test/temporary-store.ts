import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteMemoryStore } from '../src/sessions/sqlite'
import type { MemoryStore, StoreSettings } from '../src/sessions/store'

/** An embedded store in a folder of its own, both gone when it is disposed of; for tests. */
export async function openTemporary(settings: StoreSettings): Promise<MemoryStore> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  const store = await sqliteMemoryStore(folder, settings)
  const dispose = async () => {
    await store[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
  return { ...store, [Symbol.asyncDispose]: dispose }
}
