import { type ChannelInterface, connectivityState } from '@grpc/grpc-js'

/** Callers find new replicas, and use replaced certificates, after this time. */
const AGE_MS = 20_000
/** Callers that started together do not reconnect together. */
const AGE_JITTER = 0.1
/** A new channel that is not connected by then is given up, and tried again later. */
const CONNECT_MS_MAX = 5_000

type Call = ReturnType<ChannelInterface['createCall']>

/** A channel with the number of its running calls. */
interface Counted {
  channel: ChannelInterface
  running: number
}

/**
 * A channel that replaces its connections while it is used: new calls go over a new channel once that is connected, and the old
 * one closes when its last call has ended. The client does this, and not the server by a maximum age of connections: after
 * the GOAWAY of a server, Bun's client closes the connection when its last reply has arrived, read or not, and a slow reader
 * loses the end of it.
 */
export function rotatingChannel(open: () => ChannelInterface, ageMs = AGE_MS): ChannelInterface {
  const all = new Set<Counted>()
  let current = add(open())
  let opening: ChannelInterface | undefined
  let expiresAtMs = nextExpiry()

  function add(channel: ChannelInterface): Counted {
    const counted = { channel, running: 0 }
    all.add(counted)
    return counted
  }

  function nextExpiry(): number {
    return performance.now() + ageMs * (1 - AGE_JITTER + 2 * AGE_JITTER * Math.random())
  }

  function closeUnused(): void {
    for (const old of all) {
      if (old === current || old.running > 0) continue
      all.delete(old)
      old.channel.close()
    }
  }

  function replace(): void {
    expiresAtMs = nextExpiry()
    const channel = open()
    opening = channel
    whenReady(channel, Date.now() + CONNECT_MS_MAX, (isReady) => {
      if (opening !== channel) return
      opening = undefined
      if (!isReady) return channel.close()
      current = add(channel)
      closeUnused()
    })
  }

  return {
    createCall(...args) {
      if (performance.now() >= expiresAtMs && !opening) replace()
      const counted = current
      return whileRunning(
        counted.channel.createCall(...args),
        () => {
          counted.running++
        },
        () => {
          counted.running--
          closeUnused()
        },
      )
    },
    close() {
      opening?.close()
      opening = undefined
      expiresAtMs = Number.POSITIVE_INFINITY
      for (const { channel } of all) channel.close()
    },
    getTarget: () => current.channel.getTarget(),
    getConnectivityState: (tryToConnect) => current.channel.getConnectivityState(tryToConnect),
    watchConnectivityState: (...args) => current.channel.watchConnectivityState(...args),
    getChannelzRef: () => current.channel.getChannelzRef(),
  }
}

/** Calls back once: when the channel is connected, or when it is not by the deadline. */
function whenReady(channel: ChannelInterface, deadline: number, done: (isReady: boolean) => void): void {
  const state = channel.getConnectivityState(true)
  if (state === connectivityState.READY || state === connectivityState.SHUTDOWN) {
    done(state === connectivityState.READY)
    return
  }
  channel.watchConnectivityState(state, deadline, (error) => (error ? done(false) : whenReady(channel, deadline, done)))
}

/** A status comes after the last message has been handed over. */
function whileRunning(call: Call, started: () => void, ended: () => void): Call {
  const start = call.start.bind(call)
  call.start = (metadata, listener) => {
    started()
    start(metadata, {
      onReceiveMetadata: (received) => listener.onReceiveMetadata(received),
      onReceiveMessage: (message) => listener.onReceiveMessage(message),
      onReceiveStatus: (status) => {
        ended()
        listener.onReceiveStatus(status)
      },
    })
  }
  return call
}
