import { expect } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptSecrets } from '@collabry/stack/secrets'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { type Claims, signToken } from '@collabry/stack/token'
import { ROOT } from '../source'
import { leaksIn } from './canaries'

const MAIN = join(ROOT, 'packages/stack/src/main.ts')
const LAST_WORDS = 'Ctrl-C stops everything.'

/** The product as `bun run start` runs it: a parent with four child processes. */
export interface Product extends AsyncDisposable {
  url: string
  dataDir: string
  pid: number
  /** What it has written on stdout. */
  banner: string
  /** The children that run now. */
  pids(): Record<ServiceName, number>
  token(user: string, claims?: Omit<Claims, 'user'>): Promise<string>
  /** Asks it to stop as a service manager does, and gives its exit code. */
  stop(): Promise<number>
  /** kill -9 of the parent. */
  kill(): Promise<void>
}

interface ProductOptions {
  env?: Record<string, string>
  /** Unset: a temporary folder that goes with the product. */
  dataDir?: string
}

/**
 * The environment of the product before a test's additions. It has no setting of the machine, such as the address of a real
 * model.
 */
const base = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  PORT: '0',
  LLM_PROVIDER: 'builtin',
  DIGEST_SECONDS: '0',
}

export const spawnMain = (args: string[], env: Record<string, string>) =>
  Bun.spawn([process.execPath, MAIN, ...args], {
    cwd: tmpdir(),
    env: { ...base, ...(env.LLM_PROVIDER === undefined ? { EMBEDDING_PROVIDER: 'none' } : {}), ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })

/** Resolves when the banner is there; rejects with stderr when the start fails. */
export async function startProduct({ env = {}, dataDir }: ProductOptions = {}): Promise<Product> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'collabry-e2e-'))
  const parent = spawnMain(['start'], { ...env, DATA_DIR: folder })
  const complaints = new Response(parent.stderr).text()
  const banner = await readUntil(parent.stdout, LAST_WORDS)
  if (!banner.includes(LAST_WORDS)) throw new Error(`the start failed: ${await complaints}`)
  const stop = async () => {
    parent.kill('SIGTERM')
    return parent.exited
  }
  return {
    url: (/address +(\S+)/.exec(banner)?.[1] ?? '').replace('localhost', '127.0.0.1'),
    dataDir: folder,
    pid: parent.pid,
    banner,
    pids: () => childrenOf(folder),
    token: (user, claims = {}) =>
      signToken(
        { ...keptSecrets(folder), ...(env.JWT_SECRET_KEY ? { jwtSecretKey: env.JWT_SECRET_KEY } : {}) },
        { user, ...claims },
      ),
    stop,
    async kill() {
      parent.kill('SIGKILL')
      await parent.exited
    },
    async [Symbol.asyncDispose]() {
      await stop()
      expect(leaksIn(join(folder, 'logs'))).toEqual([])
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function readUntil(stream: ReadableStream<Uint8Array>, words: string): Promise<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.includes(words)) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  return text
}

/** The newest process of each service, as the log of the start tells. */
function childrenOf(dataDir: string): Record<ServiceName, number> {
  const lines = readFileSync(join(dataDir, 'logs', 'stack.log'), 'utf8').split('\n')
  const starts = lines
    .filter((line) => line.includes('"child started"'))
    .map((line) => JSON.parse(line) as { child: string; pid: number })
  const newest = (name: ServiceName) => starts.findLast(({ child }) => child === name)?.pid ?? 0
  return Object.fromEntries(SERVICES.map((name) => [name, newest(name)])) as Record<ServiceName, number>
}

/** Whether a process runs; one that only waits to be collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

/** Waits for a condition; the deadline is the test's own. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await Bun.sleep(20)
}

/** A figure for people who read the output of the tests; never asserted. */
export const measured = (line: string): void => {
  process.stdout.write(`measured: ${line}\n`)
}
