import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, type InputType, type ZlibOptions } from 'node:zlib'

/** A file of an archive. Its pieces are read while it is written, before the next entry. */
export interface ZipEntry {
  name: string
  pieces: AsyncIterable<string>
}

/** Text is compressed in blocks of this size: larger ones save little, and one of each archive is in memory. */
const BLOCK_BYTES = 65_536
/** Smaller pieces wait to be sent together, since many files are small. */
const SENT_BYTES = 16_384

const deflate = promisify<InputType, ZlibOptions, Buffer>(deflateRaw)

/**
 * A zip that is written while it is read: one file at a time, as fast as the reader takes it, compressed off the event loop,
 * with the 64-bit fields of the format where an archive needs them. Only the list of names at its end grows in memory.
 *
 * Each block is compressed by itself. A stream of zlib for each file holds a quarter of a megabyte until it is collected as
 * garbage, and an archive has thousands of small files.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry>, now: Date): AsyncGenerator<Uint8Array> {
  let sent = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  for await (const bytes of archive(entries, now, () => sent + waitingBytes)) {
    waiting.push(bytes)
    waitingBytes += bytes.length
    if (waitingBytes < SENT_BYTES) continue
    const piece = Buffer.concat(waiting)
    sent += piece.length
    waiting = []
    waitingBytes = 0
    yield piece
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting)
}

/** `position`: number of the bytes before. */
async function* archive(entries: AsyncIterable<ZipEntry>, now: Date, position: () => number): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  for await (const { name, pieces } of entries) {
    const named = { name: Buffer.from(name), modified: now }
    const written: Written = { offset: position(), crc: 0, bytes: 0, compressedBytes: 0 }
    yield localHeader(named)
    for await (const block of blocksOf(pieces)) {
      const compressed = await deflate(block, { finishFlush: constants.Z_SYNC_FLUSH })
      written.crc = crc32(block, written.crc)
      written.bytes += block.length
      written.compressedBytes += compressed.length
      yield compressed
    }
    written.compressedBytes += LAST_BLOCK.length
    yield LAST_BLOCK
    yield dataDescriptor(written)
    directory.push(directoryRecord(named, written))
  }
  const offset = position()
  yield* directory
  yield endOfDirectory({ entries: directory.length, offset, bytes: position() - offset })
}

/** An empty block of deflate that is marked as the last one. Those before it end at a whole byte. */
const LAST_BLOCK = Buffer.from([3, 0])

async function* blocksOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const piece of pieces) {
    const encoded = Buffer.from(piece)
    waiting.push(encoded)
    bytes += encoded.length
    if (bytes < BLOCK_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}

interface Named {
  name: Buffer
  modified: Date
}

interface Written {
  /** The position of its local header. */
  offset: number
  crc: number
  bytes: number
  compressedBytes: number
}

// Names of fields are those of APPNOTE.TXT, the specification of the format.
const VERSION = 20
const VERSION_ZIP64 = 45
const UNIX = 3 << 8
/** Sizes follow the data, and the name is UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** A regular file that its owner and group may write. */
const MODE = 0o100664
const UINT16_MAX = 0xffff
const UINT32_MAX = 0xffffffff
const INT32_MAX = 0x7fffffff

/** Local time, with two seconds as the unit, and the date. */
const timeOf = (date: Date): number => (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1)
const dateOf = (date: Date): number =>
  (Math.max(0, date.getFullYear() - 1_980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate()

function localHeader({ name, modified }: Named): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(DEFLATED, 8)
  header.writeUInt16LE(timeOf(modified), 10)
  header.writeUInt16LE(dateOf(modified), 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

const isLarge = ({ bytes, compressedBytes }: Written): boolean => Math.max(bytes, compressedBytes) >= UINT32_MAX

function dataDescriptor(written: Written): Buffer {
  const { crc, bytes, compressedBytes } = written
  const isZip64 = isLarge(written)
  const descriptor = Buffer.alloc(isZip64 ? 24 : 16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(crc, 4)
  if (isZip64) {
    descriptor.writeBigUInt64LE(BigInt(compressedBytes), 8)
    descriptor.writeBigUInt64LE(BigInt(bytes), 16)
  } else {
    descriptor.writeUInt32LE(compressedBytes, 8)
    descriptor.writeUInt32LE(bytes, 12)
  }
  return descriptor
}

function directoryRecord({ name, modified }: Named, written: Written): Buffer {
  const { offset, crc, bytes, compressedBytes } = written
  const isZip64 = isLarge(written) || offset >= UINT32_MAX
  const extra = [exactTime(modified), ...(isZip64 ? [sizesInZip64(written)] : [])]
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(UNIX | VERSION_ZIP64, 4)
  record.writeUInt16LE(isZip64 ? VERSION_ZIP64 : VERSION, 6)
  record.writeUInt16LE(FLAGS, 8)
  record.writeUInt16LE(DEFLATED, 10)
  record.writeUInt16LE(timeOf(modified), 12)
  record.writeUInt16LE(dateOf(modified), 14)
  record.writeUInt32LE(crc, 16)
  // The largest number says that the 64-bit field has it.
  record.writeUInt32LE(isZip64 ? UINT32_MAX : compressedBytes, 20)
  record.writeUInt32LE(isZip64 ? UINT32_MAX : bytes, 24)
  record.writeUInt16LE(name.length, 28)
  record.writeUInt16LE(
    extra.reduce((sum, { length }) => sum + length, 0),
    30,
  )
  record.writeUInt32LE(MODE * 65_536, 38)
  record.writeUInt32LE(isZip64 ? UINT32_MAX : offset, 42)
  return Buffer.concat([record, name, ...extra])
}

/** The extra field of Info-ZIP, with the time in UTC. */
function exactTime(date: Date): Buffer {
  const seconds = Math.floor(date.getTime() / 1_000)
  // The field has no room for later times (from 2038 on); the date of the format itself has, to two seconds.
  if (seconds > INT32_MAX) return Buffer.alloc(0)
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x5455, 0)
  field.writeUInt16LE(5, 2)
  field.writeUInt8(1, 4)
  field.writeInt32LE(seconds, 5)
  return field
}

function sizesInZip64({ offset, bytes, compressedBytes }: Written): Buffer {
  const field = Buffer.alloc(28)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(24, 2)
  field.writeBigUInt64LE(BigInt(bytes), 4)
  field.writeBigUInt64LE(BigInt(compressedBytes), 12)
  field.writeBigUInt64LE(BigInt(offset), 20)
  return field
}

interface Directory {
  entries: number
  offset: number
  bytes: number
}

function endOfDirectory(directory: Directory): Buffer {
  const { entries, offset, bytes } = directory
  const isZip64 = entries >= UINT16_MAX || offset >= UINT32_MAX || bytes >= UINT32_MAX
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(Math.min(entries, UINT16_MAX), 8)
  record.writeUInt16LE(Math.min(entries, UINT16_MAX), 10)
  record.writeUInt32LE(Math.min(bytes, UINT32_MAX), 12)
  record.writeUInt32LE(Math.min(offset, UINT32_MAX), 16)
  return isZip64 ? Buffer.concat([endInZip64(directory), record]) : record
}

/** The record of the directory in 64 bits, and the place of this record. */
function endInZip64({ entries, offset, bytes }: Directory): Buffer {
  const record = Buffer.alloc(76)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(UNIX | VERSION_ZIP64, 12)
  record.writeUInt16LE(VERSION_ZIP64, 14)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  record.writeBigUInt64LE(BigInt(bytes), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(offset + bytes), 64)
  record.writeUInt32LE(1, 72)
  return record
}
