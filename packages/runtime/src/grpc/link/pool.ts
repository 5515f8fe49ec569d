import { lookup } from 'node:dns/promises'
import { connect as connectSocket, isIP } from 'node:net'
import { type Client, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { CALLER, type Identity, KEY } from '../auth'
import type { ClientCalls } from '../metrics'
import { ClientLink } from './client'
import { linkService } from './frames'

/** After a failure an address is asked for a link again so much later. */
const RETRY_MS = 1_000
/** The same for a process of an older version, which has no LinkService. */
const RETRY_UNKNOWN_MS = 10_000
const RESOLVE_MS_MIN = 5_000
/** Longest wait for the first frame of a new link. */
const HELLO_MS_MAX = 5_000
/**
 * After a process has said that it leaves, another one is awaited for this time: names are resolved again, and it is connected
 * to.
 */
const HANDOVER_MS = 10_000

interface Address {
  target: string
  link: ClientLink | undefined
  isOpening: boolean
  retryAt: number
  /** The process has no LinkService. */
  isOld: boolean
}

/** Links to all addresses of a service. */
export interface Links {
  /**
   * The link with the fewest calls, or the one to which the key belongs; undefined: call by ordinary gRPC, which also finds out
   * whether the service is there.
   */
  pick(affinity?: string): ClientLink | undefined
  /** Whether a link may be there in a moment. */
  isOpening(): boolean
  /**
   * Until then (performance.now) a process that said that it leaves may not have been replaced. It is in the past unless the
   * service has several addresses, or a name that may get others.
   */
  readonly handoverEndsAt: number
  close(): void
}

interface LinksOptions {
  /** `host:port` or `dns:///name:port`. */
  address: string
  identity: Identity
  calls: ClientCalls | undefined
  /** A client for one link to one address: a new link uses new certificates. */
  connect: (target: string) => Client
}

export const openLinks = (options: LinksOptions): Links => new LinkPool(options)

class LinkPool implements Links {
  readonly #addresses = new Map<string, Address>()
  #resolvedAt = Number.NEGATIVE_INFINITY
  #isResolving = false
  #isClosed = false
  handoverEndsAt = Number.NEGATIVE_INFINITY

  constructor(private readonly options: LinksOptions) {}

  pick(affinity?: string) {
    if (this.#isClosed) return undefined
    const now = performance.now()
    let best: ClientLink | undefined
    let bestRank = Number.NEGATIVE_INFINITY
    let old = 0
    let isMissing = this.#addresses.size === 0
    for (const entry of this.#addresses.values()) {
      const { link } = entry
      if (link && !link.isGoingAway) {
        const rank = affinity === undefined ? -link.size : affinityRank(affinity, entry.target)
        if (rank > bestRank) [best, bestRank] = [link, rank]
        continue
      }
      isMissing = true
      if (entry.isOld) old++
      if (!entry.isOpening && now >= entry.retryAt) this.#open(entry)
    }
    if (isMissing) void this.#resolve()
    // Processes without a link get their share of the calls.
    return old > 0 && Math.random() < old / this.#addresses.size ? undefined : best
  }

  isOpening() {
    return this.#isResolving || this.#addresses.values().some(({ isOpening }) => isOpening)
  }

  close() {
    this.#isClosed = true
    for (const { link } of this.#addresses.values()) link?.destroy()
    this.#addresses.clear()
  }

  async #resolve() {
    if (performance.now() - this.#resolvedAt < RESOLVE_MS_MIN) return
    this.#resolvedAt = performance.now()
    this.#isResolving = true
    const targets = await targetsOf(this.options.address).catch(() => undefined)
    this.#isResolving = false
    if (!targets || this.#isClosed) return
    for (const target of targets) {
      if (this.#addresses.has(target)) continue
      this.#addresses.set(target, { target, link: undefined, isOpening: false, retryAt: 0, isOld: false })
    }
    for (const [target, { link }] of this.#addresses) {
      if (targets.includes(target)) continue
      this.#addresses.delete(target)
      link?.close()
    }
  }

  #open(entry: Address) {
    const { identity, calls, connect } = this.options
    const metadata = new Metadata()
    metadata.set(CALLER, identity.caller)
    metadata.set(KEY, identity.key)
    const { path, requestSerialize, responseDeserialize } = linkService.Open
    const client = connect(entry.target)
    const stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata)
    entry.isOpening = true
    const hello = setTimeout(() => link.destroy(), HELLO_MS_MAX)
    hello.unref()
    const events = {
      ready: () => {
        clearTimeout(hello)
        entry.link?.close()
        Object.assign(entry, { link, isOpening: false, isOld: false })
        if (this.#isClosed || this.#addresses.get(entry.target) !== entry) link.close()
      },
      aged: () => {
        if (this.#isClosed || entry.link !== link) return
        if (!entry.isOpening) this.#open(entry)
        void this.#resolve()
      },
      leaving: () => {
        if (hasOthers(this.options.address)) this.handoverEndsAt = performance.now() + HANDOVER_MS
      },
      ended: (error: Error | undefined) => {
        clearTimeout(hello)
        client.close()
        if (entry.link === link) entry.link = undefined
        if (link.isReady) return
        entry.isOpening = false
        entry.isOld = (error as Partial<ServiceError> | undefined)?.code === status.UNIMPLEMENTED
        entry.retryAt = performance.now() + (entry.isOld ? RETRY_UNKNOWN_MS : RETRY_MS)
      },
    }
    const link: ClientLink = new ClientLink(stream, calls, events, () => accepts(entry.target))
  }
}

/** Rendezvous hashing: a key belongs to the address with the highest rank, so an address that leaves moves only its own keys. */
export const affinityRank = (key: string, target: string): number => Number(Bun.hash.wyhash(`${key} ${target}`) >> 11n)

/** Whether connections to a target are accepted, which the kernel does for a process that gets no processor, too. */
function accepts(target: string): Promise<boolean> {
  const [, host, port] = /^(?:ipv[46]:)?\[?([^\]]+?)\]?:(\d+)$/.exec(target) ?? []
  return new Promise((resolve) => {
    if (host === undefined) return resolve(false)
    const socket = connectSocket({ host, port: Number(port), timeout: ACCEPT_MS_MAX })
    const end = (isAccepted: boolean) => {
      socket.destroy()
      resolve(isAccepted)
    }
    socket.on('connect', () => end(true))
    socket.on('timeout', () => end(false))
    socket.on('error', () => end(false))
  })
}

/** With the seconds of silence before it, a peer that is gone is noticed within 5 s. */
const ACCEPT_MS_MAX = 900

/** `ipv4:host:port,host:port`, as grpc-js reads it. */
const LIST = /^(ipv[46]):(.+)$/
const NAME = /^(?:dns:(?:\/\/\/)?)?\[?([^/[\]]+)\]?:(\d+)$/

/** Whether another process of the service can be found by its address when one leaves. */
function hasOthers(address: string): boolean {
  if (LIST.test(address)) return address.includes(',')
  const host = NAME.exec(address)?.[1]
  return host !== undefined && host !== 'localhost' && isIP(host) === 0
}

/** Each address of the service as a target of grpc-js. */
async function targetsOf(address: string): Promise<string[]> {
  const [, scheme, list] = LIST.exec(address) ?? []
  if (scheme !== undefined && list !== undefined) return list.split(',').map((one) => `${scheme}:${one}`)
  const [, host, port] = NAME.exec(address) ?? []
  if (host === undefined || port === undefined) return [address]
  const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true })
  return found.map(({ address, family }) => (family === 6 ? `ipv6:[${address}]:${port}` : `ipv4:${address}:${port}`))
}
