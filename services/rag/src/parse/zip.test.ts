import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { openZip } from './zip'

const long = strToU8(Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`).join(''))
const archive = () => zipSync({ 'a.xml': strToU8('<a/>'), 'dir/long.xml': long, 'z.xml': [long, { level: 0 }] })

/** Where the directory has its entry of this number. */
function entryAt(bytes: Uint8Array, number: number): DataView {
  let at = -1
  for (let before = 0; before <= number; before++) at = Buffer.from(bytes).indexOf('PK\x01\x02', at + 1, 'latin1')
  return new DataView(bytes.buffer, bytes.byteOffset + at)
}

test('long entries are read by name, deflated or not', () => {
  const zip = openZip(archive())
  expect(zip.read('./dir\\long.xml')).toEqual(long)
  expect(zip.read('z.xml')).toEqual(long)
  expect(zip.read('a.xml')).toEqual(strToU8('<a/>'))
  expect(zip.read('b.xml')).toBeUndefined()
})

test('an entry that is longer than its directory says is cut there', () => {
  const bytes = archive()
  entryAt(bytes, 1).setUint32(24, 100_000, true)
  expect(openZip(bytes).read('dir/long.xml')).toEqual(long.subarray(0, 100_000))
})
