/**
 * A steady load on a gateway, within bounds: `bun main.ts URL` with JWT_SECRET_KEY, RATE (50 requests a second), STREAMS (20),
 * SECONDS (900 at most). A line of counts every five seconds; SIGTERM lets the running streams end. Nothing is tried again.
 */
import { clientOf, readStream, signToken } from '../../../smoke/client'

const url = process.argv[2] ?? ''
const key = process.env.JWT_SECRET_KEY ?? ''
const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise)
const [rate, streams, seconds] = [number('RATE', 50), number('STREAMS', 20), Math.min(900, number('SECONDS', 900))]
const USERS = 40
/** Several loads may run at once: each has users and sessions of its own. */
const run = crypto.randomUUID().slice(0, 8)
const users = Array.from({ length: USERS }, (_, index) => clientOf(url, signToken(key, `load-${run}-${index}`, 3_600)))

/** `late`: answers `timeout`, by a process that had no processor for seconds. They are counted apart from what was lost. */
const counts = { requests: 0, failed: 0, streams: 0, cut: 0, late: 0, slowestMs: 0 }
const failures: string[] = []
const fail = (what: string, why: unknown) => {
  if (failures.length < 20) failures.push(`${new Date().toISOString().slice(11, 23)} ${what}: ${why}`.slice(0, 400))
}

/** The requests, chosen so that every service has its share. */
const kinds: [method: string, path: string, body?: unknown][] = [
  ['GET', '/ai/sessions'],
  ['POST', '/ai/search', { query: 'hangers of a bridge' }],
  ['GET', '/ai/documents'],
  ['POST', '/v1/embeddings', { model: 'all-minilm', input: 'hangers of a bridge' }],
  ['GET', '/ai/sessions?limit=5'],
]

async function request(index: number): Promise<void> {
  const [method, path, body] = kinds[index % kinds.length] ?? ['GET', '/health']
  const startedAt = performance.now()
  counts.requests += 1
  try {
    const { status, text } = await (users[index % USERS] ?? clientOf(url))(method, path, body)
    if (status === 504) counts.late += 1
    else if (status >= 300) throw new Error(`${status} ${text}`)
  } catch (error) {
    counts.failed += 1
    fail(`${method} ${path}`, error)
  }
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - startedAt))
}

const isLate = (error: string | undefined) => error?.includes('"code":"timeout"') === true

const TOKEN = /token-(\d{9})/g

/** Reads one answer after another to its end; the numbers in an answer show whether a part is missing or repeated. */
async function stream(index: number): Promise<void> {
  for (let round = 0; !over.aborted; round += 1) {
    const session = `load-${run}-${index}-${round}`
    try {
      const call = users[index % USERS] ?? clientOf(url)
      const { status, text: body } = await call('POST', '/ai/chat/stream', {
        session_id: session,
        message: 'Explain how a suspension bridge carries its load.',
        use_rag: false,
      })
      if (status !== 200 && status !== 504) throw new Error(`${status} ${body}`)
      const { text, done, error } = readStream(body)
      const numbers = [...text.matchAll(TOKEN)].map(([, digits]) => Number(digits))
      if (status === 504 || isLate(error)) counts.late += 1
      else if (done !== session || error !== undefined) throw new Error(`after ${numbers.length} tokens: ${error ?? 'no done'}`)
      else if (numbers.length === 0 || numbers.some((value, at) => value !== at)) throw new Error('tokens are missing')
    } catch (error) {
      counts.cut += 1
      fail(`stream ${index}`, error)
      await Bun.sleep(500)
    }
    counts.streams += 1
  }
}

const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
const over = AbortSignal.any([stop.signal, AbortSignal.timeout(seconds * 1_000)])
const line = (word: string) => process.stdout.write(`${word} ${JSON.stringify({ ...counts, failures: failures.splice(0) })}\n`)
const report = setInterval(() => line('so-far'), 5_000)

const running = Array.from({ length: streams }, (_, index) => stream(index))
const startedAt = performance.now()
const requests: Promise<void>[] = []
for (let sent = 0; !over.aborted; ) {
  for (const due = ((performance.now() - startedAt) / 1_000) * rate; sent < due; sent += 1) requests.push(request(sent))
  await Bun.sleep(10)
}
await Promise.all([...running, ...requests])
clearInterval(report)
line('end')
process.exit(0)
