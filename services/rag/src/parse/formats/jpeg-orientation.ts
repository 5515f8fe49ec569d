const UPRIGHT = 1
const HEAD_BYTES = 65_536
const ORIENTATION_TAG = 0x0112
const ENTRY_BYTES = 12

/** How a camera was held, as EXIF counts it: 1 is upright, 6 turned to the right. */
export function jpegOrientation(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return UPRIGHT
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES))
  const at = head.indexOf('Exif\0\0', 0, 'latin1')
  if (at < 0) return UPRIGHT
  const exif = head.subarray(at + 6)
  const big = exif[0] === 0x4d
  const number = (from: number, length: 2 | 4) => {
    if (from < 0 || from + length > exif.byteLength) return 0
    return big ? exif.readUIntBE(from, length) : exif.readUIntLE(from, length)
  }
  const first = number(4, 4)
  for (let entry = 0; entry < number(first, 2); entry += 1) {
    const from = first + 2 + entry * ENTRY_BYTES
    if (number(from, 2) !== ORIENTATION_TAG) continue
    const orientation = number(from + 8, 2)
    return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT
  }
  return UPRIGHT
}
