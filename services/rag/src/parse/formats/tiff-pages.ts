import { PAGES_MAX } from '../limits'

/** Where the header says that the first page is. */
const FIRST = 4
const ENTRY_BYTES = 12

/**
 * The pages of a TIFF, each as the file with that page as its first one; any other file is one page. They share their bytes:
 * a page is the one that was asked for last.
 */
export function tiffPages(bytes: Uint8Array): (() => Uint8Array)[] {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (mark !== 'II*\0' && mark !== 'MM\0*') return [() => bytes]
  const little = mark.startsWith('I')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places = new Set<number>()
  for (let at = view.getUint32(FIRST, little); at !== 0 && !places.has(at) && places.size < PAGES_MAX; at = behind(at))
    places.add(at)
  return [...places].map((at) => () => {
    view.setUint32(FIRST, at, little)
    return bytes
  })

  function behind(at: number): number {
    if (at + 2 > bytes.byteLength) return 0
    const end = at + 2 + view.getUint16(at, little) * ENTRY_BYTES
    return end + 4 > bytes.byteLength ? 0 : view.getUint32(end, little)
  }
}
