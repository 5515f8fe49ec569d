import { createHash } from 'node:crypto'
import { type Exchange, json, listen } from './http'
import { ollamaLines } from './ollama-lines'
import { fromCompletion, openaiEvents } from './openai-events'
import { type Dialect, play } from './play'
import { type ChatRequest, echoScript, type Script } from './script'

/** A received request. */
export interface Recorded {
  path: string
  body: unknown
  /** performance.now() of the fake's process. */
  at: number
  /** When the answer was complete or the connection was closed; undefined while it runs. */
  endedAt?: number
  /** Bytes of a streamed answer that were written to the connection. */
  sent: { bytes: number }
  end?: 'answered' | 'connection_gone'
}

export interface FakeOllama extends AsyncDisposable {
  url: string
  port: number
  requests: Recorded[]
  /** May be replaced at any time; it applies to the next chat. */
  script: Script
  /** While true, no request is answered. */
  hangs: boolean
  models: FakeModel[]
  openConnections(): number
  /** The newest request for a chat, which requests for the list of models may follow. */
  lastChat(): Recorded | undefined
  /** Chats that are neither complete nor closed by their client. */
  activeChats(): number
}

interface Options {
  host?: string
  /** 0: a free one. */
  port?: number
  script?: Script
  models?: FakeModel[]
  /** Duration of one embedding call. */
  embedDelayMs?: number
  /** Duration of a request for the list of models. */
  catalogueDelayMs?: number
}

const REQUESTS_KEPT_MAX = 10_000

/**
 * A server of Ollama's API and of its OpenAI-compatible API with scripted answers: deterministic, without a model, and able to
 * misbehave.
 */
export async function startFakeOllama({
  host = '127.0.0.1',
  port = 0,
  script = echoScript,
  models,
  embedDelayMs = 0,
  catalogueDelayMs = 0,
}: Options = {}): Promise<FakeOllama> {
  const server = await listen(port, (exchange) => void handle(exchange), host)
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
    lastChat: () => fake.requests.findLast(({ path }) => isChat(path)),
    activeChats: () => fake.requests.filter(({ path, endedAt }) => isChat(path) && endedAt === undefined).length,
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
    const { path, sent } = exchange
    const recorded: Recorded = { path, body: parse(exchange.body), at: performance.now(), sent }
    fake.requests.push(recorded)
    if (fake.requests.length > REQUESTS_KEPT_MAX) fake.requests.shift()
    // A connection has thousands of requests: a listener that stayed for each of them would make every next one slower.
    const ended = (end: 'answered' | 'connection_gone') => {
      exchange.closed.removeEventListener('abort', left)
      recorded.endedAt ??= performance.now()
      recorded.end ??= end
    }
    const left = () => ended('connection_gone')
    exchange.closed.addEventListener('abort', left)
    if (fake.hangs) return
    if (catalogueDelayMs > 0 && isCatalogue(exchange.path)) await Bun.sleep(catalogueDelayMs)
    const answered = await answer(exchange, recorded.body)
    if (answered && !exchange.closed.aborted) ended('answered')
  }

  /** False if the connection stays open without a complete answer. */
  async function answer(exchange: Exchange, body: unknown): Promise<boolean> {
    if (exchange.path === '/') exchange.reply(200, 'Ollama is running', 'text/plain; charset=utf-8')
    else if (exchange.path === '/health')
      exchange.reply(200, '', 'text/plain; charset=utf-8') // of vLLM
    else if (exchange.path === '/api/version') json(exchange, { version: '0.0.0-fake' })
    else if (exchange.path === '/api/tags') json(exchange, { models: fake.models.map(({ name }) => ({ name, model: name })) })
    else if (exchange.path === '/api/show') show(exchange, fake.models, body as { model: string })
    else if (exchange.path === '/v1/models') json(exchange, listed(fake.models))
    else if (exchange.path === '/api/embed') await embed(exchange, body as EmbedBody, 'ollama')
    else if (exchange.path === '/v1/embeddings') await embed(exchange, body as EmbedBody, 'openai')
    else if (exchange.path === '/api/chat') return chat(exchange, body as ChatRequest, ollamaLines)
    else if (exchange.path === '/v1/chat/completions') return chat(exchange, fromCompletion(body as never), openaiEvents)
    else json(exchange, { error: 'not found' }, 404)
    return true
  }

  async function chat(exchange: Exchange, request: ChatRequest, dialect: Dialect): Promise<boolean> {
    const { model } = request
    if (refused(exchange, fake.models, { model, capability: 'completion' }, dialect.refusal)) return true
    if (request.think && refused(exchange, fake.models, { model, capability: 'thinking' }, dialect.refusal)) return true
    if (request.tools && refused(exchange, fake.models, { model, capability: 'tools' }, dialect.refusal)) return true
    const played = fake.script(request)
    await play(exchange, request, played, { dialect, windowTokens: windowOf(findModel(fake.models, model), request) })
    return played.fault?.kind !== 'silent' && played.fault?.kind !== 'stall'
  }

  async function embed(exchange: Exchange, body: EmbedBody, api: 'ollama' | 'openai'): Promise<void> {
    const { refusal } = api === 'ollama' ? ollamaLines : openaiEvents
    if (refused(exchange, fake.models, { model: body.model, capability: 'embedding' }, refusal)) return
    if (embedDelayMs > 0) await Bun.sleep(embedDelayMs)
    const found = findModel(fake.models, body.model)
    const answer = embedAnswers[api](body, found ? contextLengthOf(found) : 0)
    if (answer) json(exchange, answer)
    else exchange.reply(400, refusal('the input length exceeds the context length'))
  }

  return fake
}

