import { withTimeout } from '@collabry/runtime/abort'
import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { EXAMPLE, named, nullable, string, time, word } from './answer-schemas'
import type { OpenApi } from './openapi/openapi'
import { json, operation } from './openapi/operation'
import { requestContext } from './request-context'

interface ServiceState {
  /** By name: "healthy", "embedded" or "unhealthy: why". */
  components: Record<string, string>
  /** The models in use; left out: not known. null: there is none. */
  models?: { chat: string | null; embedding: string | null }
}

export type ComponentStates = (asking: { requestId: string; signal: AbortSignal }) => Promise<ServiceState>

interface HealthRoutes {
  componentStates: ComponentStates
  version: string
  draining: AbortSignal
}

const Health = named(
  'Health',
  t.Object({
    status: word(['healthy', 'degraded']),
    version: string('Version of the gateway'),
    components: t.Record(t.String(), t.String(), {
      description: '`healthy`, `embedded`, or `unhealthy: ` and why, by name of the component',
    }),
    models: t.Object(
      {
        chat: nullable(t.String(), 'The one that is configured, or was found; null: there is none, or it is not known'),
        embedding: nullable(t.String(), 'null: documents are searched by their words alone, or it is not known'),
      },
      { description: 'The models in use, those that come with the product included' },
    ),
    timestamp: time('When it was asked (UTC)'),
  }),
)
const Alive = named('Alive', t.Object({ status: t.Literal('alive') }))
const Ready = named('Ready', t.Object({ status: word(['ready', 'draining']) }))
const Root = named(
  'Root',
  t.Object({
    message: string('The name'),
    version: string('Version of the gateway'),
    docs: string('Path of the documentation'),
    health: string('Path of the health'),
    endpoints: t.Record(t.String(), t.String(), { description: 'Verb, path and purpose, by operation' }),
    authentication: string('How to show who you are'),
    timestamp: time('When it was asked (UTC)'),
  }),
)

const HEALTH_EXAMPLE = {
  status: 'healthy',
  version: '0.1.0',
  components: {
    gateway: 'healthy',
    mongodb: 'embedded',
    ollama: 'healthy',
    embeddings: 'healthy',
    milvus: 'embedded',
    llm: 'healthy',
    rag: 'healthy',
    memory: 'healthy',
  },
  models: { chat: 'gemma3:270m', embedding: 'multilingual-e5-small-q4' },
  timestamp: EXAMPLE.about.timestamp,
}
const ROOT_EXAMPLE = {
  message: 'Collabry AI Core',
  version: '0.1.0',
  docs: '/docs',
  health: '/health',
  endpoints: { chat: 'POST /ai/chat - answers a message in a conversation' },
  authentication: 'Authorization: Bearer <JWT>',
  timestamp: EXAMPLE.about.timestamp,
}

/** The contract promises an answer within 2.5 s, even if a component hangs. */
const ANSWER_MS_MAX = 2_300
/** Many concurrent probes cost the services one call a second. */
const FRESH_MS = 1_000
/** A shorter time, so that a recovered component is reported soon. */
const FRESH_DEGRADED_MS = 100

export const healthRoutes = ({ componentStates, version, draining }: HealthRoutes) => {
  const states = shared(componentStates)
  return new Elysia()
    .get(
      '/health',
      async ({ request }) => {
        const { components: others, models = NO_MODELS } = await states(requestContext(request).requestId)
        const components = { gateway: 'healthy', ...others }
        return {
          status: isDegraded(components) ? 'degraded' : 'healthy',
          version,
          components,
          models,
          timestamp: new Date().toISOString(),
        }
      },
      {
        detail: operation({
          id: 'health',
          tag: 'Service',
          summary: 'how the service and its components are',
          description: 'Answers within 2.5 seconds, whatever hangs, and with 200 when a component is down, too.',
          answers: { 200: { content: json(Health, HEALTH_EXAMPLE) } },
        }),
      },
    )
    .get('/livez', () => ({ status: 'alive' }), {
      detail: operation({
        id: 'livez',
        tag: 'Service',
        summary: 'whether the process runs',
        description: 'For the liveness probe of an orchestrator.',
        answers: { 200: { content: json(Alive, { status: 'alive' }) } },
      }),
    })
    .get(
      '/readyz',
      ({ set }) => {
        if (draining.aborted) set.status = 503
        return { status: draining.aborted ? 'draining' : 'ready' }
      },
      {
        detail: operation({
          id: 'readyz',
          tag: 'Service',
          summary: 'whether new requests are welcome',
          description: 'For the readiness probe of an orchestrator: 503 while the process drains.',
          answers: {
            200: { content: json(Ready, { status: 'ready' }) },
            503: { description: 'It drains', content: json(Ready, { status: 'draining' }) },
          },
        }),
      },
    )
}

/** All callers within a second share one call. A component that does not answer in time is unhealthy. */
function shared(componentStates: ComponentStates): (requestId: string) => Promise<ServiceState> {
  let askedAtMs = Number.NEGATIVE_INFINITY
  let freshMs = FRESH_MS
  let answer: Promise<ServiceState> = Promise.resolve({ components: {} })
  const ask = async (requestId: string) => {
    const states = await statesInTime(componentStates, requestId)
    freshMs = isDegraded(states.components) ? FRESH_DEGRADED_MS : FRESH_MS
    return states
  }
  return (requestId) => {
    const now = performance.now()
    if (now - askedAtMs > freshMs) {
      askedAtMs = now
      freshMs = FRESH_MS
      answer = ask(requestId)
    }
    return answer
  }
}

const isDegraded = (states: Record<string, string>) => Object.values(states).some((state) => state.startsWith('unhealthy'))

async function statesInTime(componentStates: ComponentStates, requestId: string): Promise<ServiceState> {
  const stop = new AbortController()
  try {
    return await withTimeout(componentStates({ requestId, signal: stop.signal }), ANSWER_MS_MAX)
  } catch {
    return { components: UNKNOWN }
  } finally {
    stop.abort()
  }
}

const NO_MODELS = { chat: null, embedding: null }

const UNKNOWN = Object.fromEntries(
  ['mongodb', 'ollama', 'embeddings', 'milvus', 'llm', 'rag', 'memory'].map((name) => [name, 'unhealthy: no answer in time']),
)

interface RootRoutes {
  document: () => Promise<OpenApi>
  version: string
}

/** The answer of `/`: where to go from here. Its list of endpoints is that of the OpenAPI document. */
export const rootRoutes = ({ document, version }: RootRoutes) =>
  new Elysia().get(
    '/',
    async () => ({
      message: 'Collabry AI Core',
      version,
      docs: '/docs',
      health: '/health',
      endpoints: endpointsOf(await document()),
      authentication: 'Authorization: Bearer <JWT>; the user is its claim sub',
      timestamp: new Date().toISOString(),
    }),
    {
      detail: operation({
        id: 'front',
        tag: 'Service',
        summary: 'where to go from here',
        description: 'Name, version and every operation, for a reader who has only the address.',
        answers: { 200: { content: json(Root, ROOT_EXAMPLE) } },
      }),
    },
  )

function endpointsOf({ paths }: OpenApi): Record<string, string> {
  const endpoints: Record<string, string> = {}
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId, summary }] of Object.entries(methods)) {
      endpoints[operationId] = `${method.toUpperCase()} ${path} - ${summary ?? ''}`
    }
  }
  return endpoints
}
