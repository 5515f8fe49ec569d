import { expect } from 'bun:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { MongoClient } from 'mongodb'
import { documentIdOf } from '../src/documents/store'
import { chunkIdOf } from '../src/ingest/ingest'
import type { Hit, VectorStore } from '../src/vectors/store'
import { temporaryFolder } from './rag-in-process'
import { type RagProcess, startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

export const ROUND_MS_MAX = 120_000
const UNDISTURBED = 'undisturbed'

/** Most of a few chunks, some of more than the model takes at once; each chunk has words of its own. */
const FILES = Array.from({ length: 20 }, (_, file) => ({
  filename: `${file}.txt`,
  text: Array.from(
    { length: file % 7 === 3 ? 280 : 1 + file },
    (_, n) => `Paragraph ${n} of canary ${file}. ${`It sings of zanzibar ${file} ${n}. `.repeat(9)}`,
  ).join('\n\n'),
}))

const upload = ({ client }: RagProcess, user: string) =>
  FILES.map(({ filename, text }) => client.upload(user, { filename }, text))

async function allEnd({ client }: RagProcess, user: string, tasks: Task[]): Promise<void> {
  for (const task of tasks) {
    const ended = await client.ended(user, task, ROUND_MS_MAX)
    expect([task.filename, ended.status, ended.error]).toEqual([task.filename, 'TASK_STATUS_COMPLETED', ''])
  }
}

const allHaveVectors = ({ client }: RagProcess, user: string) => client.covered(user, ROUND_MS_MAX)

/** Kills it within `withinMs` of the beginning of the uploads; what was answered before must come to its end all the same. */
async function killed(process: RagProcess, user: string, withinMs: number, again: () => Promise<RagProcess>) {
  const answered: Task[] = []
  const uploads = Promise.allSettled(upload(process, user).map((task) => task.then((found) => answered.push(found))))
  await sleep(Math.random() * withinMs)
  await process.kill('SIGKILL')
  await uploads
  const next = await again()
  await allEnd(next, user, answered)
  await allEnd(next, user, await Promise.all(upload(next, user)))
  await allHaveVectors(next, user)
  return next
}

export interface Held extends AsyncDisposable {
  vectors: VectorStore
  /** Every chunk that the store has of the owner. */
  all(owner: OwnerKey): Promise<Hit[]>
}

/** Everything that the vector store has of the user, without what tells users apart. */
async function chunksOf({ vectors, all }: Held, user: string): Promise<unknown[]> {
  const owner = ownerKey(user)
  const nameOf = new Map(FILES.map(({ filename }) => [documentIdOf(user, '', filename), filename]))
  const hits = await all(owner)
  const { chunks, embedded } = await vectors.count(owner)
  expect([...embedded.values()]).toEqual([chunks])
  expect(hits).toHaveLength(chunks)
  return hits
    .map(({ score: _, chunkId, documentId, ...chunk }) => {
      expect(chunkId).toBe(chunkIdOf(owner, documentId, chunk.version, chunk.ordinal))
      return { ...chunk, filename: nameOf.get(documentId) ?? '' }
    })
    .toSorted((a, b) => a.filename.localeCompare(b.filename) || a.ordinal - b.ordinal)
}

/**
 * Kills rag repeatedly in the middle of 20 documents. Every task must end, and the store must then hold the same as for a user
 * whose uploads were undisturbed. `open` opens the store once rag has ended.
 */
export async function killLoop(
  rounds: number,
  env: Record<string, string>,
  open: (dataDir: string) => Promise<Held>,
): Promise<void> {
  await using llm = await scriptedLlm({ batchMs: 20 })
  using folder = temporaryFolder()
  const start = () => startProcess(folder.path, llm.address, { INGEST_LEASE_SECONDS: '2', ...env })
  await using stack = new AsyncDisposableStack()
  let process = stack.use(await start())
  const beganMs = performance.now()
  await allEnd(process, UNDISTURBED, await Promise.all(upload(process, UNDISTURBED)))
  await allHaveVectors(process, UNDISTURBED)
  const withinMs = performance.now() - beganMs
  for (let round = 0; round < rounds; round += 1) process = stack.use(await killed(process, `user ${round}`, withinMs, start))
  expect(await process.kill('SIGTERM')).toBe(0)

  await using held = await open(folder.path)
  const whole = await chunksOf(held, UNDISTURBED)
  expect(whole.length).toBeGreaterThan(200)
  for (let round = 0; round < rounds; round += 1) expect(await chunksOf(held, `user ${round}`)).toEqual(whole)
}

/** With a database that is gone afterwards. */
export async function withMongo(uri: string, run: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const database = `rag_${crypto.randomUUID()}`
  try {
    await run({ MONGO_URI: uri, MONGO_DB: database })
  } finally {
    await using client = new MongoClient(uri)
    await client.db(database).dropDatabase()
  }
}
