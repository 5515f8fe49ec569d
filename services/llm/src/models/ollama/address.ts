/** `host`, `host:port` or a URL → a URL without a slash at its end. */
export function ollamaUrl(address: string): string {
  const url = new URL(address.includes('://') ? address : `http://${address}`)
  if (!address.includes('://') && url.port === '') url.port = '11434'
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1' // what OLLAMA_HOST means to the server that listens there
  return url.href.replace(/\/+$/, '')
}
