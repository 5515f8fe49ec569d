/**
 * `bun bench/real-model.ts [OLLAMA_URL] [ROUNDS]`: response times on a running Ollama (its first chat model, `all-minilm` for
 * embeddings), how much of each the model takes, and how long it evaluates the prompts of a conversation that grows. A proxy
 * between the product and Ollama sees when a request is at the model, and the last line of its answer.
 */
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startProduct } from '../test/e2e/product'
import { median, type Row, toMarkdown } from './table'

const [model = 'http://127.0.0.1:11434', rounds = '5'] = process.argv.slice(2)
const ROUNDS = Number(rounds)
const POLL_MS = 50
/** A small model may not answer with a mind map. Its time counts all the same. */
const BAD_GATEWAY = 502
const TURNS = 20
const TURNS_SHOWN = [1, 2, 5, 10, 15, 20]
/** Answers of a few tokens: prompts are measured. */
const ANSWER_TOKENS = 16
/** About 6,000 characters: several chunks, and a text that fits one prompt. */
const TEXT = Array.from(
  { length: 12 },
  (_, at) =>
    `Chapter ${at + 1}. A lever turns about a fulcrum. Its load and its effort act at two distances from the fulcrum, and the product of ` +
    'force and distance is the same on both sides when it rests. A longer arm needs a smaller force, over a longer way, so that no work is ' +
    `saved. Scissors, a wheelbarrow and the human forearm are levers of the first, the second and the third class; example ${at + 1} has an arm of ${at + 2} metres.`,
).join('\n\n')

/** A request that the model has had. */
interface Work {
  beganMs: number
  firstMs: number
  endedMs: number
  lastPiece: string
}

interface Asked {
  what: string
  path: string
  body: object
  isFirstChunk?: boolean
}

const ASKED: Asked[] = [
  { what: 'chat', path: '/ai/chat', body: { message: 'How far is the moon?', use_rag: false } },
  { what: 'first chunk', path: '/ai/chat/stream', body: { message: 'How far is the moon?', use_rag: false }, isFirstChunk: true },
  { what: 'first chunk, documents searched', path: '/ai/chat/stream', body: { message: 'What is a lever?' }, isFirstChunk: true },
  { what: 'summarize', path: '/ai/summarize', body: { text: TEXT, max_length: 60 } },
  { what: 'qa', path: '/ai/qa', body: { question: 'What is a lever?' } },
  { what: 'mind map', path: '/ai/mindmap', body: { topic: 'Levers', depth: 2 } },
]

const work: Work[] = []
await using proxy = await startProxy(new URL(model))
const env = { OLLAMA_BASE_URL: proxy.url, LLM_PROVIDER: 'ollama', LOG_LEVEL: 'error' }
const rows = [...(await responseRows()), ...(await conversationRows())]
process.stdout.write(toMarkdown(rows))

async function responseRows(): Promise<Row[]> {
  await using product = await startProduct({ env })
  const post = client(product.url, await product.token('ann'))
  await post('/ai/upload', { filename: 'levers.txt', content: TEXT })
  const isCovered = async () =>
    ((await (await post('/ai/search', { query: 'levers' })).json()) as { coverage: number }).coverage === 1
  while (!(await isCovered())) await Bun.sleep(POLL_MS)
  const rows: Row[] = []
  for (const { what, path, body, isFirstChunk = false } of ASKED) {
    const times = []
    // The first round loads the model.
    for (let round = -1; round < ROUNDS; round++) {
      const time = await timed(() => post(path, body), isFirstChunk)
      if (round >= 0) times.push(time)
    }
    rows.push({
      what,
      figures: {
        'p50 ms': median(times.map(({ totalMs }) => totalMs)),
        'of it the model ms': median(times.map(({ modelMs }) => modelMs)),
        'ours ms': median(times.map(({ totalMs, modelMs }) => totalMs - modelMs)),
        'no usable answer': times.filter(({ status }) => status === BAD_GATEWAY).length,
      },
    })
  }
  return rows
}

/**
 * A conversation of TURNS turns: the tokens of each prompt, and how long the model evaluated those that it had not seen before.
 */
async function conversationRows(): Promise<Row[]> {
  await using product = await startProduct({ env: { ...env, ANSWER_TOKENS_MAX: String(ANSWER_TOKENS) } })
  const post = client(product.url, await product.token('ann'))
  const rows: Row[] = []
  for (let turn = 1; turn <= TURNS; turn++) {
    const body = { message: `What is ${turn} times ${turn + 3}, and why?`, session_id: 'sums', use_rag: false }
    const { totalMs } = await timed(() => post('/ai/chat/stream', body), true)
    const [lastLine = '{}'] = work.at(-1)?.lastPiece.trim().split('\n').slice(-1) ?? []
    const { prompt_eval_count: tokens, prompt_eval_duration: ns } = JSON.parse(lastLine) as Record<string, number>
    const figures = { 'prompt tokens': tokens ?? 0, 'evaluated in ms': (ns ?? 0) / 1e6, 'first chunk ms': totalMs }
    if (TURNS_SHOWN.includes(turn)) rows.push({ what: `turn ${turn}`, figures })
  }
  return rows
}

function client(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return (path: string, body: object) => fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function timed(ask: () => Promise<Response>, isFirstChunk: boolean) {
  const beganMs = performance.now()
  const { status, body } = await ask()
  if (!body || (status !== 200 && status !== BAD_GATEWAY)) throw new Error(`status ${status}`)
  let firstMs: number | undefined
  for await (const _ of body) firstMs ??= performance.now()
  const endedMs = isFirstChunk ? (firstMs ?? 0) : performance.now()
  return { totalMs: endedMs - beganMs, modelMs: modelMs(beganMs, endedMs, isFirstChunk), status }
}

/** The time within an interval in which the model had a request; with `isFirstChunk` until its first byte alone. */
function modelMs(fromMs: number, untilMs: number, isFirstChunk: boolean): number {
  const spans = work
    .map((one) => ({ from: Math.max(one.beganMs, fromMs), until: Math.min(isFirstChunk ? one.firstMs : one.endedMs, untilMs) }))
    .filter(({ from, until }) => until > from)
    .toSorted((a, b) => a.from - b.from)
  let coveredMs = 0
  let lastMs = fromMs
  for (const { from, until } of spans) {
    coveredMs += Math.max(0, until - Math.max(from, lastMs))
    lastMs = Math.max(lastMs, until)
  }
  return coveredMs
}

async function startProxy({ hostname, port }: URL) {
  const server = createServer((incoming, outgoing) => {
    const own: Work = {
      beganMs: performance.now(),
      firstMs: Number.POSITIVE_INFINITY,
      endedMs: Number.POSITIVE_INFINITY,
      lastPiece: '',
    }
    if (incoming.method === 'POST' && /chat|embed/.test(incoming.url ?? '')) work.push(own)
    const { url: path, method, headers } = incoming
    const upstream = forward({ hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? BAD_GATEWAY, answer.headers)
      answer.once('data', () => {
        own.firstMs = performance.now()
      })
      answer.on('data', (piece) => {
        own.lastPiece = String(piece)
      })
      answer.on('end', () => {
        own.endedMs = performance.now()
      })
      answer.pipe(outgoing)
    })
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
