import { describe, expect, test } from 'bun:test'
import { clientAddress } from './client-address'

const addressOf = (peer: string | undefined, forwarded: string | undefined, trustedProxies: string[] = []) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return clientAddress({ trustedProxies, peerOf: () => peer })(new Request('http://localhost/', { headers }))
}
const proxies = ['10.0.0.0/8', '192.0.2.7', 'fd00::/8']

describe('the address of a client', () => {
  const rows: [string, string | undefined, string | undefined, string[], string][] = [
    ['is the other end of the connection', '203.0.113.5', undefined, [], '203.0.113.5'],
    ['is not what the client says, without trusted proxies', '203.0.113.5', '1.1.1.1', [], '203.0.113.5'],
    ['is not what the client says, when it is no trusted proxy', '203.0.113.5', '1.1.1.1', proxies, '203.0.113.5'],
    ['is what a trusted proxy says', '10.1.2.3', '198.51.100.1', proxies, '198.51.100.1'],
    [
      'is the last one before the trusted proxies',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1, 192.0.2.7, 10.9.9.9',
      proxies,
      '198.51.100.1',
    ],
    ['is the proxy itself when it says nothing', '10.1.2.3', undefined, proxies, '10.1.2.3'],
    ['is the proxy itself when it says no address', '10.1.2.3', '1.1.1.1, unknown', proxies, '10.1.2.3'],
    ['is the first one of a way of trusted proxies alone', '10.1.2.3', '10.0.0.1, 10.0.0.2', proxies, '10.0.0.1'],
    ['may come with a port', '10.1.2.3', '198.51.100.1:4711', proxies, '198.51.100.1'],
    ['may come with a port, of IPv6', '10.1.2.3', '[2001:db8:1:2:3::4]:4711', proxies, '2001:db8:1:2::/64'],
    ['is a network, of IPv6', '2001:DB8:1:2:3:4:5:6', undefined, [], '2001:db8:1:2::/64'],
    ['is the same network for every host in it', '2001:db8:1:2::9', undefined, [], '2001:db8:1:2::/64'],
    ['is a network, with zeros', '::1', undefined, [], '0:0:0:0::/64'],
    ['is IPv4 where IPv6 only wraps it', '::ffff:203.0.113.5', undefined, [], '203.0.113.5'],
    ['is told by a trusted proxy that IPv6 wraps', '::ffff:10.1.2.3', '198.51.100.1', proxies, '198.51.100.1'],
    ['is told by a trusted proxy of IPv6', 'fd12::1', '198.51.100.1', proxies, '198.51.100.1'],
    ['is unknown when the connection is gone', undefined, '1.1.1.1', proxies, 'unknown'],
  ]
  test.each(rows)('%s', (_, peer, forwarded, trusted, expected) => {
    expect(addressOf(peer, forwarded, trusted)).toBe(expected)
  })

  test.each(['10.0.0.0/33', '10.0.0.0/8/8', 'proxy', '10.0.0.0/x', '/8', '::/129'])('a proxy %j is refused', (proxy) => {
    expect(() => addressOf('10.0.0.1', undefined, [proxy])).toThrow('TRUSTED_PROXIES')
  })
})
