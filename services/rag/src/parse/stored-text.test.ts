import { expect, test } from 'bun:test'
import { parseText } from './stored-text'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a byte order mark goes, and every line ends with LF', () => {
  expect(parseText(bytes('\uFEFFone\r\ntwo\rthree\n'))).toBe('one\ntwo\nthree\n')
})

test('stored text goes through unchanged', () => {
  const stored = parseText(bytes('  🧬 e\u0301 \t one\r\n\f two \u2028'))
  expect(parseText(bytes(stored))).toBe(stored)
})

test('what is no text is refused with what its owner can do', () => {
  const refused = (content: Uint8Array) => {
    try {
      return parseText(content)
    } catch (error) {
      return String(error)
    }
  }
  expect(refused(bytes(''))).toContain('The file is empty')
  expect(refused(bytes(' \n\t\u00a0'))).toContain('white space')
  expect(refused(new Uint8Array([0x25, 0x50, 0, 0x46]))).toContain('zero bytes')
  expect(refused(new Uint8Array([0x61, 0xff, 0x62]))).toContain('not text in UTF-8')
  expect(refused(new Uint8Array([0xed, 0xa0, 0x80]))).toContain('not text in UTF-8')
  expect(refused(new Uint8Array([0xfe, 0xff, 0, 0x61]))).toContain('UTF-16')
})
