import { readFileSync } from 'node:fs'

/**
 * An ordinary user in a separate process: lists its sessions and searches, over and over, and reports how long each answer took.
 * Started with an `ipc` channel; arguments: address of the product, token, ids of its processes.
 */
const [url = '', token = '', ...pids] = process.argv.slice(2)
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

export interface Wait {
  ms: number
  /** Without what only a busy machine made of it: the time in which processes were ready to run, and had no core. */
  ownMs: number
}

export interface Probed {
  /** Of every answer since `begin`. */
  waits: Wait[]
  /** Answers that were none: a status other than 200, or a broken connection. */
  failures: string[]
}

const BETWEEN_MS = 10
/** Longer is reported as a failure of this length. */
const ANSWER_MS_MAX = 30_000

/** Of the main thread of each process: milliseconds on a core, and milliseconds of waiting for one. */
const scheduled = () =>
  ['self', ...pids].map((pid) => {
    try {
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number)
      return { ranMs: ran / 1e6, waitedMs: waited / 1e6 }
    } catch {
      return { ranMs: 0, waitedMs: 0 } // no Linux, or the process has gone
    }
  })

/** A wait is at least what one of the processes worked meanwhile, and at least what no lack of cores explains. */
function ownMs(ms: number, before: ReturnType<typeof scheduled>): number {
  const spent = scheduled().map(({ ranMs, waitedMs }, index) => ({
    ranMs: ranMs - (before[index]?.ranMs ?? 0),
    waitedMs: waitedMs - (before[index]?.waitedMs ?? 0),
  }))
  const worked = Math.max(...spent.map(({ ranMs }) => ranMs))
  const unexplained = ms - spent.reduce((sum, { waitedMs }) => sum + waitedMs, 0)
  return Math.max(Math.min(ms, worked), unexplained)
}

let probed: Probed = { waits: [], failures: [] }
let stopping = false

async function ask(path: string, init: RequestInit): Promise<void> {
  const startedAt = performance.now()
  const before = scheduled()
  const into = probed
  try {
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS_MAX) })
    await response.arrayBuffer()
    if (response.status !== 200) into.failures.push(`${path}: ${response.status}`)
  } catch (error) {
    into.failures.push(`${path}: ${error instanceof Error ? error.name : 'failed'}`)
  }
  const ms = performance.now() - startedAt
  into.waits.push({ ms, ownMs: ownMs(ms, before) })
}

async function askAgainAndAgain(path: string, next: () => RequestInit): Promise<void> {
  while (!stopping) {
    await ask(path, next())
    await Bun.sleep(BETWEEN_MS)
  }
}

let loops: Promise<unknown> = Promise.resolve()
/** Each query is a new one: vectors of those before are kept. */
let asked = 0

process.on('message', async (word) => {
  if (word === 'begin') {
    probed = { waits: [], failures: [] }
    stopping = false
    loops = Promise.all([
      askAgainAndAgain('/ai/sessions', () => ({})),
      askAgainAndAgain('/ai/search', () => ({
        method: 'POST',
        body: JSON.stringify({ query: `quokkas eat leaves ${asked++}` }),
      })),
    ])
  }
  if (word === 'end') {
    stopping = true
    await loops
    process.send?.(probed)
  }
})
process.on('disconnect', () => process.exit())
