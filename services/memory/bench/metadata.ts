/**
 * What a cache of session metadata could save: reading a session from a Map, from the store, and by a call of the service.
 * Run: bun services/memory/bench/metadata.ts [MONGO_URI]; with it the store is MongoDB.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { MemoryConfig } from '../src/config'
import { startMemory } from '../src/service'
import { sqliteStores } from '../src/sqlite/stores'
import { memoryCalls } from '../test/memory-calls'
import { dropDatabase } from '../test/mongo-stores'

const READS = 2_000
const userId = 'ann'
const settings = { now: Date.now, leaseMs: 10_000 }
const uri = process.argv[2]

const folder = mkdtempSync(join(tmpdir(), 'metadata-bench-'))
const database = `metadata_bench_${crypto.randomUUID()}`
const env = { DATA_DIR: folder, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:key', MONGO_DB: database }

{
  const config = readConfig(MemoryConfig, { ...env, ...(uri ? { MONGO_URI: uri } : {}) })
  await using service = await startMemory(config, createLog({ service: 'memory', level: 'error' }))
  using memory = memoryCalls(service.port, { caller: 'gateway', key: 'key' })
  for (let n = 0; n < 100; n++) await memory.call('CreateSession', { userId, sessionId: `s${n}`, title: `Talk ${n}` })
  await timed(`call of the service on ${uri ? 'MongoDB' : 'SQLite'}`, (n) =>
    memory.call('GetSession', { userId, sessionId: `s${n % 100}` }),
  )
}
{
  await using stores = await openStores()
  const { conversations } = stores
  for (let n = 0; n < 100; n++) await conversations.create(userId, { sessionId: `s${n}`, title: `Talk ${n}`, notebookId: '' })
  await timed(`store on ${uri ? 'MongoDB' : 'SQLite'}`, (n) => conversations.get(userId, `s${n % 100}`))
  const cache = new Map<string, unknown>()
  for (let n = 0; n < 100; n++) cache.set(`${userId} s${n}`, await conversations.get(userId, `s${n}`))
  await timed('Map', async (n) => cache.get(`${userId} s${n % 100}`))
}
rmSync(folder, { recursive: true, force: true })
if (uri) await dropDatabase(uri, database)

async function openStores() {
  if (!uri) return sqliteStores(join(folder, 'alone'), settings)
  const { mongoStores } = await import('../src/mongo/stores')
  return mongoStores(uri, { database }, settings)
}

async function timed(name: string, read: (n: number) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  for (let n = 0; n < READS; n++) {
    const startedAt = performance.now()
    await read(n)
    times.push(performance.now() - startedAt)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  times.sort((one, other) => one - other)
  const p50 = ((times[READS / 2] ?? 0) * 1_000).toFixed(1)
  const cpu = ((user + system) / READS).toFixed(1)
  process.stdout.write(`${name.padEnd(36)} p50 ${p50.padStart(8)} µs   processor ${cpu.padStart(8)} µs\n`)
}
