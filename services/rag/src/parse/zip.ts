import { unzipSync } from 'fflate'
import { ENTRIES_MAX, UNPACKED_BYTES_MAX } from './limits'
import { unreadable } from './refusal'

/**
 * The entries of an archive, by path. Nothing is unpacked but what is asked for, and nothing is written anywhere. Programs find
 * an entry by a path that differs in letter case, in `\\` for `/`, or in a leading `/` or `./`: so does this.
 */
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
  const loosely = new Map<string, string>()
  let unpacked = 0
  let entries = 0
  whole(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.add(name)
        if (!loosely.has(looseName(name))) loosely.set(looseName(name), name)
        entries += 1
        unpacked += originalSize
        if (entries > ENTRIES_MAX) throw unreadable(`The file has more than ${ENTRIES_MAX} parts; upload it in several files.`)
        if (unpacked > UNPACKED_BYTES_MAX)
          throw unreadable(`The file unpacks to more than ${UNPACKED_BYTES_MAX / 1_048_576} MiB; upload it in several files.`)
        return false
      },
    }),
  )
  const find = (name: string) => (names.has(name) ? name : loosely.get(looseName(name)))
  return {
    has: (name) => find(name) !== undefined,
    read: (name) => {
      const found = find(name)
      return found === undefined ? undefined : whole(() => unzipSync(bytes, { filter: (file) => file.name === found }))[found]
    },
  }
}

const looseName = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .toLowerCase()

function whole<Result>(unzip: () => Result): Result {
  try {
    return unzip()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    throw unreadable('The file is broken or was not uploaded whole; save it again and upload it again.', error)
  }
}
