import type { OpenApi } from './openapi'

/** What `/` says: where to go from here. The list is that of the OpenAPI document. */
export function frontOf({ paths }: OpenApi, version: string) {
  const endpoints: Record<string, string> = {}
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId, summary }] of Object.entries(methods)) {
      endpoints[operationId] = `${method.toUpperCase()} ${path} - ${summary ?? ''}`
    }
  }
  return {
    message: 'Collabry AI Core',
    version,
    docs: '/docs',
    health: '/health',
    endpoints,
    authentication: 'Authorization: Bearer <JWT>, signed with HS256; the user is the claim sub',
  }
}
