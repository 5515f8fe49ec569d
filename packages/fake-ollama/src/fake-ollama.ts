import { playChat } from './chat'
import { type Exchange, json, listen } from './http'
import { CHAT_MODEL, EMBEDDING_MODEL, type FakeModel, findModel, refused } from './models'
import { type ChatRequest, echoScript, type Script } from './script'
import { DIMENSION, vectorOf } from './vectors'

/** One request that came in, newest last. */
export interface Recorded {
  path: string
  body: unknown
  /** performance.now() of the fake's process. */
  at: number
  /** When the answer was complete or the connection was gone; undefined while it runs. */
  endedAt?: number
  end?: 'answered' | 'connection_gone'
}

export interface FakeOllama extends AsyncDisposable {
  url: string
  port: number
  requests: Recorded[]
  /** May be replaced at any time; the next chat follows it. */
  script: Script
  /** While true nothing is answered, on any path. */
  hangs: boolean
  models: FakeModel[]
  openConnections(): number
  /** Chats that are neither answered to the end nor left by their client. */
  activeChats(): number
}

interface Options {
  /** 0: a free one. */
  port?: number
  script?: Script
  models?: FakeModel[]
  /** How long one embedding call takes. */
  embedDelayMs?: number
}

const REQUESTS_KEPT_MAX = 10_000
const CONTEXT_LENGTH = 32_768

/** An Ollama server whose every answer is scripted: deterministic, without a model, and able to misbehave. */
export async function startFakeOllama({
  port = 0,
  script = echoScript,
  models,
  embedDelayMs = 0,
}: Options = {}): Promise<FakeOllama> {
  const server = await listen(port, (exchange) => void handle(exchange))
  const fake: FakeOllama = {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    requests: [],
    script,
    hangs: false,
    models: models ?? [
      { name: EMBEDDING_MODEL, capabilities: ['embedding'] },
      { name: CHAT_MODEL, capabilities: ['completion'] },
    ],
    openConnections: server.openConnections,
    activeChats: () => fake.requests.filter(({ path, endedAt }) => path === '/api/chat' && endedAt === undefined).length,
    [Symbol.asyncDispose]: server.close,
  }

  async function handle(exchange: Exchange): Promise<void> {
    if (exchange.path === '/fake/state') {
      return json(exchange, {
        openConnections: server.openConnections(),
        activeChats: fake.activeChats(),
        requests: fake.requests,
      })
    }
    const recorded: Recorded = { path: exchange.path, body: parse(exchange.body), at: performance.now() }
    fake.requests.push(recorded)
    if (fake.requests.length > REQUESTS_KEPT_MAX) fake.requests.shift()
    const ended = (end: 'answered' | 'connection_gone') => {
      recorded.endedAt ??= performance.now()
      recorded.end ??= end
    }
    exchange.closed.addEventListener('abort', () => ended('connection_gone'))
    if (fake.hangs) return
    const answered = await answer(exchange, recorded.body)
    if (answered && !exchange.closed.aborted) ended('answered')
  }

  /** False when the connection is left open without an end. */
  async function answer(exchange: Exchange, body: unknown): Promise<boolean> {
    if (exchange.path === '/') exchange.reply(200, 'Ollama is running', 'text/plain; charset=utf-8')
    else if (exchange.path === '/api/version') json(exchange, { version: '0.0.0-fake' })
    else if (exchange.path === '/api/tags') json(exchange, { models: fake.models.map(({ name }) => ({ name, model: name })) })
    else if (exchange.path === '/api/show') show(exchange, body as { model: string })
    else if (exchange.path === '/api/embed') await embed(exchange, body as { model: string; input: string | string[] })
    else if (exchange.path === '/api/chat') return chat(exchange, body as ChatRequest)
    else json(exchange, { error: 'not found' }, 404)
    return true
  }

  async function chat(exchange: Exchange, request: ChatRequest): Promise<boolean> {
    if (refused(exchange, fake.models, request.model, 'completion')) return true
    const played = fake.script(request)
    await playChat(exchange, request, played)
    return played.fault?.kind !== 'silent' && played.fault?.kind !== 'stall'
  }

  async function embed(exchange: Exchange, { model, input }: { model: string; input: string | string[] }): Promise<void> {
    if (refused(exchange, fake.models, model, 'embedding')) return
    if (embedDelayMs > 0) await Bun.sleep(embedDelayMs)
    const texts = typeof input === 'string' ? [input] : input
    json(exchange, { model, embeddings: texts.map(vectorOf), prompt_eval_count: texts.length })
  }

  function show(exchange: Exchange, { model }: { model: string }): void {
    const found = findModel(fake.models, model)
    if (!found) {
      json(exchange, { error: `model '${model}' not found` }, 404)
      return
    }
    const info = { 'general.architecture': 'fake', 'fake.context_length': CONTEXT_LENGTH, 'fake.embedding_length': DIMENSION }
    json(exchange, { capabilities: found.capabilities, model_info: info, details: {} })
  }

  return fake
}

function parse(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body)
  } catch {
    return body
  }
}
