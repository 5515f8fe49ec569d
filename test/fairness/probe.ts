/**
 * An ordinary user in a process of its own: asks for its sessions and searches, over and over, and reports how long each answer
 * took. Started with an `ipc` channel; arguments: address of the product, token.
 */
const [url = '', token = ''] = process.argv.slice(2)
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

export interface Probed {
  /** Of every answer since `begin`, in milliseconds. */
  waits: number[]
  /** Answers that were none: a status other than 200, or a broken connection. */
  failures: string[]
}

const BETWEEN_MS = 10
/** Longer is reported as a failure of this length. */
const ANSWER_MS_MAX = 30_000

let probed: Probed = { waits: [], failures: [] }
let stopping = false

async function ask(path: string, init: RequestInit): Promise<void> {
  const startedAt = performance.now()
  const into = probed
  try {
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS_MAX) })
    await response.arrayBuffer()
    if (response.status !== 200) into.failures.push(`${path}: ${response.status}`)
  } catch (error) {
    into.failures.push(`${path}: ${error instanceof Error ? error.name : 'failed'}`)
  }
  into.waits.push(performance.now() - startedAt)
}

async function askAgainAndAgain(path: string, init: RequestInit): Promise<void> {
  while (!stopping) {
    await ask(path, init)
    await Bun.sleep(BETWEEN_MS)
  }
}

let loops: Promise<unknown> = Promise.resolve()

process.on('message', async (word) => {
  if (word === 'begin') {
    probed = { waits: [], failures: [] }
    stopping = false
    loops = Promise.all([
      askAgainAndAgain('/ai/sessions', {}),
      askAgainAndAgain('/ai/search', { method: 'POST', body: JSON.stringify({ query: 'quokkas eat leaves' }) }),
    ])
  }
  if (word === 'end') {
    stopping = true
    await loops
    process.send?.(probed)
  }
})
process.on('disconnect', () => process.exit())
