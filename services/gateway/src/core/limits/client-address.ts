import { BlockList, isIP, isIPv6 } from 'node:net'
import { AppError } from '@collabry/runtime/errors'

/** Where a request comes from, as a key: an IPv4 address, or the /64 network that an IPv6 host can change its address in. */
export type ClientAddress = (request: Request) => string

interface AddressOptions {
  /** Addresses and networks of trusted proxies. */
  trustedProxies: string[]
  /** Address of the client; undefined: its connection is closed. */
  peerOf: (request: Request) => string | undefined
}

/**
 * The last address of the chain that is not a trusted proxy. Each proxy appends its peer's address, so the list is read from
 * its end, and only while the writer of an entry is trusted: entries that a client has written are never reached.
 */
export function clientAddress({ trustedProxies, peerOf }: AddressOptions): ClientAddress {
  const isTrusted = trustIn(trustedProxies)
  return (request) => {
    const peer = peerOf(request)
    if (peer === undefined) return 'unknown'
    let address = peer
    const hops = (request.headers.get('x-forwarded-for') ?? '').split(',')
    while (hops.length > 0 && isTrusted(address)) {
      const hop = withoutPort(hops.pop() ?? '')
      if (isIP(hop) === 0) break
      address = hop
    }
    return networkOf(address)
  }
}

function trustIn(proxies: string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits, ...more] = proxy.split('/')
    const kind = kindOf(address)
    const bitsMax = kind === 'ipv6' ? 128 : 32
    if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax))) {
      throw new AppError('validation_error', 'TRUSTED_PROXIES: each must be an address, or a network such as 10.0.0.0/8.')
    }
    if (bits === undefined) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  }
  return (address) => proxies.length > 0 && list.check(address, kindOf(address))
}

const kindOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** Some proxies write the port too: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
const withoutPort = (hop: string): string =>
  hop
    .trim()
    .replace(/^\[([0-9a-fA-F:.]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped || !isIPv6(address)) return mapped ?? address
  // The URL parser writes an IPv6 address in its one short form.
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - rest.length).fill('0')
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`
}
