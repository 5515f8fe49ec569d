import { unzipSync } from 'fflate'
import { ENTRIES_MAX, UNPACKED_BYTES_MAX } from './limits'
import { unreadable } from './refusal'

/** The entries of an archive, by name. Nothing is unpacked but what is asked for, and nothing is written anywhere. */
export interface Zip {
  has(name: string): boolean
  /** Undefined: there is no such entry. */
  read(name: string): Uint8Array | undefined
}

/**
 * Sizes are taken from the archive's directory and bound what is unpacked: an entry that is longer than it says is cut.
 */
export function openZip(bytes: Uint8Array): Zip {
  const names = new Set<string>()
  let unpacked = 0
  let entries = 0
  whole(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.add(name)
        entries += 1
        unpacked += originalSize
        if (entries > ENTRIES_MAX) throw unreadable(`The file has more than ${ENTRIES_MAX} parts; upload it in several files.`)
        if (unpacked > UNPACKED_BYTES_MAX)
          throw unreadable(`The file unpacks to more than ${UNPACKED_BYTES_MAX / 1_048_576} MiB; upload it in several files.`)
        return false
      },
    }),
  )
  return {
    has: (name) => names.has(name),
    read: (name) => (names.has(name) ? whole(() => unzipSync(bytes, { filter: (file) => file.name === name }))[name] : undefined),
  }
}

function whole<Result>(unzip: () => Result): Result {
  try {
    return unzip()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    throw unreadable('The file is broken or was not uploaded whole; save it again and upload it again.', error)
  }
}
