/**
 * The path of a request as the router cuts it, so that all who ask judge the same path. Not `new URL`: with a Host header that
 * is none, the address of a request is no URL, and that client must get an answer too.
 */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 7)
  const query = url.indexOf('?', start + 1)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}
