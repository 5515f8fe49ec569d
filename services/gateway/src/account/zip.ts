import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file of an archive. Its pieces are read while it is written, before the next entry. */
export interface ZipEntry {
  name: string
  pieces: AsyncIterable<string>
}

/**
 * A zip made while it is read: one file at a time, as fast as the reader takes it, compressed off the event loop; with
 * the 64-bit fields of the format where an archive needs them. What grows is the list of names that stands at its end.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry>, now: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const fail = (error: Error) => void out.destroy(error)
  zip.on('error', fail)
  const out = zip.outputStream as Readable
  let current: Readable | undefined
  const add = ({ name, pieces }: ZipEntry) =>
    new Promise<void>((resolve) => {
      current = Readable.from(encoded(pieces), { objectMode: false })
      current.on('error', fail)
      current.once('close', resolve)
      zip.addReadStream(current, name, { mtime: now, compress: true })
    })
  const fill = async () => {
    for await (const entry of entries) {
      await add(entry)
      if (out.destroyed) return
    }
    zip.end()
  }
  const filling = fill().catch(fail)
  try {
    for await (const bytes of out) yield bytes as Uint8Array
  } finally {
    current?.destroy()
    out.destroy()
    await filling
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) if (piece !== '') yield Buffer.from(piece)
}
