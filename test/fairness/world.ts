import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { type Client, clientOf } from '../e2e/client'
import { type Product, startProduct } from '../e2e/product'
import { upload } from '../e2e/upload'
import { realStores } from '../fleet/real-stores'
import { ROOT } from '../source'
import type { Attack, World } from './attack'
import type { Answered, Order } from './attacker'
import { fillCollection } from './collection'
import type { Probed } from './probe'
import { untilCovered } from './states'

const MIB = 1_048_576
/** A process that has grown by so much holds free memory in which the next attack could hide. */
const GROWN_MIB_MAX = 64

export const onRealStores = Boolean(process.env.MONGO_URI && process.env.MILVUS_ADDRESS)

/** The product with one ordinary user, and what is measured of both. */
export interface Arena extends AsyncDisposable {
  product: Product
  clientOf(user: string): Promise<Client>
  /** What the ordinary user waits for while `work` runs, and for `ms` at least. */
  probed(ms: number, work?: Promise<unknown>): Promise<Probed>
  /** Plays the attack in a separate process; undefined: it did not end in time. */
  attack(attack: Attack, user: string, places: Record<string, string>): Promise<Answered | undefined>
  memory: Memory
  /** Bytes of all files of the product. */
  diskBytes(): number
  /** No process has died or has grown so much that it should be a new one. */
  isFresh(): boolean
}

const ATTACK_MS_MAX = 10_000

export async function openArena(world: World): Promise<Arena> {
  await using stack = new AsyncDisposableStack()
  const model = world === 'scripted' || world === 'quota' ? stack.use(await scriptedModel(world)) : undefined
  const stores = onRealStores ? stack.use(realStores()).env : {}
  const env = {
    ...stores,
    ...(model ? { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: model.url } : {}),
    ...(world === 'quota' ? { QUOTA_TOKENS_PER_DAY: '400' } : {}),
    ...(world === 'embedding' ? { EMBEDDING_PROVIDER: 'builtin' } : {}),
  }
  const collection = world === 'documents' || world === 'sessions' ? await collectionFolder(world, stack) : {}
  const product = stack.use(await startProduct({ env, ...collection }))
  await prepareOrdinaryUser(await clientOf(product, 'ordinary'), world === 'embedding')
  const working = Object.values(product.pids()).flatMap((pid) => [pid, ...childrenOf(pid)])
  const probe = stack.use(child<Probed>('probe.ts', [product.url, await product.token('ordinary'), ...working.map(String)]))
  const probed = async (ms: number, work: Promise<unknown> = Promise.resolve()) => {
    probe.send('begin')
    await Promise.all([Bun.sleep(ms), work])
    return probe.ask('end')
  }
  await probed(300) // until everything has been compiled
  const memory = memoryOf(product)
  const fresh = memory.resident()
  const pids = Object.values(product.pids()).join()
  const owned = stack.move()
  return {
    product,
    probed,
    memory,
    clientOf: (user) => clientOf(product, user),
    async attack({ name }, user, places) {
      const order: Order = { name, url: product.url, token: await product.token(user), places }
      await using attacker = child<Answered>('attacker.ts', [])
      return await Promise.race([attacker.ask(order), Bun.sleep(ATTACK_MS_MAX).then(() => undefined)])
    },
    diskBytes: () => bytesUnder(product.dataDir),
    isFresh: () =>
      Object.values(product.pids()).join() === pids &&
      SERVICES.every((name) => memory.resident()[name] - fresh[name] < GROWN_MIB_MAX * MIB),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function collectionFolder(kind: 'documents' | 'sessions', stack: AsyncDisposableStack): Promise<{ dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-fairness-'))
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  await fillCollection(dataDir, kind)
  return { dataDir }
}

/** A component that has started late is tried again after a second at most; a busy machine starts it late. */
const SERVING_MS_MAX = 60_000

async function prepareOrdinaryUser(client: Client, hasVectors: boolean): Promise<void> {
  const until = performance.now() + SERVING_MS_MAX
  while ((await client.get('/ai/documents')).status !== 200 && performance.now() < until) await Bun.sleep(100)
  await upload(client, 'quokkas.txt', 'Quokkas eat leaves, grasses and shrubs. They live on Rottnest Island.')
  if (hasVectors) await untilCovered(client)
  for (const message of ['What do quokkas eat?', 'Where do they live?']) await client.post('/ai/chat', { message })
}

/** A model in a separate process. Its endless answer comes much faster than one of a real model, at 40 KB a second. */
async function scriptedModel(world: World): Promise<AsyncDisposable & { url: string }> {
  const env =
    world === 'quota'
      ? { TOKENS: '100', TOKEN_DELAY_MS: '1' }
      : { ENDLESS: 'x'.repeat(2_000), TOKEN_DELAY_MS: '50', DENSE_TOKENS: '1000000' }
  const fake = Bun.spawn([process.execPath, join(ROOT, 'packages/fake-ollama/src/main.ts')], {
    env: { ...env, PATH: process.env.PATH ?? '' },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const { value } = await fake.stdout.getReader().read()
  return {
    url: new TextDecoder().decode(value).trim(),
    async [Symbol.asyncDispose]() {
      fake.kill('SIGKILL')
      await fake.exited
    },
  }
}

/** A process of ours that answers messages, each with one. */
function child<Answer>(file: string, args: string[]) {
  let answer: (value: Answer) => void = () => undefined
  const process_ = Bun.spawn([process.execPath, join(import.meta.dir, file), ...args], {
    stdout: 'inherit',
    stderr: 'inherit',
    ipc: (message) => answer(message as Answer),
  })
  return {
    send: (message: unknown) => process_.send(message),
    ask: (message: unknown) =>
      new Promise<Answer>((resolve) => {
        answer = resolve
        process_.send(message)
      }),
    async [Symbol.asyncDispose]() {
      process_.kill('SIGKILL')
      await process_.exited
    },
  }
}

export interface Memory {
  /** Bytes that each process has now. */
  resident(): Record<ServiceName, number>
  /** From now on, the most that each has had counts anew. */
  begin(): void
  /** The most that each has had since, beyond what it had then. */
  growth(): Record<ServiceName, number>
}

function memoryOf(product: Product): Memory {
  const each = (of: (pid: number) => number) => {
    const pids = product.pids()
    return Object.fromEntries(SERVICES.map((name) => [name, of(pids[name])])) as Record<ServiceName, number>
  }
  const resident = () => each((pid) => statusOf(pid, 'VmRSS'))
  let before = resident()
  return {
    resident,
    begin() {
      before = resident()
      each((pid) => {
        resetPeak(pid)
        return 0
      })
    },
    growth() {
      const peaks = each((pid) => statusOf(pid, 'VmHWM'))
      return Object.fromEntries(SERVICES.map((name) => [name, Math.max(0, peaks[name] - before[name])])) as typeof peaks
    },
  }
}

/** A line of what Linux says of a process, in bytes; 0 elsewhere, and of a process that has gone. */
function statusOf(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024
  } catch {
    return 0
  }
}

/** 5 is the word by which Linux sets VmHWM to what is resident now. Where that is refused, growth counts from the start. */
function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {}
}

/** Processes that a service has started, such as that of the embedding model. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return [] // no Linux
  }
}

const bytesUnder = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0)

/** 0 for a file that went meanwhile. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
