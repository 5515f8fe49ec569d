import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sessionStoreContract } from './sessions.contract'
import { sqliteMemoryStore } from './sqlite'
import type { MemoryStore, StoreSettings } from './store'
import { turnStoreContract } from './turns.contract'

async function openEmpty(settings: StoreSettings): Promise<MemoryStore> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  const store = await sqliteMemoryStore(folder, settings)
  const dispose = async () => {
    await store[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
  return { ...store, [Symbol.asyncDispose]: dispose }
}

sessionStoreContract('sqlite', openEmpty)
turnStoreContract('sqlite', openEmpty)
