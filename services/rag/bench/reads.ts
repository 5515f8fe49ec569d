/**
 * What a cache of task states and of documents could save: reading them from a Map, from the store, and by a call of the
 * service. Run: bun services/rag/bench/reads.ts [MONGO_URI]; with it the store is MongoDB.
 */
import { MongoClient } from 'mongodb'
import { openDocuments } from '../src/service'
import { ragConfigOf, startRagWithLlm, temporaryFolder } from '../test/rag-in-process'

const DOCUMENTS = 20
const userId = 'ann'
const sentence = 'The mitochondrion makes the energy of the cell out of sugar and oxygen. '
const uri = process.argv[2]
const name = uri ? 'MongoDB' : 'SQLite'
const database = `reads_bench_${crypto.randomUUID()}`
const env: Record<string, string> = uri ? { MONGO_URI: uri, MONGO_DB: database } : {}

interface Known {
  taskId: string
  documentId: string
}

using folder = temporaryFolder()
const known: Known[] = []
{
  await using rag = await startRagWithLlm({}, { ...env, DATA_DIR: folder.path })
  for (let n = 0; n < DOCUMENTS; n++) {
    const text = `Document ${n}. ${sentence.repeat(140)}`
    known.push(await rag.client.ended(userId, await rag.client.upload(userId, { filename: `${n}.txt` }, text)))
  }
  const { client } = rag
  await timed(`state of a task, call on ${name}`, 2_000, (n) => client.task(userId, at(n).taskId))
  await timed(`document, call on ${name}`, 2_000, (n) => client.get(userId, at(n).documentId))
  await timed(`text of 10 KB, call on ${name}`, 500, (n) => client.read(userId, at(n).documentId))
  await timed(`search, call on ${name}`, 500, (n) => client.search(userId, `energy of cell ${n}`))
}
{
  await using documents = await openDocuments(ragConfigOf(folder.path, '127.0.0.1:1', env))
  const { tasks, catalogue } = documents
  const ids = known.map(({ documentId }) => documentId)
  const text = async (n: number) => (await Array.fromAsync(catalogue.text(userId, at(n).documentId))).join('')
  await timed(`state of a task, ${name}`, 2_000, (n) => tasks.get(userId, at(n).taskId))
  await timed(`document, ${name}`, 2_000, (n) => catalogue.get(userId, at(n).documentId))
  await timed(`text of 10 KB, ${name}`, 500, text)
  await timed(`check of ${DOCUMENTS} documents of hits, ${name}`, 500, () => catalogue.readable(userId, ids))
  const cache = new Map<string, unknown>()
  for (const { documentId } of known) cache.set(`${userId} ${documentId}`, await catalogue.get(userId, documentId))
  await timed('any of them, Map', 2_000, async (n) => cache.get(`${userId} ${at(n).documentId}`))
}
if (uri) {
  await using client = new MongoClient(uri)
  await client.db(database).dropDatabase()
}

function at(n: number): Known {
  const one = known[n % DOCUMENTS]
  if (one === undefined) throw new Error('there are documents')
  return one
}

async function timed(what: string, reads: number, read: (n: number) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  for (let n = 0; n < reads; n++) {
    const startedAt = performance.now()
    await read(n)
    times.push(performance.now() - startedAt)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  times.sort((one, other) => one - other)
  const p50 = ((times[reads / 2] ?? 0) * 1_000).toFixed(1)
  const cpu = ((user + system) / reads).toFixed(1)
  process.stdout.write(`${what.padEnd(44)} p50 ${p50.padStart(8)} µs   processor ${cpu.padStart(8)} µs\n`)
}
