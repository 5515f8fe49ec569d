import { createConnection, createServer, type Socket } from 'node:net'
import { isReady } from './replica'

interface Balancer extends AsyncDisposable {
  url: string
}

interface Backend {
  port: number
  adminPort: number
}

const PROBE_EVERY_MS = 100

/**
 * What a cluster has before its pods: new connections go round robin to the backends whose probe said ready the last time,
 * without a second try; connections that are open stay where they are. While none is ready, as between the probe of one that
 * leaves and that of one that has just come, the last that was is asked: it still serves (kube-proxy does so too).
 */
export async function startBalancer(port: number, backends: Backend[]): Promise<Balancer> {
  const ready = new Set<Backend>()
  let last: Backend | undefined
  let turn = 0
  const sockets = new Set<Socket>()
  const stopped = new AbortController()
  const probe = async (backend: Backend) => {
    const state = await isReady(backend.adminPort)
    if (state === true) ready.add(backend)
    if (state === false && ready.delete(backend)) last = backend
  }
  const probing = backends.map(async (backend) => {
    while (!stopped.signal.aborted) {
      await probe(backend)
      await Bun.sleep(PROBE_EVERY_MS)
    }
  })
  const server = createServer((near) => {
    const backend = [...ready][turn++ % Math.max(1, ready.size)] ?? last
    if (!backend) return near.destroy()
    const far = createConnection({ host: '127.0.0.1', port: backend.port })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  await Promise.all(backends.map(probe))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      stopped.abort()
      await Promise.all(probing)
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
