import { withTimeout } from '@collabry/runtime/abort'
import { Elysia } from 'elysia'
import { examples } from './openapi/examples'
import type { OpenApi } from './openapi/openapi'
import { operation } from './openapi/operation'
import { requestContext } from './request-context'

/** States of the components by name: "healthy", "embedded" or "unhealthy: why". */
export type ComponentStates = (asking: { requestId: string; signal: AbortSignal }) => Promise<Record<string, string>>

interface HealthRoutes {
  componentStates: ComponentStates
  version: string
  draining: AbortSignal
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
        const components = { gateway: 'healthy', ...(await states(requestContext(request).requestId)) }
        return {
          status: isDegraded(components) ? 'degraded' : 'healthy',
          version,
          components,
          timestamp: new Date().toISOString(),
        }
      },
      { detail: operation('health', 'Service', 'how the service and its components are', examples.health) },
    )
    .get('/livez', () => ({ status: 'alive' }), {
      detail: operation('livez', 'Service', 'whether the process runs', examples.livez),
    })
    .get(
      '/readyz',
      ({ set }) => {
        if (draining.aborted) set.status = 503
        return { status: draining.aborted ? 'draining' : 'ready' }
      },
      { detail: operation('readyz', 'Service', 'whether new requests are welcome', examples.readyz) },
    )
}

/** All callers within a second share one call. A component that does not answer in time is unhealthy. */
function shared(componentStates: ComponentStates): (requestId: string) => Promise<Record<string, string>> {
  let askedAtMs = Number.NEGATIVE_INFINITY
  let freshMs = FRESH_MS
  let answer: Promise<Record<string, string>> = Promise.resolve({})
  const ask = async (requestId: string) => {
    const states = await statesInTime(componentStates, requestId)
    freshMs = isDegraded(states) ? FRESH_DEGRADED_MS : FRESH_MS
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

async function statesInTime(componentStates: ComponentStates, requestId: string): Promise<Record<string, string>> {
  const stop = new AbortController()
  try {
    return await withTimeout(componentStates({ requestId, signal: stop.signal }), ANSWER_MS_MAX)
  } catch {
    return UNKNOWN
  } finally {
    stop.abort()
  }
}

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
    { detail: operation('front', 'Service', 'where to go from here', examples.front) },
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