const isCatalogue = (path: string) => path === '/api/tags' || path === '/v1/models'

/** Lists models with their windows, as vLLM does. */
const listed = (models: FakeModel[]) => ({
  object: 'list',
  data: models.map((model) => ({ id: model.name, object: 'model', owned_by: 'fake', max_model_len: contextLengthOf(model) })),
})

function show(exchange: Exchange, models: FakeModel[], { model }: { model: string }): void {
  const found = findModel(models, model)
  if (!found) {
    json(exchange, { error: `model '${model}' not found` }, 404)
    return
  }
  const lengths = { 'fake.context_length': contextLengthOf(found), 'fake.embedding_length': DIMENSION }
  const info = { 'general.architecture': found.architecture ?? 'fake', ...lengths }
  json(exchange, { capabilities: found.capabilities, template: found.template ?? '', model_info: info, details: {} })
}

const isChat = (path: string) => path === '/api/chat' || path === '/v1/chat/completions'

function parse(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body)
  } catch {
    return body
  }
}

interface FakeModel {
  name: string
  capabilities: Capability[]
  /** Unset: 32,768 for a chat model, 512 for an embedding model. */
  contextLength?: number
  /** How Ollama writes a conversation for the model, in Go's templates. */
  template?: string
  architecture?: string
}

type Capability = 'completion' | 'embedding' | 'tools' | 'thinking'

export const CHAT_MODEL = 'fake-chat:latest'
export const EMBEDDING_MODEL = 'all-minilm:latest'

const findModel = (models: FakeModel[], wanted: string): FakeModel | undefined =>
  models.find(({ name }) => name === wanted || name === `${wanted}:latest`)

const contextLengthOf = ({ contextLength, capabilities }: FakeModel): number =>
  contextLength ?? (capabilities.includes('embedding') ? 512 : 32_768)

/** Ollama's window is that of its model, or less where the request wants less. */
const windowOf = (model: FakeModel | undefined, { options }: ChatRequest): number =>
  Math.min(model ? contextLengthOf(model) : 0, Number(options?.num_ctx ?? Number.POSITIVE_INFINITY))

interface Wish {
  model: string
  capability: Capability
}

/** Refuses an unknown model with 404 and one of the wrong kind with 400 or 501, as Ollama does; returns whether it refused. */
function refused(exchange: Exchange, models: FakeModel[], { model, capability }: Wish, refusal: (words: string) => string) {
  const found = findModel(models, model)
  if (found?.capabilities.includes(capability)) return false
  if (!found) exchange.reply(404, refusal(`model "${model}" not found, try pulling it first`))
  else if (capability === 'completion') exchange.reply(400, refusal(`"${model}" does not support chat`))
  else if (capability === 'tools') exchange.reply(400, refusal(`${model} does not support tools`))
  else if (capability === 'thinking') exchange.reply(400, refusal(`"${model}" does not support thinking`))
  else exchange.reply(501, refusal('this model does not support embeddings'))
  return true
}

interface EmbedBody {
  model: string
  input: string | string[]
  /** Ollama only: false refuses texts that are too long. */
  truncate?: boolean
  encoding_format?: string
}

const textsOf = ({ input }: EmbedBody): string[] => (typeof input === 'string' ? [input] : input)

/** Counts one token per word, which is enough to test the limit. */
const fits = (text: string, tokensMax: number) => text.split(/\s+/).filter((word) => word !== '').length <= tokensMax

/** Answers of both APIs; undefined if a text is too long. The OpenAI side always refuses such texts, as vLLM does. */
const embedAnswers = {
  ollama(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (body.truncate === false && !texts.every((text) => fits(text, tokensMax))) return undefined
    return { model: body.model, embeddings: texts.map(vectorOf), prompt_eval_count: texts.length }
  },
  openai(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (!texts.every((text) => fits(text, tokensMax))) return undefined
    // Reversed on purpose, since clients must use the index.
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })).reverse()
    return { object: 'list', data, model: body.model, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
  },
}

const DIMENSION = 384

/**
 * A deterministic unit vector: the sum of one pseudo-random direction a word, so that texts that share words are near each
 * other and texts that share none are nearly orthogonal.
 */
function vectorOf(text: string): number[] {
  const vector = new Float64Array(DIMENSION)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const direction = directionOf(word)
    for (let index = 0; index < DIMENSION; index++) vector[index] = (vector[index] ?? 0) + (direction[index] ?? 0)
  }
  const length = Math.hypot(...vector) || 1
  return Array.from(vector, (component) => component / length)
}

const directions = new Map<string, Int8Array>()
const DIRECTIONS_MAX = 50_000

function directionOf(word: string): Int8Array {
  const known = directions.get(word)
  if (known) return known
  const bytes = createHash('shake256', { outputLength: DIMENSION }).update(word).digest()
  const direction = Int8Array.from(bytes, (byte) => byte - 128)
  if (directions.size < DIRECTIONS_MAX) directions.set(word, direction)
  return direction
}
