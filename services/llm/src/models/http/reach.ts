import { connect } from 'node:net'
import { unreachable } from './request'

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
      reject(unreachable(cause))
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
