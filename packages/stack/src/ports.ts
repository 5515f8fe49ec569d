import { AppError } from '@collabry/runtime/errors'

// Below the ranges that Linux (32768) and macOS (49152) use for outgoing connections, so that the port of a child stays free
// while the child is being restarted.
const FIRST = 20_000
const LAST = 32_000
const ATTEMPTS_MAX = 2_000

/** Ports are given out block by block, each of which one process of the machine holds: a look at a port takes it for a moment. */
export const BLOCK = 100
const BLOCKS = (LAST - FIRST) / BLOCK
/** Listeners that hold the blocks as long as this process lives. */
const held: Bun.UnixSocketListener<undefined>[] = []

export const blockName = (block: number): string => `\0collabry-ports-${block}`

/** False if another process holds the block, or this one does, or blocks can't be held: only Linux has names that need no file. */
function hold(block: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    const listener = Bun.listen({
      unix: blockName(block),
      socket: { open: (socket) => void socket.end(), data: () => undefined },
    })
    listener.unref()
    held.push(listener)
    return true
  } catch {
    return false
  }
}

/** Processes that start at once seldom begin at the same place. */
let block = Math.floor(Math.random() * BLOCKS)
let next = FIRST
let end = FIRST

/** Goes round the range, so that no port is given twice in a round. Where no block can be held, the next one is taken unheld. */
function nextPort(): number {
  if (next === end) {
    for (let passed = 0; passed < BLOCKS && !hold(block); passed++) block = (block + 1) % BLOCKS
    next = FIRST + block * BLOCK
    end = next + BLOCK
    block = (block + 1) % BLOCKS
  }
  return next++
}

/** Ports on 127.0.0.1 that nothing listens on, all different, also from those of earlier calls. */
export function freePorts(count: number): number[] {
  const ports: number[] = []
  for (let attempt = 0; attempt < ATTEMPTS_MAX && ports.length < count; attempt++) {
    const port = nextPort()
    if (tryListen('127.0.0.1', port) === undefined) ports.push(port)
  }
  if (ports.length < count) throw new AppError('unavailable', 'No free ports on 127.0.0.1: stop something that listens.')
  return ports
}

/** The public port: the wanted one, or a free one for 0. Throws with a sentence that says what to set. */
export function publicPort(host: string, port: number): number {
  if (port === 0) return freePorts(1)[0] ?? 0
  const code = tryListen(host, port)
  if (code === undefined) return port
  if (code === 'EADDRINUSE') {
    throw new AppError(
      'unavailable',
      `PORT: ${port} on ${host} is taken; stop what uses it, or choose another, as in PORT=${port + 1}.`,
    )
  }
  if (code === 'EACCES') {
    throw new AppError('unavailable', `PORT: ${port} needs more rights than this user has; choose one above 1023.`)
  }
  throw new AppError('unavailable', `HOST: ${host} can't be bound (${code}); name an address of this machine.`)
}

const GRPC_PORTS = 3

/** The given base, if its ports are free on 127.0.0.1. Throws with a sentence that says what to set. */
export function grpcPorts(base: number | undefined): number | undefined {
  if (base === undefined) return undefined
  for (let port = base; port < base + GRPC_PORTS; port++) {
    if (tryListen('127.0.0.1', port) === undefined) continue
    throw new AppError('unavailable', `GRPC_PORT_BASE: port ${port} of 127.0.0.1 can't be used; choose another base.`)
  }
  return base
}

/** Undefined if the port can be used, else the error code. */
function tryListen(hostname: string, port: number): string | undefined {
  try {
    Bun.listen({ hostname: hostname.replace(/^\[(.+)\]$/, '$1'), port, exclusive: true, socket: { data: () => undefined } }).stop(
      true,
    )
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}
