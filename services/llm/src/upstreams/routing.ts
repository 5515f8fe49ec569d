import { createHash } from 'node:crypto'

export interface Load {
  /** What is hashed; the same in every replica. */
  id: string
  running: number
  isUp: boolean
}

/** A session leaves its server when that has this much more than its share. */
const SHARE_MAX = 1.25

/**
 * The order in which to try the servers. A conversation goes where it went before, because its beginning is cached there
 * (rendezvous hashing: a server that comes or goes moves only its own sessions), unless that server is full or has far more
 * than its share; one without a session goes where least runs. Those that are down come last, in case all are.
 */
export function orderOf<Server extends Load>(
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
