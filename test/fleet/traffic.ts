import type { Client } from '../e2e/client'

export interface Traffic {
  requests: number
  streams: number
  /** Answers `timeout`: a process had no processor for seconds, which a restart is not the cause of unless there are many. */
  late: number
  /** What else went wrong, in words; empty is what is wanted. */
  failures: string[]
}

export interface Running extends AsyncDisposable {
  sofar: Traffic
  /** No new ones; resolves when the running ones have ended. */
  stop(): Promise<Traffic>
}

interface Load {
  clients: Client[]
  /** Requests at once, and streams at once. */
  workers: number
  streamers: number
  /** Between two requests of one worker. */
  pauseMs: number
  /** Tokens that a stream must bring, in their order. */
  tokens: string[]
}

/** Follows an answer while uploads of its user are processed, and these requests upload all the time. */
const NOTICE = /\s*Documents that are still being processed and could not be searched: \d+\.\s*$/

/** Requests of every kind and streams, without end, each judged. */
export function startTraffic({ clients, workers, streamers, pauseMs, tokens }: Load): Running {
  const traffic: Traffic = { requests: 0, streams: 0, late: 0, failures: [] }
  let stopped = false
  const fail = (what: string, why: unknown) => traffic.failures.push(`${new Date().toISOString()} ${what}: ${String(why)}`)
  const expected = tokens.join('')

  const request = async (client: Client, number: number) => {
    const { name, run, status } = kinds[number % kinds.length] as Kind
    const startedAt = performance.now()
    try {
      const reply = await run(client, number)
      if (reply.status === 504) traffic.late++
      else if (reply.status !== status) fail(name, `${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`)
    } catch (error) {
      fail(`${name} after ${Math.round(performance.now() - startedAt)} ms`, error)
    }
    traffic.requests++
  }
  const stream = async (client: Client, number: number) => {
    const startedAt = performance.now()
    try {
      const { text, events } = await client.read('/ai/chat/stream', { message: `Count, please (${number}).` })
      const last = events.at(-1)
      if (last?.event === 'error' && last.data?.includes('"code":"timeout"')) traffic.late++
      else if (last?.event !== 'done') fail('stream', `ended with ${JSON.stringify(last)}`)
      else if (text.replace(NOTICE, '').trim() !== expected.trim())
        fail('stream', `${text.length} characters of ${expected.length}`)
    } catch (error) {
      fail(`stream after ${Math.round(performance.now() - startedAt)} ms`, error)
    }
    traffic.streams++
  }
  const forever = async (index: number, step: typeof request, restMs: number) => {
    for (let number = index; !stopped; number += 7) {
      await step(clients[index % clients.length] as Client, number)
      await Bun.sleep(restMs)
    }
  }
  const running = [
    ...Array.from({ length: workers }, (_, index) => forever(index, request, pauseMs)),
    ...Array.from({ length: streamers }, (_, index) => forever(index, stream, 0)),
  ]
  const stop = async () => {
    stopped = true
    await Promise.all(running)
    return traffic
  }
  return { sofar: traffic, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

/**
 * As a deployment does before it lets traffic in: one request of each kind by each client, until it is answered as it should be.
 */
export async function warmUp(clients: Client[]): Promise<void> {
  const answered = async (client: Client, { run, status, name }: Kind) => {
    const until = performance.now() + WARM_UP_MS_MAX
    for (let number = 0; ; number++) {
      const reply = await run(client, number)
      if (reply.status === status) return
      if (performance.now() > until) throw new Error(`${name} does not get warm: ${reply.status}`)
      await Bun.sleep(200)
    }
  }
  await Promise.all(
    clients.map(async (client) => {
      for (const kind of kinds) await answered(client, kind)
    }),
  )
}

const WARM_UP_MS_MAX = 30_000

interface Kind {
  name: string
  status: number
  run(client: Client, number: number): Promise<{ status: number; body: unknown }>
}

/** Reads and writes that reach every service, and every pair of services. */
const kinds: Kind[] = [
  { name: 'list sessions', status: 200, run: (client) => client.get('/ai/sessions?limit=5') },
  { name: 'search', status: 200, run: (client) => client.post('/ai/search', { query: 'quokkas' }) },
  { name: 'list documents', status: 200, run: (client) => client.get('/ai/documents') },
  { name: 'create session', status: 200, run: (client, n) => client.post('/ai/sessions', { title: `Session ${n}` }) },
  {
    name: 'upload',
    status: 200,
    run: (client, n) => client.post('/ai/upload', { filename: `${n % 50}.txt`, content: `Quokkas are small (${n % 50}).` }),
  },
]
