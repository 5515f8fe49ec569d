import { foldText } from '@collabry/runtime/fold-text'
import { unzipSync } from 'fflate'
import { ENTRIES_MAX, UNPACKED_BYTES_MAX } from './limits'
import { unreadable } from './refusal'

/**
 * The entries of an archive, by name. Nothing is unpacked but what is asked for, and nothing is written anywhere. Where no entry has
 * the very name, one is meant that differs in letter case, in the form of its accents, in `./` or `/` before it, or in back slashes.
 */
export interface Zip {
  has(name: string): boolean
  /** Undefined: there is no such entry. */
  read(name: string): Uint8Array | undefined
  /** The name of the entry that is meant; undefined: there is none. */
  find(name: string): string | undefined
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
  const alike = new Map([...names].toReversed().map((name) => [plainName(name), name]))
  const find = (name: string) => (names.has(name) ? name : alike.get(plainName(name)))
  return {
    has: (name) => find(name) !== undefined,
    find,
    read(wanted) {
      const name = find(wanted)
      return name === undefined ? undefined : whole(() => unzipSync(bytes, { filter: (file) => file.name === name }))[name]
    },
  }
}

const plainName = (name: string) => foldText(name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, ''), 'NFC').toLowerCase()

function whole<Result>(unzip: () => Result): Result {
  try {
    return unzip()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    throw unreadable('The file is broken or was not uploaded whole; save it again and upload it again.', error)
  }
}
