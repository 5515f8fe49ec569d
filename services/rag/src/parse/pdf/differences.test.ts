import { expect, test } from 'bun:test'
import { deflateSync } from 'node:zlib'
import { differencesOf } from './differences'

const stream = (content: Buffer) =>
  Buffer.concat([Buffer.from('<< /Type /ObjStm >>\nstream\n'), content, Buffer.from('\nendstream\n')])

test('streams of objects are unpacked up to a number that no honest file has', () => {
  const broken = stream(Buffer.from('no packed data'))
  const named = stream(deflateSync(Buffer.from('7 0 << /Differences [2 /f_i] >>')))
  const after = (count: number) => differencesOf(Buffer.concat([...Array.from({ length: count }, () => broken), named]))(2)
  expect(after(9_999)).toEqual(['f_i'])
  expect(after(10_000)).toEqual([])
})
