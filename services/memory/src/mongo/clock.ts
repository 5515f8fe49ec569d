/** Heartbeats of the MongoDB driver, whose replies carry the time of the server. */
interface Heartbeats {
  on(event: 'serverHeartbeatSucceeded', listener: (event: { reply: Reply }) => void): unknown
}

interface Reply {
  localTime?: unknown
  isWritablePrimary?: unknown
}

/** Heartbeats that are compared. One that is read late makes the server's clock look slow, so the fastest one is right. */
const HEARTBEATS_MAX = 8

/**
 * Now, by the clock of the server that takes the writes: every replica compares leases with the same clock, however wrong the
 * clock of its own machine is. Between two heartbeats it goes on with the monotonic clock of the process. `hostNow` counts only
 * until the first heartbeat, before which no operation begins.
 */
export function mongoClock(client: Heartbeats, hostNow: () => number, elapsedMs = () => performance.now()): () => number {
  const offsets: number[] = []
  let offsetMs: number | undefined
  client.on('serverHeartbeatSucceeded', ({ reply: { localTime, isWritablePrimary } }) => {
    if (!(localTime instanceof Date) || isWritablePrimary !== true) return
    offsets.push(localTime.getTime() - elapsedMs())
    if (offsets.length > HEARTBEATS_MAX) offsets.shift()
    offsetMs = Math.max(...offsets)
  })
  return () => (offsetMs === undefined ? hostNow() : Math.floor(offsetMs + elapsedMs()))
}
