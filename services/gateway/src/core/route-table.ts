interface Route {
  method: string
  path: string
}

/** Finds the methods of a path, so that a wrong method is distinguished from an unknown path. Built at the first call. */
export function methodTable(routes: () => Route[]): (path: string) => string[] {
  let patterns: { segments: string[]; methods: Set<string> }[] | undefined
  return (path) => {
    patterns ??= group(routes())
    const segments = segmentsOf(path)
    const found = new Set<string>()
    for (const pattern of patterns) {
      if (matches(pattern.segments, segments)) for (const method of pattern.methods) found.add(method)
    }
    if (found.size > 0) found.add('OPTIONS')
    if (found.has('GET')) found.add('HEAD')
    return [...found].sort()
  }
}

/** The pattern of the route that answers a path; as in the router, one with fewer variable segments goes first. */
export function patternTable(routes: () => Route[]): (method: string, path: string) => string | undefined {
  let patterns: { method: string; path: string; segments: string[] }[] | undefined
  return (method, path) => {
    patterns ??= routes()
      .map((route) => ({ ...route, segments: segmentsOf(route.path) }))
      .toSorted((one, other) => variableIn(one.segments) - variableIn(other.segments))
    const segments = segmentsOf(path)
    return patterns.find((pattern) => pattern.method === method && matches(pattern.segments, segments))?.path
  }
}

const variableIn = (segments: string[]) => segments.filter((part) => part.startsWith(':') || part === '*').length

function group(routes: Route[]) {
  const byPath = new Map<string, { segments: string[]; methods: Set<string> }>()
  for (const { path, method } of routes) {
    // The CORS plugin answers OPTIONS everywhere, which would make every path a known one.
    if (method === 'OPTIONS') continue
    const entry = byPath.get(path) ?? { segments: segmentsOf(path), methods: new Set() }
    entry.methods.add(method)
    byPath.set(path, entry)
  }
  return [...byPath.values()]
}

/** A slash at the end makes no other path, as in the router. */
const segmentsOf = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).split('/')

const matches = (pattern: string[], segments: string[]) =>
  pattern.length === segments.length &&
  pattern.every((part, index) => part === segments[index] || (part.startsWith(':') && segments[index] !== '') || part === '*')
