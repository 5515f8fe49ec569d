import { connect } from 'node:net'
import { unreachable } from './request'

/** A server that has sent something within this time is not probed. */
const CONFIRMED_MS = 2_000

/** Reports within `connectMs` that a server is unavailable, where a request itself would wait for minutes. */
export interface ConnectivityProbe {
  /** Throws `unavailable`. Calls at the same time share one connection; a server that was confirmed lately needs none. */
  check(): Promise<void>
  /** The server has sent something. */
  confirm(): void
}

export function connectivityProbe(url: string, connectMs: number): ConnectivityProbe {
  let confirmedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | undefined
  return {
    check() {
      if (performance.now() - confirmedAt < CONFIRMED_MS) return Promise.resolve()
      running ??= probe(url, connectMs).finally(() => {
        running = undefined
      })
      return running
    },
    confirm() {
      confirmedAt = performance.now()
    },
  }
}

/**
 * Resolves when the address accepts a connection, else throws `unavailable`, after at most `ms`. A stopped server often refuses
 * at once, but an unreachable host drops the packets, and fetch would wait for minutes.
 */
export function probe(url: string, ms: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) })
    // After a stall of this process timers run before sockets: two more turns let a connection that was made meanwhile count.
    const timer = setTimeout(() => setImmediate(() => setImmediate(fail)), ms)
    let isConnected = false
    const fail = (cause?: unknown) => {
      if (isConnected) return
      clearTimeout(timer)
      socket.destroy()
      reject(unreachable(cause))
    }
    socket.on('error', fail)
    socket.on('connect', () => {
      isConnected = true
      clearTimeout(timer)
      socket.destroy()
      resolve()
    })
  })
}
