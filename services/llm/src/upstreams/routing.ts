import { createHash } from 'node:crypto'

export interface Load {
  /** Hashed to rank servers, so it is the same in every replica. */
  id: string
  running: number
  isUp: boolean
}

/** A session moves to another server when its own has more than this multiple of its share. */
const SHARE_MAX = 1.25

/**
 * The order in which to try the servers. A session goes to the same server each time, because its prefix is cached there
 * (rendezvous hashing: adding or removing a server moves only its own sessions), unless that server is full or overloaded. A
 * request without a session goes to the server with the fewest running answers. Servers that are down come last.
 */
export function routingOrder<Server extends Load>(
  servers: readonly Server[],
  sessionId: string | undefined,
  runningMax: number,
): Server[] {
  const up = servers.filter(({ isUp }) => isUp)
  const total = up.reduce((sum, { running }) => sum + running, 0)
  const shareMax = Math.ceil((SHARE_MAX * (total + 1)) / Math.max(1, up.length))
  const ranked = servers.map((server, index) => ({
    server,
    isDown: Number(!server.isUp),
    isFull: Number(server.running >= runningMax),
    isLoaded: sessionId === undefined ? server.running : Number(server.running >= shareMax),
    rank: sessionId === undefined ? index : -weight(server.id, sessionId),
  }))
  ranked.sort((a, b) => a.isDown - b.isDown || a.isFull - b.isFull || a.isLoaded - b.isLoaded || a.rank - b.rank)
  return ranked.map(({ server }) => server)
}

const weight = (id: string, sessionId: string): number =>
  createHash('sha256').update(id).update('\0').update(sessionId).digest().readUIntBE(0, 6)
