import { Elysia } from 'elysia'
import { examples } from './openapi/examples'
import type { OpenApi } from './openapi/openapi'
import { operation } from './openapi/operation'

interface FrontRoutes {
  document: () => Promise<OpenApi>
  version: string
}

/** The answer of `/`: where to go from here. Its list of endpoints is that of the OpenAPI document. */
export const frontRoutes = ({ document, version }: FrontRoutes) =>
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
