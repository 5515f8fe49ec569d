import { expect, test } from 'bun:test'
import { BLOCK, blockName, freePorts, publicPort } from './ports'

test('free ports are all different and can be listened on', () => {
  const ports = [...freePorts(10), ...freePorts(10), ...freePorts(480)]
  expect(new Set(ports).size).toBe(500)
  for (const port of ports.slice(0, 20)) Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true)
})

test.skipIf(process.platform !== 'linux')('the ports around a free one are no other process’s to look at', () => {
  const [port = 0] = freePorts(1)
  const name = blockName(Math.floor((port - 20_000) / BLOCK))
  expect(() => Bun.listen({ unix: name, socket: { data() {} } })).toThrow('Failed to listen')
})

test('a taken port is one sentence that names a way out', () => {
  const taken = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  expect(() => publicPort('127.0.0.1', taken.port)).toThrow(
    `PORT: ${taken.port} on 127.0.0.1 is taken; stop what uses it, or choose another`,
  )
  taken.stop(true)
  expect(publicPort('127.0.0.1', taken.port)).toBe(taken.port)
})

test('an address of another machine is one sentence', () => {
  expect(() => publicPort('192.0.2.1', 8_000)).toThrow("HOST: 192.0.2.1 can't be bound")
})
