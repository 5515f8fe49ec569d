import { connect } from 'node:net'
import { AppError } from '@collabry/runtime/errors'

/**
 * Resolves when something accepts connections at the address, else throws `unavailable`, at the latest after `ms`. A server
 * that is away often refuses at once, but a host that is away swallows the packets, and fetch would wait for minutes.
 */
export function reach(url: string, ms: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) })
    // After a busy moment timers run before sockets are looked at: what has connected meanwhile is heard first.
    const timer = setTimeout(() => setImmediate(() => setImmediate(fail)), ms)
    let connected = false
    const fail = (cause?: unknown) => {
      if (connected) return
      clearTimeout(timer)
      socket.destroy()
      reject(
        new AppError('unavailable', 'The model server cannot be reached; try again shortly.', { cause, retryAfterMs: 1_000 }),
      )
    }
    socket.on('error', fail)
    socket.on('connect', () => {
      connected = true
      clearTimeout(timer)
      socket.destroy()
      resolve()
    })
  })
}

/** `host`, `host:port` or a URL → a URL without a slash at its end. */
export function ollamaUrl(address: string): string {
  const url = new URL(address.includes('://') ? address : `http://${address}`)
  if (!address.includes('://') && url.port === '') url.port = '11434'
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1' // what OLLAMA_HOST means to the server that listens there
  return url.href.replace(/\/+$/, '')
}
