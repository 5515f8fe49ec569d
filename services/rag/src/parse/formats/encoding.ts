import { analyse } from 'chardet'
import { unreadable } from '../refusal'

/** How much is looked at to tell an encoding that does not say itself. */
const SAMPLE_BYTES = 65_536
/** Where UTF-16 shows: text has many characters whose first or second byte is 0. */
const ZERO_SHARE_MIN = 0.2
/** Of characters that no text has; noise has far more. */
const CONTROL_SHARE_MAX = 0.005

/** Text in any common encoding: by its byte order mark, as UTF-8 if it is that, else by what it most likely is. */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const text = decode(bytes, declared)
  if (controlShare(text.slice(0, SAMPLE_BYTES)) > CONTROL_SHARE_MAX) throw unreadable(BINARY)
  return text.toWellFormed()
}

const BINARY =
  'The file is binary and of no kind that can be read; upload a PDF, an Office document, an e-book, a web page or text.'

function decode(bytes: Uint8Array, declared?: string): string {
  const marked = byMark(bytes)
  if (marked !== undefined) return decoder(marked).decode(bytes)
  const utf16 = withoutMark(bytes.subarray(0, SAMPLE_BYTES))
  if (utf16 !== undefined) return decoder(utf16).decode(bytes)
  for (const label of ['utf-8', declared, ...likely(bytes)]) {
    const text = label === undefined ? undefined : strictly(bytes, label)
    if (text !== undefined) return text
  }
  throw unreadable('The encoding of the text can’t be told; save it as UTF-8 and upload it again.')
}

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

function withoutMark(sample: Uint8Array): string | undefined {
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = (sample.byteLength / 2) * ZERO_SHARE_MIN
  if (odd > many && even < odd / 20) return 'utf-16le'
  if (even > many && odd < even / 20) return 'utf-16be'
  return undefined
}

/** Best first. Windows' Western code page holds what claims to be Latin-1, and is what is left when nothing else fits. */
function likely(bytes: Uint8Array): string[] {
  const names = analyse(bytes.subarray(0, SAMPLE_BYTES))
    .filter(({ confidence }) => confidence >= 10)
    .map(({ name }) => name)
  return [...names.filter((name) => !/^(UTF-|ASCII$|ISO-8859-1$)/.test(name)).slice(0, 3), 'windows-1252']
}

function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return decoder(label, true).decode(bytes)
  } catch {
    return undefined
  }
}

function controlShare(sample: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  return (sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f\ufffd]/g)?.length ?? 0) / Math.max(1, sample.length)
}

/** Bun knows every label of the Encoding Standard; its types know three. */
const decoder = (label: string, fatal = false) => new TextDecoder(label as Bun.Encoding, { fatal })
