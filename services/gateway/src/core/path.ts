/** The path of a request as the router cuts it, so that all who ask judge the same path. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 7)
  const query = url.indexOf('?', start + 1)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}
